// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { type Client, type Operation, type RequestOptions, request } from '@threads-sdk/core-http/fetch';
import type { RepostParameters } from '@threads-sdk/endpoints';
import { checkedInput } from '@threads-sdk/internal';
import { type RepostedMedia, repostedMediaSchema } from '../schemas/reposted-media.ts';

/**
 * Repost a post.
 *
 * Never repeat this call blindly. Whether it counts against the quota of posts is unknown.
 *
 * Permissions: `threads_basic`, `threads_content_publish`. In the API since 2024-10-09.
 *
 * @see https://developers.facebook.com/documentation/threads/posts/reposts
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
  input: /* @__PURE__ */ checkedInput({}),
  output: repostedMediaSchema,
};
