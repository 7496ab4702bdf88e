// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { type Client, type Operation, type RequestOptions, request } from '@threads-sdk/core-http/fetch';
import { inputObject, matching } from '@threads-sdk/internal';
import { type DeletedPost, deletedPostSchema } from '../schemas/deleted-post.ts';

/**
 * The parameters of {@link deletePost}.
 *
 * @category Parameters
 */
export interface DeletePostParameters {
  /** The id of a post or reply. */
  readonly media_id: string;
}

/**
 * Delete an own post.
 *
 * What a second deletion answers is unknown. That deleting a repost's id undoes the repost is *assumed*.
 *
 * Permissions: `threads_basic`, `threads_delete`. Quota: 100 deletes in 24 hours. In the API since 2025-03-06.
 *
 * @param client - from `createClient({ credentials })`.
 * @param params - what to ask for:
 *   - `media_id` - The id of a post or reply.
 * @param options - `signal` to abort; `timeout` in milliseconds for one exchange; `context` for the hooks;
 * `extra` parameters, sent unchecked.
 * @returns The post is deleted.
 * @throws {InvalidInputError} if parameters are wrong: all faults at once, before anything is sent.
 * @throws {CredentialsError} with code `CREDENTIALS_EXPIRED` if the credentials have expired: nothing is sent.
 * @throws {ApiError} if Meta refuses the call; its `code` says why, its `remedy` what to do.
 * @throws {TransportError} if no usable answer comes.
 * @throws {AbortError} if `signal` ends the call.
 * @example
 * ```ts
 * import { createClient } from '@threads-sdk/core-http';
 * import { credentialsFromJson } from '@threads-sdk/credentials';
 * import { deletePost } from '@threads-sdk/endpoints';
 *
 * const client = createClient({ credentials: credentialsFromJson(process.env['THREADS_CREDENTIALS'] ?? '') });
 * console.log(await deletePost(client, { media_id: '18050206876707110' }));
 * ```
 * @see https://developers.facebook.com/documentation/threads/posts/delete-posts
 * @category Create and publish posts
 */
export function deletePost(
  client: Client,
  params: DeletePostParameters,
  options?: RequestOptions,
): Promise<DeletedPost> {
  return request(client, operation, params, options);
}

const operation: Operation<DeletedPost> = {
  id: 'deletePost',
  method: 'DELETE',
  path: '/{media_id}',
  repeat: 'idempotent',
  scopes: ['threads_basic', 'threads_delete'],
  input: /* @__PURE__ */ inputObject(
    {
      media_id: /* @__PURE__ */ matching(
        /^[0-9]+$/u,
        'must be an id of digits, as lists and webhooks have it; no address or shortcode can be turned into one',
      ),
    },
    ['media_id'],
  ),
  output: deletedPostSchema,
};
