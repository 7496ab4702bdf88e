// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { type Client, type Operation, type RequestOptions, request } from '@threads-sdk/core-http/fetch';
import {
  boundedList,
  check,
  filledText,
  flag,
  inputObject,
  matching,
  oneOf,
  text,
} from '@threads-sdk/internal';
import { type CreatedContainer, createdContainerSchema } from '../schemas/created-container.ts';
import { type GifInput, gifInput } from '../schemas/gif-input.ts';
import { type PollInput, pollInput } from '../schemas/poll-input.ts';
import { type TextAttachmentInput, textAttachmentInput } from '../schemas/text-attachment-input.ts';
import { type TextEntityInput, textEntityInput } from '../schemas/text-entity-input.ts';

/**
 * The parameters of {@link createContainer}.
 *
 * @category Parameters
 */
export interface CreateContainerParameters {
  /**
   * The id of the token's user, or `me`. One source saw writing under an id that is no longer the user's fail with
   * 24/4279009 where `me` worked. Default: `me`.
   */
  readonly user_id?: string | undefined;
  /** What is posted. A child of a carousel is an `IMAGE` or a `VIDEO`. */
  readonly media_type: 'TEXT' | 'IMAGE' | 'VIDEO' | 'CAROUSEL';
  /**
   * The text; required for `TEXT` without an attachment. Up to 500 characters, where an emoji is documented to
   * count as its UTF-8 bytes. Observations contradict each other about other characters, so do not refuse a text
   * that one reading allows. The first `#tag` of a text becomes its topic. Meta's limit: 500 (not checked here).
   */
  readonly text?: string | undefined;
  /** The image; required for `IMAGE`. */
  readonly image_url?: string | undefined;
  /** The video; required for `VIDEO`. */
  readonly video_url?: string | undefined;
  /**
   * A child of a carousel. Needed there: without it, it is *observed* that the parent fails with 100/4279004.
   * Default: `false`.
   */
  readonly is_carousel_item?: boolean | undefined;
  /**
   * The finished containers of the items, in order; required for `CAROUSEL`. Up to 20 since 2024-09-19. From 2 to
   * 20 entries.
   */
  readonly children?: readonly string[] | undefined;
  /** The post or reply to reply to. One that was just published may not be found for some seconds (*observed*). */
  readonly reply_to_id?: string | undefined;
  /** Who may reply. The last two since 2025-07-07. That `everyone` is the default is *assumed*. */
  readonly reply_control?:
    | 'everyone'
    | 'accounts_you_follow'
    | 'mentioned_only'
    | 'parent_post_author_only'
    | 'followers_only'
    | undefined;
  /**
   * The countries (ISO 3166-1 alpha-2) in which the post is shown; only for users with
   * `is_eligible_for_geo_gating`. Not empty. Since 2024-07-23.
   */
  readonly allowlisted_country_codes?: readonly string[] | undefined;
  /**
   * A text for those who cannot see the image or video. Not for `TEXT`; in a carousel it belongs to the children.
   * At most 1000 characters. Since 2024-08-21.
   */
  readonly alt_text?: string | undefined;
  /** A link to show as a card; without it the first link of a text post is shown. Not empty. Since 2024-09-12. */
  readonly link_attachment?: string | undefined;
  /** The post to quote. Since 2024-10-09. */
  readonly quote_post_id?: string | undefined;
  /**
   * A poll to attach. A wrong shape is *observed* to be ignored in silence. How long a poll runs cannot be set.
   * Since 2025-04-14.
   */
  readonly poll_attachment?: PollInput | undefined;
  /** A location of `searchLocations`. Needs `threads_location_tagging`. Since 2025-05-27. */
  readonly location_id?: string | undefined;
  /** Publish the text at once. Since 2025-06-04. */
  readonly auto_publish_text?: boolean | undefined;
  /**
   * The topic, without `#`. Whether it or a `#tag` in the text wins is unknown. From 1 to 50 characters. Since
   * 2025-07-14.
   */
  readonly topic_tag?: string | undefined;
  /** Cover the media as a spoiler; on a carousel, all of them. Since 2025-10-03. */
  readonly is_spoiler_media?: boolean | undefined;
  /** The parts of the text to cover as spoilers. At most 10 entries. Since 2025-10-03. */
  readonly text_entities?: readonly TextEntityInput[] | undefined;
  /** A long text to attach. Since 2025-10-03. */
  readonly text_attachment?: TextAttachmentInput | undefined;
  /** A GIF to attach. Since 2025-10-17. */
  readonly gif_attachment?: GifInput | undefined;
  /** Archive the post after 24 hours. Since 2025-12-15. */
  readonly is_ghost_post?: boolean | undefined;
  /** Keep replies hidden until they are approved. Since 2026-02-13. */
  readonly enable_reply_approvals?: boolean | undefined;
  /**
   * Share the post to a Story of the linked Instagram account as well. A failure there does not stop the post.
   * Default: `false`. Needs `threads_share_to_instagram`. Since 2026-03-25.
   */
  readonly crossreshare_to_ig?: boolean | undefined;
  /**
   * The same in dark, instead of `crossreshare_to_ig`. What both together do is unknown. Default: `false`. Needs
   * `threads_share_to_instagram`. Since 2026-03-25.
   */
  readonly crossreshare_to_ig_dark_mode?: boolean | undefined;
}

/**
 * Create a container, the first step of publishing.
 *
 * The second step is to wait until the container is `FINISHED` (`getContainer`), the third to publish it
 * (`publishContainer`). A container that is not published within 24 hours expires; until then nobody sees it, so
 * creating one again does no harm. With `auto_publish_text` a text is published at once: then the answer's id is
 * the post's, and the call must not be repeated.
 *
 * A carousel takes a container for each child, with `is_carousel_item`, and one of the type `CAROUSEL` for them.
 *
 * What goes together: `poll_attachment`, `link_attachment`, `gif_attachment`, `text_attachment`,
 * `auto_publish_text` and `is_ghost_post` need `TEXT`. A poll takes neither a link nor a long text; a ghost post
 * is no reply and takes only `text_entities` besides its text. Other combinations are unknown.
 *
 * A text and its attachment may hold 5 different links, since 2025-12-22; reports of failures from 4 links on
 * are unconfirmed. Meta fetches `image_url` and `video_url` itself, from a public server; one source saw it fail
 * with some tunnels and content networks. What it takes:
 *
 * | | image | video |
 * | --- | --- | --- |
 * | format | JPEG, PNG | MOV, MP4; moov atom first, no edit lists |
 * | encoding | sRGB (others are converted) | H.264 or HEVC, progressive, closed GOP, 4:2:0; AAC up to 48 kHz, 1 or 2 channels, 128 kbps |
 * | size | 8 MB | 1 GB; more than 0 and up to 300 seconds; VBR up to 100 Mbps |
 * | width | 320 to 1440 pixels (scaled to fit) | up to 1920 columns; 23 to 60 frames per second |
 * | aspect ratio | up to 10:1 | 0.01:1 to 10:1, 9:16 recommended |
 *
 * Replies need to be to an own post, or `threads_keyword_search` or `threads_manage_mentions` as documented; it
 * is *observed* that they need `threads_manage_replies`, and denied by another source.
 *
 * Permissions: `threads_basic`, `threads_content_publish`. In the API since 2024-04-08.
 *
 * @param client - from `createClient({ credentials })`.
 * @param params - what to ask for:
 *   - `user_id` (optional) - The id of the token's user, or `me`. One source saw writing under an id that is no
 *     longer the user's fail with 24/4279009 where `me` worked. Default: `me`.
 *   - `media_type` - What is posted. A child of a carousel is an `IMAGE` or a `VIDEO`.
 *   - `text` (optional) - The text; required for `TEXT` without an attachment. Up to 500 characters, where an
 *     emoji is documented to count as its UTF-8 bytes. Observations contradict each other about other
 *     characters, so do not refuse a text that one reading allows. The first `#tag` of a text becomes its topic.
 *     Meta's limit: 500 (not checked here).
 *   - `image_url` (optional) - The image; required for `IMAGE`.
 *   - `video_url` (optional) - The video; required for `VIDEO`.
 *   - `is_carousel_item` (optional) - A child of a carousel. Needed there: without it, it is *observed* that the
 *     parent fails with 100/4279004. Default: `false`.
 *   - `children` (optional) - The finished containers of the items, in order; required for `CAROUSEL`. Up to 20
 *     since 2024-09-19. From 2 to 20 entries.
 *   - `reply_to_id` (optional) - The post or reply to reply to. One that was just published may not be found for
 *     some seconds (*observed*).
 *   - `reply_control` (optional) - Who may reply. The last two since 2025-07-07. That `everyone` is the default
 *     is *assumed*.
 *   - `allowlisted_country_codes` (optional) - The countries (ISO 3166-1 alpha-2) in which the post is shown;
 *     only for users with `is_eligible_for_geo_gating`. Not empty. Since 2024-07-23.
 *   - `alt_text` (optional) - A text for those who cannot see the image or video. Not for `TEXT`; in a carousel
 *     it belongs to the children. At most 1000 characters. Since 2024-08-21.
 *   - `link_attachment` (optional) - A link to show as a card; without it the first link of a text post is
 *     shown. Not empty. Since 2024-09-12.
 *   - `quote_post_id` (optional) - The post to quote. Since 2024-10-09.
 *   - `poll_attachment` (optional) - A poll to attach. A wrong shape is *observed* to be ignored in silence. How
 *     long a poll runs cannot be set. Since 2025-04-14.
 *   - `location_id` (optional) - A location of `searchLocations`. Needs `threads_location_tagging`. Since
 *     2025-05-27.
 *   - `auto_publish_text` (optional) - Publish the text at once. Since 2025-06-04.
 *   - `topic_tag` (optional) - The topic, without `#`. Whether it or a `#tag` in the text wins is unknown. From
 *     1 to 50 characters. Since 2025-07-14.
 *   - `is_spoiler_media` (optional) - Cover the media as a spoiler; on a carousel, all of them. Since
 *     2025-10-03.
 *   - `text_entities` (optional) - The parts of the text to cover as spoilers. At most 10 entries. Since
 *     2025-10-03.
 *   - `text_attachment` (optional) - A long text to attach. Since 2025-10-03.
 *   - `gif_attachment` (optional) - A GIF to attach. Since 2025-10-17.
 *   - `is_ghost_post` (optional) - Archive the post after 24 hours. Since 2025-12-15.
 *   - `enable_reply_approvals` (optional) - Keep replies hidden until they are approved. Since 2026-02-13.
 *   - `crossreshare_to_ig` (optional) - Share the post to a Story of the linked Instagram account as well. A
 *     failure there does not stop the post. Default: `false`. Needs `threads_share_to_instagram`. Since
 *     2026-03-25.
 *   - `crossreshare_to_ig_dark_mode` (optional) - The same in dark, instead of `crossreshare_to_ig`. What both
 *     together do is unknown. Default: `false`. Needs `threads_share_to_instagram`. Since 2026-03-25.
 * @param options - `signal` to abort; `timeout` in milliseconds for one exchange; `context` for the hooks;
 * `extra` parameters, sent unchecked.
 * @returns The container, or with `auto_publish_text` the post.
 * @throws {InvalidInputError} if parameters are wrong: all faults at once, before anything is sent.
 * @throws {CredentialsError} with code `CREDENTIALS_EXPIRED` if the credentials have expired: nothing is sent.
 * @throws {ApiError} if Meta refuses the call; its `code` says why, its `remedy` what to do.
 * @throws {TransportError} if no usable answer comes.
 * @throws {AbortError} if `signal` ends the call.
 * @example
 * ```ts
 * import { createClient } from '@threads-sdk/core-http';
 * import { credentialsFromJson } from '@threads-sdk/credentials';
 * import { createContainer } from '@threads-sdk/endpoints';
 *
 * const client = createClient({ credentials: credentialsFromJson(process.env['THREADS_CREDENTIALS'] ?? '') });
 * console.log(await createContainer(client, { media_type: 'TEXT', text: 'Three days in Kyoto', reply_control: 'accounts_you_follow', topic_tag: 'Japan' }));
 * ```
 * @see https://developers.facebook.com/documentation/threads/reference/publishing
 * @category Create and publish posts
 */
export function createContainer(
  client: Client,
  params: CreateContainerParameters,
  options?: RequestOptions,
): Promise<CreatedContainer> {
  return request(client, operation, params, options);
}

const operation: Operation<CreatedContainer> = {
  id: 'createContainer',
  method: 'POST',
  path: '/{user_id}/threads',
  repeat: 'safe',
  neverWhen: 'auto_publish_text',
  scopes: ['threads_basic', 'threads_content_publish'],
  input: /* @__PURE__ */ inputObject(
    {
      user_id: /* @__PURE__ */ matching(
        /^(me|[0-9]+)$/u,
        'must be me or an id of digits, not a username, permalink or shortcode',
      ),
      media_type: /* @__PURE__ */ oneOf(['TEXT', 'IMAGE', 'VIDEO', 'CAROUSEL']),
      text: text,
      image_url: /* @__PURE__ */ check(
        /* @__PURE__ */ check(
          text,
          (value) => /^https?:\/\//u.test(value),
          'must be an http or https address',
        ),
        (value) => URL.canParse(value),
        'must be an absolute URL',
      ),
      video_url: /* @__PURE__ */ check(
        /* @__PURE__ */ check(
          text,
          (value) => /^https?:\/\//u.test(value),
          'must be an http or https address',
        ),
        (value) => URL.canParse(value),
        'must be an absolute URL',
      ),
      is_carousel_item: flag,
      children: /* @__PURE__ */ boundedList(
        /* @__PURE__ */ matching(
          /^[0-9]+$/u,
          'must be an id of digits, as lists and webhooks have it; no address or shortcode can be turned into one',
        ),
        2,
        20,
      ),
      reply_to_id: /* @__PURE__ */ matching(
        /^[0-9]+$/u,
        'must be an id of digits, as lists and webhooks have it; no address or shortcode can be turned into one',
      ),
      reply_control: /* @__PURE__ */ oneOf([
        'everyone',
        'accounts_you_follow',
        'mentioned_only',
        'parent_post_author_only',
        'followers_only',
      ]),
      allowlisted_country_codes: /* @__PURE__ */ boundedList(
        /* @__PURE__ */ matching(/^[A-Z]{2}$/u, 'must be a country code of two capital letters, such as JP'),
        1,
      ),
      alt_text: /* @__PURE__ */ check(
        text,
        (value) => /^.{0,1000}$/su.test(value),
        'must have at most 1000 characters',
      ),
      link_attachment: filledText,
      quote_post_id: /* @__PURE__ */ matching(
        /^[0-9]+$/u,
        'must be an id of digits, as lists and webhooks have it; no address or shortcode can be turned into one',
      ),
      poll_attachment: pollInput,
      location_id: /* @__PURE__ */ matching(
        /^[0-9]+$/u,
        'must be an id of digits, as lists and webhooks have it; no address or shortcode can be turned into one',
      ),
      auto_publish_text: flag,
      topic_tag: /* @__PURE__ */ check(
        /* @__PURE__ */ check(text, (value) => /^.{1,50}$/su.test(value), 'must have 1 to 50 characters'),
        (value) => /^[^.&\n\t]+$/u.test(value),
        'must not contain a period, an ampersand, a line break or a tab',
      ),
      is_spoiler_media: flag,
      text_entities: /* @__PURE__ */ boundedList(textEntityInput, 0, 10),
      text_attachment: textAttachmentInput,
      gif_attachment: gifInput,
      is_ghost_post: flag,
      enable_reply_approvals: flag,
      crossreshare_to_ig: flag,
      crossreshare_to_ig_dark_mode: flag,
    },
    ['media_type'],
    { user_id: 'me' },
  ),
  output: createdContainerSchema,
};
