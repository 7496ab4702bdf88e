import type { OneOf } from '../description/limits.ts';
import type { Reaction } from './reactions.ts';

// What an emulator remembers, as frozen records: replaced and never changed. All times are epoch milliseconds.

export interface UserRecord {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly biography: string;
  readonly pictureUrl: string;
  readonly verified: boolean;
  readonly followers: number;
  /** Whether the user may limit a post to countries. */
  readonly geoGating: boolean;
  /** Whether the user accepted to be a tester of the app. */
  readonly tester: boolean;
  /** Whether the profile is private: nobody else can read its posts. */
  readonly private: boolean;
  /** The usernames, in lower case, of those whom the user follows. */
  readonly follows: readonly string[];
}

export interface TokenRecord {
  readonly accessToken: string;
  /** Absent for an app token. */
  readonly userId?: string;
  /** Empty: the user granted nothing. */
  readonly scopes: readonly string[];
  readonly shortLived: boolean;
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** The end of the user's permission; absent for an app token. */
  readonly grantExpiresAt?: number;
  /** Once the user has removed the app. */
  readonly revoked?: true;
}

export interface CodeRecord {
  readonly code: string;
  readonly userId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly used: boolean;
}

export interface LocationRecord {
  readonly id: string;
  readonly name: string;
  readonly address?: string;
  readonly city?: string;
  readonly country?: string;
  readonly postalCode?: string;
  readonly latitude: number;
  readonly longitude: number;
}

export type MediaType = OneOf<'postMediaTypes'>;

/** What a container describes and a post shows. */
export interface Content {
  readonly text?: string;
  readonly mediaUrl?: string;
  readonly thumbnailUrl?: string;
  readonly altText?: string;
  /** Of a carousel: ids of containers before, and of media after publishing. */
  readonly children?: readonly string[];
  readonly linkAttachmentUrl?: string;
  readonly gifUrl?: string;
  readonly poll?: Poll;
  readonly topicTag?: string;
  readonly spoilerMedia: boolean;
  readonly textEntities?: readonly TextEntity[];
  readonly textAttachment?: TextAttachment;
  readonly locationId?: string;
  readonly allowlistedCountryCodes?: readonly string[];
  readonly quotedPostId?: string;
  readonly replyToId?: string;
  readonly replyAudience: OneOf<'replyAudiences'>;
  readonly replyApprovals: boolean;
  readonly ghost: boolean;
}

export interface Poll {
  /** Two to four. */
  readonly options: readonly string[];
  /** For each option; absent: they follow from the seed. */
  readonly votes?: readonly number[];
}

export interface TextEntity {
  readonly entityType: 'SPOILER';
  readonly offset: number;
  readonly length: number;
}

export interface TextAttachment {
  readonly plaintext: string;
  readonly linkAttachmentUrl?: string;
  readonly styling?: readonly {
    readonly offset: number;
    readonly length: number;
    readonly styles: readonly string[];
  }[];
}

export interface ContainerRecord {
  readonly id: string;
  readonly ownerId: string;
  readonly mediaType: OneOf<'containerMediaTypes'>;
  readonly carouselItem: boolean;
  readonly content: Content;
  readonly crossreshare: boolean;
  readonly createdAt: number;
  readonly finishedAt: number;
  /** Why processing ends in `ERROR`, e.g. `FAILED_DOWNLOADING_VIDEO`. */
  readonly failure?: string;
  /** A planned fault: it can never be published, whatever its status. */
  readonly lost?: boolean;
  /** Once published. */
  readonly publishedMediaId?: string;
}

export interface PostRecord {
  readonly id: string;
  readonly ownerId: string;
  readonly mediaType: MediaType;
  readonly shortcode: string;
  readonly createdAt: number;
  readonly content: Content;
  /** An item of a carousel: it is readable by its id and stands in no list. */
  readonly carouselItem: boolean;
  readonly repostedPostId?: string;
  /** The post at the head of the conversation. Replies only. */
  readonly rootPostId?: string;
  /** Replies only. */
  readonly hideStatus: OneOf<'hideStatuses'>;
  /** Of a reply to a post with reply approvals; only an approved one is public. */
  readonly approval?: OneOf<'pendingReplyStatuses'> | 'approved';
}

/** A user likes a post. */
export type LikeRecord = Reaction;

/** A user's choice in the poll of a post. */
export interface VoteRecord extends Reaction {
  /** The place of the option, from 0. */
  readonly option: number;
}

export type Quota =
  | 'posts'
  | 'replies'
  | 'deletes'
  | 'location_searches'
  | 'keyword_searches'
  | 'profile_lookups'
  | 'oembeds';

export interface UsageEvent {
  readonly quota: Quota;
  /** The user whose quota it is, or the app's client id. */
  readonly subject: string;
  readonly at: number;
}

export interface SearchRecord {
  readonly userId: string;
  readonly query: string;
  readonly at: number;
}
