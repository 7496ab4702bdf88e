// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import {
  type Client,
  type Operation,
  type Page,
  type Pages,
  type RequestOptions,
  requestPages,
} from '@threads-sdk/core-http/fetch';
import type { ListThreadsParameters } from '@threads-sdk/endpoints';
import { answerList, answerObject, checkedInput, pageOf, text } from '@threads-sdk/internal';
import { type TextAttachment, textAttachmentSchema } from '../schemas/text-attachment.ts';
import { type TextEntity, textEntitySchema } from '../schemas/text-entity.ts';

/**
 * List a user's posts.
 *
 * The token's user's own posts, reposts included, replies not. That the newest come first is *assumed*. Whether
 * cursors combine with `since` and `until` is unknown.
 *
 * Permissions: `threads_basic`. In the API since 2024-04-08.
 *
 * @see https://developers.facebook.com/documentation/threads/retrieve-and-discover-posts/retrieve-posts
 */
export function listThreads(
  client: Client,
  params: ListThreadsParameters = {},
  options?: RequestOptions,
): Pages<Item> {
  return requestPages(client, operation, params, options);
}

const operation: Operation<Page<Item>> = {
  id: 'listThreads',
  method: 'GET',
  path: '/{user_id}/threads',
  repeat: 'safe',
  scopes: ['threads_basic'],
  input: /* @__PURE__ */ checkedInput({
    user_id: 'me',
    fields:
      'timestamp,media_type,text,is_quote_post,quoted_post,topic_tag,gif_url,poll_attachment{option_a,option_b,option_c,option_d},children{media_type,alt_text},alt_text,link_attachment_url,is_spoiler_media,text_entities,text_attachment,location_id,allowlisted_country_codes,ghost_post_expiration_timestamp,reposted_post',
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
            /** The alternative text of an image or video. Since 2024-08-21. */
            readonly alt_text?: string;
          }>({ id: 'id', media_type: 'string', alt_text: 'string' }, ['id']),
          'data',
        ),
        is_quote_post: 'boolean',
        quoted_post: /* @__PURE__ */ answerObject<{
          /** The post's id. */
          readonly id: string;
        }>({ id: 'id' }, ['id']),
        reposted_post: /* @__PURE__ */ answerObject<{
          /** The post's id. */
          readonly id: string;
        }>({ id: 'id' }, ['id']),
        alt_text: 'string',
        link_attachment_url: 'string',
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
        topic_tag: 'string',
        is_spoiler_media: 'boolean',
        text_entities: /* @__PURE__ */ answerList(textEntitySchema, 'data'),
        text_attachment: textAttachmentSchema,
        ghost_post_expiration_timestamp: 'string',
        location_id: 'id',
        allowlisted_country_codes: /* @__PURE__ */ answerList(text),
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
    /** The alternative text of an image or video. Since 2024-08-21. */
    readonly alt_text?: string;
  }[];
  /** Whether it quotes another post. */
  readonly is_quote_post?: boolean;
  /** The quoted post: its id, and more if asked for. Since 2024-10-09. */
  readonly quoted_post?: {
    /** The post's id. */
    readonly id: string;
  };
  /** The post that a `REPOST_FACADE` shows: its id, and more if asked for. Since 2024-10-09. */
  readonly reposted_post?: {
    /** The post's id. */
    readonly id: string;
  };
  /** The alternative text of an image or video. Since 2024-08-21. */
  readonly alt_text?: string;
  /** The attached link. Since 2024-09-12. */
  readonly link_attachment_url?: string;
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
  /** The topic, without `#`. Since 2025-07-21. */
  readonly topic_tag?: string;
  /** Whether the media are covered as a spoiler. Since 2025-10-03. */
  readonly is_spoiler_media?: boolean;
  /** The parts of the text that are covered as spoilers. Since 2025-10-03. */
  readonly text_entities?: readonly TextEntity[];
  /** The attached long text. Since 2025-10-03. */
  readonly text_attachment?: TextAttachment;
  /** When a ghost post is archived, 24 hours after publishing. Since 2025-12-15. */
  readonly ghost_post_expiration_timestamp?: string;
  /** The id of the tagged location. Since 2025-05-27. */
  readonly location_id?: string;
  /**
   * The countries (ISO 3166-1 alpha-2) in which it is shown; absent where there is no such limit. Since
   * 2024-07-23.
   */
  readonly allowlisted_country_codes?: readonly string[];
};
