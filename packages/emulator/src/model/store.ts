import type { AppOptions } from './app-options.ts';
import type { Identifiers } from './identifiers.ts';
import { createPostIndex, type PostIndex } from './post-index.ts';
import type {
  UserRecord,
  TokenRecord,
  CodeRecord,
  LocationRecord,
  ContainerRecord,
  UsageEvent,
  SearchRecord,
  LikeRecord,
  VoteRecord,
} from './records.ts';
import { createReactions, type Reactions } from './reactions.ts';
import { createUserIndex, type UserIndex } from './user-index.ts';

/** Everything that an emulator knows: maps of frozen records, replaced and never changed. */
export interface Store {
  // Replaced where the emulator starts over or a snapshot is restored.
  seed: number;
  identifiers: Identifiers;
  app: AppOptions;
  /** By id. */
  readonly users: UserIndex;
  /** By the token itself. */
  readonly tokens: Map<string, TokenRecord>;
  /** By the code itself. */
  readonly codes: Map<string, CodeRecord>;
  /** By id. */
  readonly containers: Map<string, ContainerRecord>;
  /** Posts, replies, quotes, reposts and ghost posts by id, in the order of their creation. */
  readonly posts: PostIndex;
  /** On top of those that follow from the seed. */
  readonly likes: Reactions<LikeRecord>;
  /** On top of those that follow from the seed. */
  readonly votes: Reactions<VoteRecord>;
  /** By id. */
  readonly locations: Map<string, LocationRecord>;
  /** What counts against a quota. */
  readonly usage: UsageEvent[];
  /** Newest first. */
  readonly searches: SearchRecord[];
}

/** Creates a store without users and posts. */
export function createStore(seed: number, identifiers: Identifiers, app: AppOptions): Store {
  return {
    seed,
    identifiers,
    app,
    users: createUserIndex(),
    tokens: new Map(),
    codes: new Map(),
    containers: new Map(),
    posts: createPostIndex(),
    likes: createReactions(),
    votes: createReactions(),
    locations: new Map(),
    usage: [],
    searches: [],
  };
}

/** The user with this name, if there is one; names are compared without case. */
export function userByName(store: Store, username: string): UserRecord | undefined {
  return store.users.named(username);
}

/**
 * The parts of the store that hold records.
 *
 * @category Look at what happened
 */
export type StoreTable =
  | 'users'
  | 'tokens'
  | 'codes'
  | 'containers'
  | 'posts'
  | 'likes'
  | 'votes'
  | 'locations'
  | 'usage'
  | 'searches';
