import type { ClockPosition } from '../clock.ts';
import type { IdentifierCounts } from '../identifiers.ts';
import {
  atLeast,
  boolean,
  either,
  integer,
  isObject,
  listOf,
  number,
  object,
  oneOf,
  optional,
  text,
  type Members,
  type Shape,
} from '../shape.ts';
import type { AppOptions } from '../app-options.ts';
import type {
  CodeRecord,
  ContainerRecord,
  LocationRecord,
  PostRecord,
  SearchRecord,
  TokenRecord,
  UsageEvent,
  UserRecord,
} from '../records.ts';
import { limits } from '../limits.ts';

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
  | 'locations'
  | 'usage'
  | 'searches';

/** A snapshot as it is inside: in JSON, the end of an app token is `null`. */
export interface SnapshotData {
  readonly version: 1;
  readonly seed: number;
  readonly clock: ClockPosition;
  readonly identifiers: IdentifierCounts;
  readonly app: AppOptions;
  readonly store: SnapshotTables;
}

interface SnapshotTables extends Readonly<Record<StoreTable, readonly object[]>> {
  readonly users: readonly UserRecord[];
  readonly tokens: readonly (Omit<TokenRecord, 'expiresAt'> & { readonly expiresAt: number | null })[];
  readonly codes: readonly CodeRecord[];
  readonly containers: readonly ContainerRecord[];
  readonly posts: readonly PostRecord[];
  readonly locations: readonly LocationRecord[];
  readonly usage: readonly UsageEvent[];
  readonly searches: readonly SearchRecord[];
}

/** What a snapshot has to look like. Of records only what the emulator cannot do without is looked at. */
export const snapshotShape: Shape<SnapshotData> = (value, path) => {
  // Of another version, nothing more can be said.
  const issues = atLeast({ version: oneOf([1]) })(value, path);
  if (issues.length > 0 || !isObject(value)) return issues;
  const shape = object<SnapshotData>({
    version: oneOf([1]),
    seed: integer(),
    clock: object<ClockPosition>({ now: number(), offset: optional(number(0)) }),
    identifiers: object<IdentifierCounts>(countMembers()),
    app: object<AppOptions>({
      clientId: text,
      clientSecret: text,
      name: text,
      redirectUris: listOf(text),
      access: oneOf(['advanced', 'standard']),
      deauthorizeCallbackUrl: optional(text),
      dataDeletionCallbackUrl: optional(text),
    }),
    store: object<SnapshotTables>(tableMembers()),
  });
  const found = shape(value, path);
  return found.length > 0 ? found : ownerlessRecords(value['store']);
};

function countMembers(): Members<IdentifierCounts> {
  const count = integer(0);
  return {
    user: count,
    media: count,
    container: count,
    location: count,
    shortcode: count,
    accessToken: count,
    authorizationCode: count,
    appSecret: count,
    traceId: count,
    chance: count,
  };
}

function tableMembers(): Members<SnapshotTables> {
  const at = number();
  const content = atLeast({
    spoilerMedia: boolean,
    replyAudience: oneOf(limits.replyAudiences.value),
    replyApprovals: boolean,
    ghost: boolean,
    text: optional(text),
    children: optional(listOf(text)),
    replyToId: optional(text),
    quotedPostId: optional(text),
  });
  return {
    users: listOf(
      atLeast({
        id: text,
        username: text,
        name: text,
        biography: text,
        pictureUrl: text,
        verified: boolean,
        followers: number(0),
        geoGating: boolean,
        tester: boolean,
        private: boolean,
        follows: listOf(text),
      }),
    ),
    tokens: listOf(
      atLeast({
        accessToken: text,
        userId: optional(text),
        scopes: listOf(text),
        shortLived: boolean,
        issuedAt: at,
        expiresAt: either('a number or null', at, (value) => (value === null ? [] : ['no'])),
      }),
    ),
    codes: listOf(
      atLeast({
        code: text,
        userId: text,
        redirectUri: text,
        scopes: listOf(text),
        issuedAt: at,
        expiresAt: at,
        used: boolean,
      }),
    ),
    containers: listOf(
      atLeast({
        id: text,
        ownerId: text,
        mediaType: oneOf(limits.containerMediaTypes.value),
        carouselItem: boolean,
        content,
        crossreshare: boolean,
        createdAt: at,
        finishedAt: at,
      }),
    ),
    posts: listOf(
      atLeast({
        id: text,
        ownerId: text,
        mediaType: oneOf(limits.postMediaTypes.value),
        shortcode: text,
        createdAt: at,
        content,
        carouselItem: boolean,
        hideStatus: oneOf(limits.hideStatuses.value),
      }),
    ),
    locations: listOf(atLeast({ id: text, name: text, latitude: number(), longitude: number() })),
    usage: listOf(atLeast({ quota: text, subject: text, at })),
    searches: listOf(atLeast({ userId: text, query: text, at })),
  };
}

// A record of nobody would break a call much later, where nobody thinks of the snapshot any more.
function ownerlessRecords(store: unknown): readonly string[] {
  const tables = new Map(isObject(store) ? Object.entries(store) : []);
  const recordsOf = (table: StoreTable): readonly Readonly<Record<string, unknown>>[] => {
    const records = tables.get(table);
    return Array.isArray(records) ? records.filter(isObject) : [];
  };
  const users = new Set(recordsOf('users').map(({ id }) => id));
  const faultsIn = (table: StoreTable, member: string): readonly string[] =>
    recordsOf(table).flatMap((record, index) => {
      const owner = record[member];
      return owner === undefined || users.has(owner) ? [] : [`store.${table}[${index}].${member} is no user`];
    });
  return [
    ...faultsIn('tokens', 'userId'),
    ...faultsIn('codes', 'userId'),
    ...faultsIn('containers', 'ownerId'),
    ...faultsIn('posts', 'ownerId'),
  ];
}
