import type { ClockPosition } from '../clock.ts';
import type { EmulatorContext } from '../context.ts';
import { deepFreeze } from '../freeze.ts';
import { createIdentifiers, type IdentifierCounts } from '../identifiers.ts';
import type { AppOptions } from '../app-options.ts';
import { assertShape } from '../shape.ts';
import type { Store } from '../store.ts';
import { snapshotShape, type SnapshotData, type StoreTable } from './snapshot-shape.ts';

/**
 * Everything that an emulator knows, as data that JSON can carry. It holds tokens and the app's secret. Planned faults,
 * settings and the log of requests are not in it.
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
  /** Users, posts, tokens and the rest; their members are the emulator's own matter. */
  readonly store: Readonly<Record<StoreTable, readonly object[]>>;
}

// A part that is added to the store must not be forgotten here.
type EveryTable = Exclude<keyof Store, 'seed' | 'identifiers' | 'app'>;

/** Takes a snapshot; later calls do not change it. */
export function takeSnapshot({ store, clock }: EmulatorContext): EmulatorSnapshot {
  const snapshot: EmulatorSnapshot = {
    version: 1,
    seed: store.seed,
    clock: clock.position?.() ?? { now: clock.now() },
    identifiers: store.identifiers.counts(),
    app: store.app,
    store: {
      users: [...store.users.values()],
      // JSON has no Infinity, the end of an app token.
      tokens: [...store.tokens.values()].map((token) =>
        token.expiresAt === Number.POSITIVE_INFINITY ? { ...token, expiresAt: null } : token,
      ),
      codes: [...store.codes.values()],
      containers: [...store.containers.values()],
      posts: [...store.posts.values()],
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
export function restoreSnapshot(context: EmulatorContext, given: unknown, subject = 'restore'): void {
  assertShape<SnapshotData>(subject, snapshotShape, given);
  const { seed, identifiers, app, clock, store: tables } = deepFreeze(structuredClone(given));
  const { store, lateEffects } = context;
  lateEffects.clear();
  clearStore(store);
  store.seed = seed;
  store.identifiers = createIdentifiers(seed, identifiers);
  store.app = app;
  for (const user of tables.users) store.users.set(user.id, user);
  for (const token of tables.tokens) {
    const expiresAt = token.expiresAt ?? Number.POSITIVE_INFINITY;
    store.tokens.set(token.accessToken, Object.freeze({ ...token, expiresAt }));
  }
  for (const code of tables.codes) store.codes.set(code.code, code);
  for (const container of tables.containers) store.containers.set(container.id, container);
  for (const post of tables.posts) store.posts.set(post.id, post);
  for (const location of tables.locations) store.locations.set(location.id, location);
  store.usage.push(...tables.usage);
  store.searches.push(...tables.searches);
  context.clock.moveTo?.(clock);
}

/** Removes every record. */
export function clearStore(store: Store): void {
  const { users, tokens, codes, containers, posts, locations, usage, searches } = store;
  for (const table of [users, tokens, codes, containers, posts, locations]) table.clear();
  for (const list of [usage, searches]) list.length = 0;
}
