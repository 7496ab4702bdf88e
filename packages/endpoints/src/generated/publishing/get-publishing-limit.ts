// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { type Client, type Operation, type RequestOptions, request } from '@threads-sdk/core-http/fetch';
import { fieldsInput, inputObject, matching } from '@threads-sdk/internal';
import type { Selected } from '../../selected.ts';
import type { PublishingLimit, PublishingLimitSelection } from '../schemas/publishing-limit.ts';
import { type PublishingLimits, publishingLimitsSchema } from '../schemas/publishing-limits.ts';

/**
 * The fields that {@link getPublishingLimit} asks for when `fields` is left out.
 *
 * @category Default fields
 */
export type GetPublishingLimitDefaultFields = readonly ['quota_usage', 'config'];

/**
 * The parameters of {@link getPublishingLimit}.
 *
 * @category Parameters
 */
export interface GetPublishingLimitParameters<
  Fields extends readonly PublishingLimitSelection[] = readonly PublishingLimitSelection[],
> {
  /**
   * The id of the token's user, or `me`. One source saw writing under an id that is no longer the user's fail with
   * 24/4279009 where `me` worked. Default: `me`.
   */
  readonly user_id?: string | undefined;
  /**
   * The fields of {@link PublishingLimit} to ask for. Those of a part are named as `{ part: ['field'] }`. Left
   * out: the default fields.
   */
  readonly fields?: Fields | undefined;
}

/**
 * Read how much of each quota is used.
 *
 * Only the fields that are asked for are answered; without any, `quota_usage`. Asking for a quota without its
 * permission is *observed* to fail the whole call.
 *
 * Permissions: `threads_basic`, `threads_content_publish`. In the API since 2024-04-08.
 *
 * @param client - from `createClient({ credentials })`.
 * @param params - what to ask for:
 *   - `user_id` (optional) - The id of the token's user, or `me`. One source saw writing under an id that is no
 *     longer the user's fail with 24/4279009 where `me` worked. Default: `me`.
 *   - `fields` - the fields to ask for; the type of the result follows them.
 * @param options - `signal` to abort; `timeout` in milliseconds for one exchange; `context` for the hooks;
 * `extra` parameters, sent unchecked.
 * @returns One object under `data`.
 * @throws {InvalidInputError} if parameters are wrong: all faults at once, before anything is sent.
 * @throws {CredentialsError} with code `CREDENTIALS_EXPIRED` if the credentials have expired: nothing is sent.
 * @throws {ApiError} if Meta refuses the call; its `code` says why, its `remedy` what to do.
 * @throws {TransportError} if no usable answer comes.
 * @throws {AbortError} if `signal` ends the call.
 * @example
 * ```ts
 * import { createClient } from '@threads-sdk/core-http';
 * import { credentialsFromJson } from '@threads-sdk/credentials';
 * import { getPublishingLimit } from '@threads-sdk/endpoints';
 *
 * const client = createClient({ credentials: credentialsFromJson(process.env['THREADS_CREDENTIALS'] ?? '') });
 * console.log(await getPublishingLimit(client));
 * ```
 * @see https://developers.facebook.com/documentation/threads/reference/user
 * @category Create and publish posts
 */
export function getPublishingLimit<
  const Fields extends readonly PublishingLimitSelection[] = GetPublishingLimitDefaultFields,
>(
  client: Client,
  params?: GetPublishingLimitParameters<Fields>,
  options?: RequestOptions,
): Promise<{ readonly data: readonly Selected<PublishingLimit, Fields>[] }>;
export function getPublishingLimit(
  client: Client,
  params: GetPublishingLimitParameters = {},
  options?: RequestOptions,
): Promise<PublishingLimits> {
  return request(client, operation, params, options);
}

const operation: Operation<PublishingLimits> = {
  id: 'getPublishingLimit',
  method: 'GET',
  path: '/{user_id}/threads_publishing_limit',
  repeat: 'safe',
  scopes: ['threads_basic', 'threads_content_publish'],
  input: /* @__PURE__ */ inputObject(
    {
      user_id: /* @__PURE__ */ matching(
        /^(me|[0-9]+)$/u,
        'must be me or an id of digits, not a username, permalink or shortcode',
      ),
      fields: fieldsInput,
    },
    [],
    { user_id: 'me', fields: 'quota_usage,config' },
  ),
  output: publishingLimitsSchema,
};
