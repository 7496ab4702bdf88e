import type { ClockPosition } from '../model/clock.ts';
import type { EventWorld } from '../events/event-state.ts';
import type { WebhookField, WebhookOptions } from '../events/webhook-options.ts';
import type { FaultWorld } from '../faults/late-effects.ts';
import { deepFreeze } from '../input/freeze.ts';
import { createIdentifiers, type IdentifierCounts } from '../model/identifiers.ts';
import { configure } from '../model/configure.ts';
import type { Settings } from '../model/settings.ts';
import type { AppOptions } from '../model/app-options.ts';
import { assertInput } from '../input/schemas.ts';
import type { Store, StoreTable } from '../model/store.ts';
import { snapshotSchema, type SnapshotData } from './snapshot-schema.ts';

/**
 * Everything that an emulator knows, as data that JSON can carry. It holds tokens and the app's secret. Planned faults,
 * the log of requests and deliveries are not in it.
 *
 * @category Look at what happened
 */
export interface EmulatorSnapshot {
  readonly version: 1;
  readonly seed: number;
  readonly clock: ClockPosition;
  /** How many ids of each kind were made. */
  readonly identifiers: IdentifierCounts;
  readonly app: AppOptions;
  readonly settings: Omit<Settings, 'app'>;
  /** How webhooks are sent. */
  readonly webhooks: Required<Pick<WebhookOptions, 'valuesShape' | 'duplicates' | 'retryDelays'>>;
  /** The webhook that answered its verification; absent where none did. */
  readonly subscription?: { readonly callbackUrl: string; readonly fields: readonly WebhookField[] };
  /** Users, posts, tokens and the rest; their members are the emulator's own matter. */
  readonly store: Readonly<Record<StoreTable, readonly object[]>>;
}

// A part that is added to the store must not be forgotten here.
type EveryTable = Exclude<keyof Store, 'seed' | 'identifiers' | 'app'>;

/** Takes a snapshot; later calls do not change it. */
export function takeSnapshot({ store, clock, settings, events }: EventWorld): EmulatorSnapshot {
  const { valuesShape, duplicates, retryDelays } = events.options;
  const snapshot: EmulatorSnapshot = {
    version: 1,
    seed: store.seed,
    clock: clock.position?.() ?? { now: clock.now() },
    identifiers: store.identifiers.counts(),
    app: store.app,
    settings: settings.current,
    webhooks: { valuesShape, duplicates, retryDelays },
    ...(events.subscription === undefined ? {} : { subscription: events.subscription }),
    store: {
      users: [...store.users.values()],
      // JSON has no Infinity, the end of an app token.
      tokens: [...store.tokens.values()].map((token) =>
        token.expiresAt === Number.POSITIVE_INFINITY ? { ...token, expiresAt: null } : token,
      ),
      codes: [...store.codes.values()],
      containers: [...store.containers.values()],
      posts: [...store.posts.values()],
      likes: [...store.likes],
      votes: [...store.votes],
      locations: [...store.locations.values()],
      usage: [...store.usage],
      searches: [...store.searches],
    } satisfies Readonly<Record<EveryTable, readonly object[]>>,
  };
  return deepFreeze(structuredClone(snapshot));
}

/**
 * Puts an emulator into the state of a snapshot, the clock included.
 *
 * @throws {InvalidInput} naming everything that is wrong; then nothing is changed.
 */
export function restoreSnapshot(world: FaultWorld & EventWorld, given: unknown, subject = 'restore'): void {
  assertInput<SnapshotData>(subject, snapshotSchema(), given);
  const snapshot = deepFreeze(structuredClone(given));
  const { seed, identifiers, app, clock, settings, webhooks, subscription, store: tables } = snapshot;
  const { store, lateEffects, events } = world;
  lateEffects.clear();
  events.options = Object.freeze({ ...events.options, ...webhooks });
  events.subscription = subscription;
  clearStore(store);
  store.seed = seed;
  store.identifiers = createIdentifiers(seed, identifiers);
  store.app = app;
  configure(world, settings, subject);
  for (const user of tables.users) store.users.set(user.id, user);
  for (const token of tables.tokens) {
    const expiresAt = token.expiresAt ?? Number.POSITIVE_INFINITY;
    store.tokens.set(token.accessToken, Object.freeze({ ...token, expiresAt }));
  }
  for (const code of tables.codes) store.codes.set(code.code, code);
  for (const container of tables.containers) store.containers.set(container.id, container);
  for (const post of tables.posts) store.posts.set(post.id, post);
  for (const like of tables.likes) store.likes.add(like);
  for (const vote of tables.votes) store.votes.add(vote);
  for (const location of tables.locations) store.locations.set(location.id, location);
  store.usage.push(...tables.usage);
  store.searches.push(...tables.searches);
  world.clock.moveTo?.(clock);
}

/** Removes every record. */
export function clearStore(store: Store): void {
  const { users, tokens, codes, containers, posts, likes, votes, locations, usage, searches } = store;
  for (const table of [users, tokens, codes, containers, posts, likes, votes, locations]) table.clear();
  for (const list of [usage, searches]) list.length = 0;
}
