// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerList, answerObject, text } from '@threads-sdk/internal';
import type * as v from 'valibot';
import { type Location, type LocationSelection, locationSchema } from './location.ts';
import { type Owner, type OwnerSelection, ownerSchema } from './owner.ts';
import {
  type PollAttachment,
  type PollAttachmentSelection,
  pollAttachmentSchema,
} from './poll-attachment.ts';
import {
  type TextAttachment,
  type TextAttachmentSelection,
  textAttachmentSchema,
} from './text-attachment.ts';
import { type TextEntity, type TextEntitySelection, textEntitySchema } from './text-entity.ts';

/**
 * A post or reply. Meta lists different members for each endpoint; this is their union. Counters such as likes
 * are not here but in the insights.
 *
 * @category Answers
 */
export interface Thread {
  /** The post's id. */
  readonly id: string;
  /** Where it is published. */
  readonly media_product_type?: 'THREADS' | (string & {});
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
  /** The image or video. A signed link that is *assumed* to expire. */
  readonly media_url?: string;
  /** The still image of a video. */
  readonly thumbnail_url?: string;
  /**
   * The post's page, on threads.com or, in older data, threads.net. Absent from flagged media, and from replies of
   * private users.
   */
  readonly permalink?: string;
  /** The owner; only on own top-level posts. */
  readonly owner?: Owner;
  /** The author, without `@`. Absent from replies of private users. */
  readonly username?: string;
  /** The text. Absent from reposts and from media without a caption. */
  readonly text?: string;
  /** When it was published. */
  readonly timestamp?: string;
  /** The last part of the permalink. */
  readonly shortcode?: string;
  /** The items of a carousel. */
  readonly children?: readonly Thread[];
  /** Whether it quotes another post. */
  readonly is_quote_post?: boolean;
  /** The quoted post: its id, and more if asked for. Since 2024-10-09. */
  readonly quoted_post?: Thread;
  /** The post that a `REPOST_FACADE` shows: its id, and more if asked for. Since 2024-10-09. */
  readonly reposted_post?: Thread;
  /** The alternative text of an image or video. Since 2024-08-21. */
  readonly alt_text?: string;
  /** The attached link. Since 2024-09-12. */
  readonly link_attachment_url?: string;
  /** The attached GIF, of GIPHY or, in older posts, Tenor. Since 2025-02-13. */
  readonly gif_url?: string;
  /** The attached poll. Since 2025-04-14. */
  readonly poll_attachment?: PollAttachment;
  /** Whether it has replies that you can see. */
  readonly has_replies?: boolean;
  /** Whether it is a reply. */
  readonly is_reply?: boolean;
  /** Whether the reply is the token's user's own. Since 2024-05-01. */
  readonly is_reply_owned_by_me?: boolean;
  /** The post that the reply tree started with: its id. *Observed* to be missing from replies to posts of others. */
  readonly root_post?: Thread;
  /** What this is a direct reply to: its id. */
  readonly replied_to?: Thread;
  /** Whether the reply is hidden. */
  readonly hide_status?:
    | 'NOT_HUSHED'
    | 'UNHUSHED'
    | 'HIDDEN'
    | 'COVERED'
    | 'BLOCKED'
    | 'RESTRICTED'
    | (string & {});
  /** Who may reply; only on own posts and replies. Needs `threads_read_replies`. Since 2024-06-12. */
  readonly reply_audience?:
    | 'EVERYONE'
    | 'ACCOUNTS_YOU_FOLLOW'
    | 'MENTIONED_ONLY'
    | 'PARENT_POST_AUTHOR_ONLY'
    | 'FOLLOWERS_ONLY'
    | (string & {});
  /** The topic, without `#`. Since 2025-07-21. */
  readonly topic_tag?: string;
  /** Whether the media are covered as a spoiler. Since 2025-10-03. */
  readonly is_spoiler_media?: boolean;
  /** The parts of the text that are covered as spoilers. Since 2025-10-03. */
  readonly text_entities?: readonly TextEntity[];
  /** The attached long text. Since 2025-10-03. */
  readonly text_attachment?: TextAttachment;
  /** Whether a ghost post can still be seen. Since 2025-12-15. */
  readonly ghost_post_status?: 'ACTIVE' | 'ARCHIVED' | (string & {});
  /** When a ghost post is archived, 24 hours after publishing. Since 2025-12-15. */
  readonly ghost_post_expiration_timestamp?: string;
  /** Whether the author is verified; in conversations only on direct replies. Since 2025-12-16. */
  readonly is_verified?: boolean;
  /** The author's picture; in conversations only on direct replies. Since 2025-12-16. */
  readonly profile_picture_url?: string;
  /** The id of the tagged location. Since 2025-05-27. */
  readonly location_id?: string;
  /** The tagged location. Since 2025-05-27. */
  readonly location?: Location;
  /**
   * The countries (ISO 3166-1 alpha-2) in which it is shown; absent where there is no such limit. Since
   * 2024-07-23.
   */
  readonly allowlisted_country_codes?: readonly string[];
  /** Where a pending reply stands; only from `listPendingReplies`. Since 2026-02-13. */
  readonly reply_approval_status?: 'pending' | 'ignored' | (string & {});
}

/**
 * What `fields` may name of a {@link Thread}: a field, or the fields of a part of it.
 *
 * @category Fields
 */
export type ThreadSelection = keyof Thread | ThreadNestedSelection;

/**
 * The parts of a {@link Thread} whose own fields can be chosen.
 *
 * @category Fields
 */
export interface ThreadNestedSelection {
  readonly owner?: readonly OwnerSelection[];
  readonly children?: readonly ThreadSelection[];
  readonly quoted_post?: readonly ThreadSelection[];
  readonly reposted_post?: readonly ThreadSelection[];
  readonly poll_attachment?: readonly PollAttachmentSelection[];
  readonly root_post?: readonly ThreadSelection[];
  readonly replied_to?: readonly ThreadSelection[];
  readonly text_entities?: readonly TextEntitySelection[];
  readonly text_attachment?: readonly TextAttachmentSelection[];
  readonly location?: readonly LocationSelection[];
}

/** @internal */
export const threadSchema: v.GenericSchema<unknown, Thread> = /* @__PURE__ */ answerObject<Thread>(
  {
    id: 'id',
    media_product_type: 'string',
    media_type: 'string',
    media_url: 'string',
    thumbnail_url: 'string',
    permalink: 'string',
    owner: ownerSchema,
    username: 'string',
    text: 'string',
    timestamp: 'string',
    shortcode: 'string',
    children: /* @__PURE__ */ answerList(() => threadSchema, 'data'),
    is_quote_post: 'boolean',
    quoted_post: () => threadSchema,
    reposted_post: () => threadSchema,
    alt_text: 'string',
    link_attachment_url: 'string',
    gif_url: 'string',
    poll_attachment: pollAttachmentSchema,
    has_replies: 'boolean',
    is_reply: 'boolean',
    is_reply_owned_by_me: 'boolean',
    root_post: () => threadSchema,
    replied_to: () => threadSchema,
    hide_status: 'string',
    reply_audience: 'string',
    topic_tag: 'string',
    is_spoiler_media: 'boolean',
    text_entities: /* @__PURE__ */ answerList(textEntitySchema, 'data'),
    text_attachment: textAttachmentSchema,
    ghost_post_status: 'string',
    ghost_post_expiration_timestamp: 'string',
    is_verified: 'boolean',
    profile_picture_url: 'string',
    location_id: 'id',
    location: locationSchema,
    allowlisted_country_codes: /* @__PURE__ */ answerList(text),
    reply_approval_status: 'string',
  },
  ['id'],
);
