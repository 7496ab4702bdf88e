// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { type Client, type Operation, type RequestOptions, request } from '@threads-sdk/core-http/fetch';
import { fieldsInput, inputObject, matching } from '@threads-sdk/internal';
import type { Selected } from '../../selected.ts';
import { type Container, type ContainerSelection, containerSchema } from '../schemas/container.ts';

/**
 * The fields that {@link getContainer} asks for when `fields` is left out.
 *
 * @category Default fields
 */
export type GetContainerDefaultFields = readonly ['id', 'status', 'error_message'];

/**
 * The parameters of {@link getContainer}.
 *
 * @category Parameters
 */
export interface GetContainerParameters<
  Fields extends readonly ContainerSelection[] = readonly ContainerSelection[],
> {
  /** The id of a container, as `createContainer` gave it. */
  readonly container_id: string;
  /**
   * The fields of {@link Container} to ask for; `id` always comes. Those of a part are named as `{ part: ['field']
   * }`. Left out: the default fields.
   */
  readonly fields?: Fields | undefined;
}

/**
 * Read how far a container is.
 *
 * Meta recommends to look once a minute, for 5 minutes at most. *Observed*: texts and images are mostly finished
 * at the first look, videos after 25 to 90 seconds, and a look right after creation may get 24/4279009. Asking a
 * published post for `status` fails.
 *
 * Permissions: `threads_basic`, `threads_content_publish`. In the API since 2024-04-08.
 *
 * @param client - from `createClient({ credentials })`.
 * @param params - what to ask for:
 *   - `container_id` - The id of a container, as `createContainer` gave it.
 *   - `fields` - the fields to ask for; the type of the result follows them.
 * @param options - `signal` to abort; `timeout` in milliseconds for one exchange; `context` for the hooks;
 * `extra` parameters, sent unchecked.
 * @returns The container.
 * @throws {InvalidInputError} if parameters are wrong: all faults at once, before anything is sent.
 * @throws {CredentialsError} with code `CREDENTIALS_EXPIRED` if the credentials have expired: nothing is sent.
 * @throws {ApiError} if Meta refuses the call; its `code` says why, its `remedy` what to do.
 * @throws {TransportError} if no usable answer comes.
 * @throws {AbortError} if `signal` ends the call.
 * @example
 * ```ts
 * import { createClient } from '@threads-sdk/core-http';
 * import { credentialsFromJson } from '@threads-sdk/credentials';
 * import { getContainer } from '@threads-sdk/endpoints';
 *
 * const client = createClient({ credentials: credentialsFromJson(process.env['THREADS_CREDENTIALS'] ?? '') });
 * console.log(await getContainer(client, { container_id: '17889615691921648' }));
 * ```
 * @see https://developers.facebook.com/documentation/threads/troubleshooting
 * @category Create and publish posts
 */
export function getContainer<const Fields extends readonly ContainerSelection[] = GetContainerDefaultFields>(
  client: Client,
  params: GetContainerParameters<Fields>,
  options?: RequestOptions,
): Promise<Selected<Container, Fields>>;
export function getContainer(
  client: Client,
  params: GetContainerParameters,
  options?: RequestOptions,
): Promise<Container> {
  return request(client, operation, params, options);
}

const operation: Operation<Container> = {
  id: 'getContainer',
  method: 'GET',
  path: '/{container_id}',
  repeat: 'safe',
  scopes: ['threads_basic', 'threads_content_publish'],
  input: /* @__PURE__ */ inputObject(
    {
      container_id: /* @__PURE__ */ matching(
        /^[0-9]+$/u,
        'must be an id of digits, as lists and webhooks have it; no address or shortcode can be turned into one',
      ),
      fields: fieldsInput,
    },
    ['container_id'],
    { fields: 'id,status,error_message' },
  ),
  output: containerSchema,
};
