import type { Identifiers } from './identifiers.ts';

// Everything that an emulator knows: maps of frozen records, replaced and never changed. All times are epoch milliseconds.

export interface Store {
  // Replaced where the emulator starts over or a snapshot is restored.
  seed: number;
  identifiers: Identifiers;
  app: AppRecord;
  /** By id. */
  readonly users: Map<string, UserRecord>;
  /** By the token itself. */
  readonly tokens: Map<string, TokenRecord>;
  /** By the code itself. */
  readonly codes: Map<string, CodeRecord>;
  /** By id. */
  readonly containers: Map<string, ContainerRecord>;
  /** Posts, replies, quotes, reposts and ghost posts by id, in the order of their creation. */
  readonly posts: Map<string, PostRecord>;
  /** By id. */
  readonly locations: Map<string, LocationRecord>;
  /** What counts against a quota. */
  readonly usage: UsageEvent[];
  /** Newest first. */
  readonly searches: SearchRecord[];
}

export interface AppRecord {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
  readonly redirectUris: readonly string[];
}

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

export type MediaType = 'TEXT_POST' | 'IMAGE' | 'VIDEO' | 'CAROUSEL_ALBUM' | 'REPOST_FACADE';

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
  /** `EVERYONE`, `ACCOUNTS_YOU_FOLLOW`, ... */
  readonly replyAudience: string;
  readonly replyApprovals: boolean;
  readonly ghost: boolean;
}

export interface Poll {
  /** Two to four. */
  readonly options: readonly string[];
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
  readonly mediaType: 'TEXT' | 'IMAGE' | 'VIDEO' | 'CAROUSEL';
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
  readonly hideStatus: 'NOT_HUSHED' | 'UNHUSHED' | 'HIDDEN';
  /** Of a reply to a post with reply approvals; only an approved one is public. */
  readonly approval?: 'pending' | 'ignored' | 'approved';
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

/** Creates a store without users and posts. */
export function createStore(seed: number, identifiers: Identifiers, app: AppRecord): Store {
  return {
    seed,
    identifiers,
    app,
    users: new Map(),
    tokens: new Map(),
    codes: new Map(),
    containers: new Map(),
    posts: new Map(),
    locations: new Map(),
    usage: [],
    searches: [],
  };
}

/** The user with this name, if there is one; names are compared without case. */
export function userByName(store: Store, username: string): UserRecord | undefined {
  const wanted = username.toLowerCase();
  return [...store.users.values()].find((user) => user.username.toLowerCase() === wanted);
}
