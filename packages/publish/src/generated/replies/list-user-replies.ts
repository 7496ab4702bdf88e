// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import {
  type Client,
  type Operation,
  type Page,
  type Pages,
  type RequestOptions,
  requestPages,
} from '@threads-sdk/core-http/fetch';
import type { ListUserRepliesParameters } from '@threads-sdk/endpoints';
import { answerList, answerObject, checkedInput, pageOf } from '@threads-sdk/internal';

/**
 * List the replies that a user wrote.
 *
 * The token's user's own replies. Meta's page names no permission; that of all reading of replies is *assumed*.
 *
 * Permissions: `threads_basic`, `threads_read_replies`. In the API since 2024-08-05.
 *
 * @see https://developers.facebook.com/documentation/threads/retrieve-and-manage-replies/retrieve-replies
 */
export function listUserReplies(
  client: Client,
  params: ListUserRepliesParameters = {},
  options?: RequestOptions,
): Pages<Item> {
  return requestPages(client, operation, params, options);
}

const operation: Operation<Page<Item>> = {
  id: 'listUserReplies',
  method: 'GET',
  path: '/{user_id}/replies',
  repeat: 'safe',
  scopes: ['threads_basic', 'threads_read_replies'],
  input: /* @__PURE__ */ checkedInput({
    user_id: 'me',
    fields:
      'timestamp,media_type,text,is_quote_post,quoted_post,topic_tag,gif_url,poll_attachment{option_a,option_b,option_c,option_d},children{media_type},replied_to',
  }),
  output: /* @__PURE__ */ pageOf(
    /* @__PURE__ */ answerObject<Item>(
      {
        id: 'id',
        media_type: 'string',
        text: 'string',
        timestamp: 'string',
        children: /* @__PURE__ */ answerList(
          /* @__PURE__ */ answerObject<{
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
          }>({ id: 'id', media_type: 'string' }, ['id']),
          'data',
        ),
        is_quote_post: 'boolean',
        quoted_post: /* @__PURE__ */ answerObject<{
          /** The post's id. */
          readonly id: string;
        }>({ id: 'id' }, ['id']),
        gif_url: 'string',
        poll_attachment: /* @__PURE__ */ answerObject<{
          /** The first option. */
          readonly option_a?: string;
          /** The second option. */
          readonly option_b?: string;
          /** The third option, if there is one. */
          readonly option_c?: string;
          /** The fourth option, if there is one. */
          readonly option_d?: string;
        }>({ option_a: 'string', option_b: 'string', option_c: 'string', option_d: 'string' }),
        replied_to: /* @__PURE__ */ answerObject<{
          /** The post's id. */
          readonly id: string;
        }>({ id: 'id' }, ['id']),
        topic_tag: 'string',
      },
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
  /** The items of a carousel. */
  readonly children?: readonly {
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
  }[];
  /** Whether it quotes another post. */
  readonly is_quote_post?: boolean;
  /** The quoted post: its id, and more if asked for. Since 2024-10-09. */
  readonly quoted_post?: {
    /** The post's id. */
    readonly id: string;
  };
  /** The attached GIF, of GIPHY or, in older posts, Tenor. Since 2025-02-13. */
  readonly gif_url?: string;
  /** The attached poll. Since 2025-04-14. */
  readonly poll_attachment?: {
    /** The first option. */
    readonly option_a?: string;
    /** The second option. */
    readonly option_b?: string;
    /** The third option, if there is one. */
    readonly option_c?: string;
    /** The fourth option, if there is one. */
    readonly option_d?: string;
  };
  /** What this is a direct reply to: its id. */
  readonly replied_to?: {
    /** The post's id. */
    readonly id: string;
  };
  /** The topic, without `#`. Since 2025-07-21. */
  readonly topic_tag?: string;
};
