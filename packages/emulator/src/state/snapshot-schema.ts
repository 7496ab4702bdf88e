import * as v from 'valibot';
import type { StoreTable } from '../model/store.ts';
import { type ClockPosition, lastTime } from '../model/clock.ts';
import type { IdentifierCounts } from '../model/identifiers.ts';
import {
  atLeast,
  boolean,
  checkedMore,
  type Entries,
  integer,
  issuesOf,
  listOf,
  type MemberIssue,
  number,
  object,
  oneOf,
  text,
} from '../input/schemas.ts';
import type { AppOptions } from '../model/app-options.ts';
import { appEntries, settingsSchema } from '../model/configure.ts';
import type { SettingsChanges } from '../model/settings.ts';
import { webhookFields, type WebhookOptions, type WebhookSubscription } from '../events/webhook-options.ts';
import type {
  CodeRecord,
  ContainerRecord,
  LikeRecord,
  LocationRecord,
  PostRecord,
  SearchRecord,
  TokenRecord,
  UsageEvent,
  UserRecord,
  VoteRecord,
} from '../model/records.ts';
import { limits } from '../description/limits.ts';

/** A snapshot as it is inside: in JSON, the end of an app token is `null`. */
export interface SnapshotData {
  readonly version: 1;
  readonly seed: number;
  readonly clock: ClockPosition;
  readonly identifiers: IdentifierCounts;
  readonly app: AppOptions;
  readonly settings: SettingsChanges;
  readonly webhooks: Required<Pick<WebhookOptions, 'valuesShape' | 'duplicates' | 'retryDelays'>>;
  readonly subscription?: Pick<Required<WebhookSubscription>, 'callbackUrl' | 'fields'>;
  readonly store: SnapshotTables;
}

interface SnapshotTables extends Readonly<Record<StoreTable, readonly object[]>> {
  readonly users: readonly UserRecord[];
  readonly tokens: readonly (Omit<TokenRecord, 'expiresAt'> & { readonly expiresAt: number | null })[];
  readonly codes: readonly CodeRecord[];
  readonly containers: readonly ContainerRecord[];
  readonly posts: readonly PostRecord[];
  readonly likes: readonly LikeRecord[];
  readonly votes: readonly VoteRecord[];
  readonly locations: readonly LocationRecord[];
  readonly usage: readonly UsageEvent[];
  readonly searches: readonly SearchRecord[];
}

/** What a snapshot has to look like. Of records only what the emulator cannot do without is looked at. */
export function snapshotSchema(): v.GenericSchema<SnapshotData> {
  const data = object<SnapshotData>({
    version: oneOf([1]),
    seed: integer(),
    clock: object<ClockPosition>({
      now: number(-lastTime, lastTime),
      offset: v.optional(number(-lastTime, lastTime)),
      stopped: v.optional(boolean),
    }),
    identifiers: object<IdentifierCounts>(countMembers()),
    app: object<AppOptions>(appEntries()),
    settings: settingsSchema(),
    webhooks: object<SnapshotData['webhooks']>({
      valuesShape: oneOf(['array', 'object']),
      duplicates: integer(0),
      retryDelays: listOf(number(0)),
    }),
    subscription: v.optional(
      object<NonNullable<SnapshotData['subscription']>>({
        callbackUrl: text,
        fields: listOf(oneOf(webhookFields)),
      }),
    ),
    store: object<SnapshotTables>(tableMembers()),
  });
  // Of another version, nothing more can be said.
  const ofThisVersion = atLeast<SnapshotData>({ version: oneOf([1]) });
  return v.lazy((value) =>
    issuesOf(ofThisVersion, value).length > 0 ? ofThisVersion : checkedMore(data, ownerlessRecords),
  );
}

function countMembers(): Entries<IdentifierCounts> {
  const count = integer(0);
  return {
    user: count,
    media: count,
    container: count,
    location: count,
    shortcode: count,
    accessToken: count,
    authorizationCode: count,
    appToken: count,
    appSecret: count,
    traceId: count,
    chance: count,
  };
}

function tableMembers(): Entries<SnapshotTables> {
  const at = number(-lastTime, lastTime);
  // It may be later than any time that comes.
  const end = number();
  const content = atLeast({
    spoilerMedia: boolean,
    replyAudience: oneOf(limits.replyAudiences.value),
    replyApprovals: boolean,
    ghost: boolean,
    text: v.optional(text),
    children: v.optional(listOf(text)),
    replyToId: v.optional(text),
    quotedPostId: v.optional(text),
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
        userId: v.optional(text),
        scopes: listOf(text),
        shortLived: boolean,
        issuedAt: at,
        expiresAt: v.nullable(end),
      }),
    ),
    codes: listOf(
      atLeast({
        code: text,
        userId: text,
        redirectUri: text,
        scopes: listOf(text),
        issuedAt: at,
        expiresAt: end,
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
        finishedAt: end,
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
    likes: listOf(atLeast({ userId: text, postId: text, at })),
    votes: listOf(atLeast({ userId: text, postId: text, at, option: integer(0) })),
    locations: listOf(atLeast({ id: text, name: text, latitude: number(), longitude: number() })),
    usage: listOf(atLeast({ quota: text, subject: text, at })),
    searches: listOf(atLeast({ userId: text, query: text, at })),
  };
}

// A record of nobody would break a call much later, where nobody thinks of the snapshot any more.
function ownerlessRecords(snapshot: unknown): readonly MemberIssue[] {
  const { store } = Object(snapshot);
  const recordsIn = (table: StoreTable): readonly unknown[] => {
    const { [table]: records } = Object(store);
    return Array.isArray(records) ? records : [];
  };
  const users = new Set(recordsIn('users').map((user) => Object(user).id));
  const owners = [
    ['tokens', 'userId'],
    ['codes', 'userId'],
    ['containers', 'ownerId'],
    ['posts', 'ownerId'],
  ] as const;
  return owners.flatMap(([table, member]) =>
    recordsIn(table).flatMap((record, index) => {
      const { [member]: owner } = Object(record);
      if (owner === undefined || users.has(owner)) return [];
      return [{ path: ['store', table, index, member], message: 'is no user' }];
    }),
  );
}
