// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import {
  type Client,
  type Operation,
  type Page,
  type Pages,
  type RequestOptions,
  requestPages,
} from '@threads-sdk/core-http/fetch';
import type { ListGhostPostsParameters } from '@threads-sdk/endpoints';
import { answerObject, checkedInput, pageOf } from '@threads-sdk/internal';

/**
 * List a user's ghost posts.
 *
 * The token's user's own ghost posts, visible and archived. Meta gives no list of fields of its own for them;
 * the default ones are those of its example.
 *
 * Permissions: `threads_basic`. In the API since 2025-12-15.
 *
 * @see https://developers.facebook.com/documentation/threads/retrieve-and-discover-posts/retrieve-posts
 */
export function listGhostPosts(
  client: Client,
  params: ListGhostPostsParameters = {},
  options?: RequestOptions,
): Pages<Item> {
  return requestPages(client, operation, params, options);
}

const operation: Operation<Page<Item>> = {
  id: 'listGhostPosts',
  method: 'GET',
  path: '/{user_id}/ghost_posts',
  repeat: 'safe',
  scopes: ['threads_basic'],
  input: /* @__PURE__ */ checkedInput({ user_id: 'me', fields: 'timestamp,media_type,text' }),
  output: /* @__PURE__ */ pageOf(
    /* @__PURE__ */ answerObject<Item>(
      { id: 'id', media_type: 'string', text: 'string', timestamp: 'string' },
      ['id'],
    ),
  ),
};

type Item = {
  /** The post's id. */
  readonly id: string;
  /**
   * What it is. Posts with a GIF or a poll are `TEXT_POST`; replies are never `REPOST_FACADE`. Examples of the
   * keyword search show `TEXT` instead of `TEXT_POST`.
   */
  readonly media_type?:
    | 'TEXT_POST'
    | 'IMAGE'
    | 'VIDEO'
    | 'CAROUSEL_ALBUM'
    | 'AUDIO'
    | 'REPOST_FACADE'
    | (string & {});
  /** The text. Absent from reposts and from media without a caption. */
  readonly text?: string;
  /** When it was published. */
  readonly timestamp?: string;
};
