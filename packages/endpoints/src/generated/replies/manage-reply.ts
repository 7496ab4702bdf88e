// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { type Client, type Operation, type RequestOptions, request } from '@threads-sdk/core-http/fetch';
import { flag, inputObject, matching } from '@threads-sdk/internal';
import { type Success, successSchema } from '../schemas/success.ts';

/**
 * The parameters of {@link manageReply}.
 *
 * @category Parameters
 */
export interface ManageReplyParameters {
  /** The id of a reply. */
  readonly reply_id: string;
  /** Whether to hide it. */
  readonly hide: boolean;
}

/**
 * Hide or show a reply.
 *
 * Takes a direct reply to an own post, and hides or shows everything below it. Deeper replies cannot be given.
 *
 * Permissions: `threads_basic`, `threads_manage_replies`. In the API since 2024-04-08.
 *
 * @param client - from `createClient({ credentials })`.
 * @param params - what to ask for:
 *   - `reply_id` - The id of a reply.
 *   - `hide` - Whether to hide it.
 * @param options - `signal` to abort; `timeout` in milliseconds for one exchange; `context` for the hooks;
 * `extra` parameters, sent unchecked.
 * @returns It is done.
 * @throws {InvalidInputError} if parameters are wrong: all faults at once, before anything is sent.
 * @throws {CredentialsError} with code `CREDENTIALS_EXPIRED` if the credentials have expired: nothing is sent.
 * @throws {ApiError} if Meta refuses the call; its `code` says why, its `remedy` what to do.
 * @throws {TransportError} if no usable answer comes.
 * @throws {AbortError} if `signal` ends the call.
 * @example
 * ```ts
 * import { createClient } from '@threads-sdk/core-http';
 * import { credentialsFromJson } from '@threads-sdk/credentials';
 * import { manageReply } from '@threads-sdk/endpoints';
 *
 * const client = createClient({ credentials: credentialsFromJson(process.env['THREADS_CREDENTIALS'] ?? '') });
 * console.log(await manageReply(client, { reply_id: '17994632108765432', hide: true }));
 * ```
 * @see https://developers.facebook.com/documentation/threads/reply-management
 * @category Read and moderate replies
 */
export function manageReply(
  client: Client,
  params: ManageReplyParameters,
  options?: RequestOptions,
): Promise<Success> {
  return request(client, operation, params, options);
}

const operation: Operation<Success> = {
  id: 'manageReply',
  method: 'POST',
  path: '/{reply_id}/manage_reply',
  repeat: 'idempotent',
  scopes: ['threads_basic', 'threads_manage_replies'],
  input: /* @__PURE__ */ inputObject(
    {
      reply_id: /* @__PURE__ */ matching(
        /^[0-9]+$/u,
        'must be an id of digits, as lists and webhooks have it; no address or shortcode can be turned into one',
      ),
      hide: flag,
    },
    ['reply_id', 'hide'],
  ),
  output: successSchema,
};
