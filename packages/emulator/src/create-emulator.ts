import type { Act } from './acts/act.ts';
import { perform } from './acts/perform.ts';
import { clearShownForms, createShownForms } from './acts/shown-forms.ts';
import { createSystemClock } from './model/clock.ts';
import type { EmulatorContext } from './context.ts';
import { readOperations, readScopes } from './description/description.ts';
import type { EmulatedClientOptions, Emulator, IssuedToken, TokenRequest } from './emulator.ts';
import { clearEvents, createEventState } from './events/event-state.ts';
import { emulatorEvents } from './events/events.ts';
import type { FaultPlan, PlannedFault } from './faults/fault-plan.ts';
import { createLateEffects } from './faults/late-effects.ts';
import { createPlannedFaults } from './faults/planned-faults.ts';
import { revokeGrant, type RevokedGrant } from './access/grants.ts';
import { createIdentifiers } from './model/identifiers.ts';
import { InvalidInput } from './input/invalid-input.ts';
import { withBody } from './graph/json.ts';
import { createRequestLog } from './log/log.ts';
import { resolveMedia } from './media/media-options.ts';
import type { AppOptions } from './model/app-options.ts';
import type { EmulatorOptions } from './options.ts';
import { noteUnreadFetch } from './server/fetch-unread.ts';
import { createRoutes } from './server/routes.ts';
import { type AddedUser, addUsers, type UserSeed } from './model/seed.ts';
import { configure } from './model/configure.ts';
import { createSettings, type Settings, type SettingsChanges } from './model/settings.ts';
import { restoreSnapshot, takeSnapshot, type EmulatorSnapshot } from './state/snapshot.ts';
import { createApp, defaultSeed, startOver } from './start-over.ts';
import { createStore, userByName } from './model/store.ts';
import { issueToken } from './access/tokens.ts';

/**
 * Creates a Threads API of its own, with users, posts and an app.
 *
 * @param options - Users with their posts, the app, the clock, the seed; each has a default.
 * @returns The emulator. Nothing runs and no port is open: requests go to its `fetch`.
 * @throws {TypeError} if a seed contradicts itself, e.g. a reply by somebody who is no user. The message names every fault.
 * @example
 * ```ts
 * import { createEmulator } from '@threads-sdk/emulator';
 *
 * const emulator = createEmulator({ users: [{ username: 'alice', posts: ['Hello'] }] });
 * const { accessToken } = emulator.issueToken({ username: 'alice' });
 * const request = new Request(`https://graph.threads.com/v1.0/me/threads?fields=text&access_token=${accessToken}`);
 * const answer = await (await emulator.fetch(request)).json(); // { data: [{ id: '…', text: 'Hello' }], paging: { … } }
 * ```
 * @see https://developers.facebook.com/documentation/threads/overview
 * @category Start
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const context = createContext(options);
  const { store, clock, log, faults, lateEffects } = context;
  const start = clock.position?.();
  const routes = createRoutes(context, () => emulator);
  const emulator: Emulator = Object.freeze({
    fetch: async (request: Request) => withBody(await routes.fetch(request)),
    clock,
    get app(): AppOptions {
      return store.app;
    },
    get users(): Emulator['users'] {
      return Object.freeze(
        [...store.users.values()].map(({ id, username }) => Object.freeze({ id, username })),
      );
    },
    addUser: (user: UserSeed): AddedUser => {
      const [added] = addUsers(context, [user], 'addUser');
      if (added === undefined) throw new TypeError('addUser added nobody.');
      return added;
    },
    act: (act: Act): { readonly id: string } => perform(context, act),
    issueToken: ({
      username,
      scopes: wanted = readScopes(),
      shortLived = false,
    }: TokenRequest): IssuedToken => {
      const user = userByName(store, username);
      const known = readScopes();
      const unknown = wanted.filter((scope) => !known.includes(scope));
      const issues = [
        ...(user === undefined ? [`there is no user ${username}; createEmulator({ users }) adds them`] : []),
        ...(unknown.length > 0
          ? [`scopes: ${unknown.join(', ')} is no permission; these are: ${known.join(', ')}`]
          : []),
      ];
      if (user === undefined || issues.length > 0) throw new InvalidInput('issueToken', issues);
      const { accessToken, expiresAt, scopes } = issueToken(context, {
        userId: user.id,
        scopes: wanted,
        shortLived,
      });
      const expiration = new Date(expiresAt);
      return Object.freeze({ accessToken, userId: user.id, scopes, shortLived, expiration });
    },
    clientOptions: (input: TokenRequest): EmulatedClientOptions =>
      Object.freeze({ fetch: emulator.fetch, clock, credentials: emulator.issueToken(input) }),
    revokeGrant: (input: { readonly username: string }): RevokedGrant => revokeGrant(context, input),
    requests: log.records,
    planFault: (plan: FaultPlan): PlannedFault => faults.planFault(plan),
    clearFaults: (id?: string): void => void faults.clearFaults(id),
    get faults(): readonly PlannedFault[] {
      return faults.faults;
    },
    configure: (changes: SettingsChanges = {}): Settings => configure(context, changes),
    reset: (): void => {
      if (start !== undefined) clock.moveTo?.(start);
      faults.clearFaults();
      lateEffects.clear();
      clearEvents(context.events);
      log.clear();
      clearShownForms(context.forms);
      startOver(context, options);
    },
    snapshot: (): EmulatorSnapshot => takeSnapshot(context),
    restore: (snapshot: EmulatorSnapshot): void => {
      restoreSnapshot(context, snapshot);
    },
    ...emulatorEvents(context),
    get deliveries(): Emulator['deliveries'] {
      return context.events.deliveries;
    },
    get callbacks(): Emulator['callbacks'] {
      return context.events.callbacks;
    },
  });
  noteUnreadFetch(emulator, async (request) => routes.fetch(request));
  return emulator;
}

function createContext(options: EmulatorOptions): EmulatorContext {
  const { seed = defaultSeed, clock = createSystemClock() } = options;
  const identifiers = createIdentifiers(seed);
  const operations = readOperations();
  const store = createStore(seed, identifiers, createApp(identifiers));
  const context: EmulatorContext = {
    store,
    clock,
    // Before a snapshot moves the clock: a kept state may begin at the same time again.
    log: createRequestLog(clock.now()),
    events: createEventState(options.webhooks),
    operations,
    settings: createSettings(),
    media: resolveMedia(options.media),
    forms: createShownForms(),
    ...(options.origin === undefined ? {} : { origin: options.origin }),
    faults: createPlannedFaults(operations, store),
    lateEffects: createLateEffects(),
  };
  startOver(context, options);
  return context;
}
