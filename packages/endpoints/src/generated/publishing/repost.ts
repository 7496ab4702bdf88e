// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { type Client, type Operation, type RequestOptions, request } from '@threads-sdk/core-http/fetch';
import { inputObject, matching } from '@threads-sdk/internal';
import { type RepostedMedia, repostedMediaSchema } from '../schemas/reposted-media.ts';

/**
 * The parameters of {@link repost}.
 *
 * @category Parameters
 */
export interface RepostParameters {
  /** The id of a post or reply. */
  readonly media_id: string;
}

/**
 * Repost a post.
 *
 * Never repeat this call blindly. Whether it counts against the quota of posts is unknown.
 *
 * Permissions: `threads_basic`, `threads_content_publish`. In the API since 2024-10-09.
 *
 * @param client - from `createClient({ credentials })`.
 * @param params - what to ask for:
 *   - `media_id` - The id of a post or reply.
 * @param options - `signal` to abort; `timeout` in milliseconds for one exchange; `context` for the hooks;
 * `extra` parameters, sent unchecked.
 * @returns The repost.
 * @throws {InvalidInputError} if parameters are wrong: all faults at once, before anything is sent.
 * @throws {CredentialsError} with code `CREDENTIALS_EXPIRED` if the credentials have expired: nothing is sent.
 * @throws {ApiError} if Meta refuses the call; its `code` says why, its `remedy` what to do.
 * @throws {TransportError} if no usable answer comes.
 * @throws {AbortError} if `signal` ends the call.
 * @example
 * ```ts
 * import { createClient } from '@threads-sdk/core-http';
 * import { credentialsFromJson } from '@threads-sdk/credentials';
 * import { repost } from '@threads-sdk/endpoints';
 *
 * const client = createClient({ credentials: credentialsFromJson(process.env['THREADS_CREDENTIALS'] ?? '') });
 * console.log(await repost(client, { media_id: '18050206876707110' }));
 * ```
 * @see https://developers.facebook.com/documentation/threads/posts/reposts
 * @category Create and publish posts
 */
export function repost(
  client: Client,
  params: RepostParameters,
  options?: RequestOptions,
): Promise<RepostedMedia> {
  return request(client, operation, params, options);
}

const operation: Operation<RepostedMedia> = {
  id: 'repost',
  method: 'POST',
  path: '/{media_id}/repost',
  repeat: 'never',
  scopes: ['threads_basic', 'threads_content_publish'],
  input: /* @__PURE__ */ inputObject(
    {
      media_id: /* @__PURE__ */ matching(
        /^[0-9]+$/u,
        'must be an id of digits, as lists and webhooks have it; no address or shortcode can be turned into one',
      ),
    },
    ['media_id'],
  ),
  output: repostedMediaSchema,
};
