import { resolveBehaviour } from './behaviour.ts';
import { createSystemClock, type EmulatorClock } from './clock.ts';
import type { EmulatorContext } from './context.ts';
import { readOperations, readScopes } from './description.ts';
import { clearEvents, createEventState, emulatorEvents, type EmulatorEvents } from './events/events.ts';
import type { FaultPlan, PlannedFault } from './faults/fault-plan.ts';
import { createLateEffects } from './faults/late-effects.ts';
import { createPlannedFaults } from './faults/planned-faults.ts';
import { revokeGrant, type RevokedGrant } from './grants.ts';
import { createIdentifiers } from './identifiers.ts';
import { InvalidInput } from './invalid-input.ts';
import { createRequestLog, type RequestRecord } from './log.ts';
import { resolveMedia } from './media/media-options.ts';
import type { AppOptions, EmulatorOptions } from './options.ts';
import { createRoutes } from './routes.ts';
import { addUsers, type UserSeed } from './seed.ts';
import { createSettings, type Settings, type SettingsChanges } from './settings.ts';
import { restoreSnapshot, takeSnapshot, type EmulatorSnapshot } from './state/snapshot.ts';
import { createApp, defaultSeed, startOver } from './state/start-over.ts';
import { createStore, userByName } from './store.ts';
import { issueToken } from './tokens.ts';

/**
 * A Threads API that lives in this process.
 *
 * @category Start
 */
export interface Emulator extends EmulatorEvents {
  /** Answers a request as the API would; hand it to a client in place of the global `fetch`. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** The time that containers, tokens and quotas age by. */
  readonly clock: EmulatorClock;
  /** The app that clients are. */
  readonly app: AppOptions;
  /** Who is on this Threads. */
  readonly users: readonly { readonly id: string; readonly username: string }[];
  /** Gives a token without the consent page, as the dashboard's token generator does. */
  readonly issueToken: (input: TokenRequest) => IssuedToken;
  /** The user removes the app: their tokens get 190/458 from now on, until they consent again. */
  readonly revokeGrant: (input: { readonly username: string }) => RevokedGrant;
  /** The last 10,000 requests, fewer if they are very long, oldest first, with tokens masked. Loaded pages are not among them. */
  readonly requests: readonly RequestRecord[];
  /**
   * Plans that something goes wrong with calls to come; a plan that makes no sense is a TypeError naming every fault of
   * it. Of several faults that strike one call, the one planned first is nearest to the caller.
   */
  readonly planFault: (plan: FaultPlan) => PlannedFault;
  /** Forgets a planned fault, without an id every one. What happened to calls already stays. */
  readonly clearFaults: (id?: string) => void;
  /** The planned faults as they stand now, those that struck for the last time included. */
  readonly faults: readonly PlannedFault[];
  /** Changes how fast the emulator is and gives all its settings; one that makes no sense is a TypeError. */
  readonly configure: (changes?: SettingsChanges) => Settings;
  /** Adds somebody to this Threads, with posts; a seed that makes no sense is a TypeError. */
  readonly addUser: (user: UserSeed) => { readonly id: string; readonly username: string };
  /** Goes back to right after creation: the same ids follow; faults, the log and changed settings are forgotten. */
  readonly reset: () => void;
  /** Everything that the emulator knows, as data for JSON. It holds tokens and the app's secret. */
  readonly snapshot: () => EmulatorSnapshot;
  /** Goes to the state of a snapshot: the same calls give the same bytes again. One that makes no sense is a TypeError. */
  readonly restore: (snapshot: EmulatorSnapshot) => void;
}

/**
 * Whose token, and for what.
 *
 * @category Fill it
 */
export interface TokenRequest {
  readonly username: string;
  /**
   * Default: every permission. `[]`: a token of a user who granted nothing, which is also what people who are no testers
   * give to an app with standard access.
   */
  readonly scopes?: readonly string[];
  /** Default `false`: a long-lived token, 60 days; `true`: an hour. */
  readonly shortLived?: boolean;
}

/**
 * A token with its owner, its permissions and its end.
 *
 * @category Fill it
 */
export interface IssuedToken {
  readonly accessToken: string;
  readonly userId: string;
  readonly scopes: readonly string[];
  /** Whether it lives for an hour instead of 60 days. */
  readonly shortLived: boolean;
  readonly expiration: Date;
}

/**
 * Creates a Threads API of its own, with users, posts and an app.
 *
 * @param options - Users with their posts, the app, the clock, the seed; each has a default.
 * @returns The emulator. Nothing runs and no port is open: requests go to its `fetch`.
 * @throws TypeError if a seed contradicts itself, e.g. a reply by somebody who is no user. The message names every fault.
 * @example
 * ```ts
 * import { createEmulator } from '@threads-sdk/emulator';
 *
 * const emulator = createEmulator({ users: [{ username: 'alice', posts: ['Hello'] }] });
 * const { accessToken } = emulator.issueToken({ username: 'alice' });
 * const request = new Request(`https://graph.threads.com/v1.0/me/threads?fields=text&access_token=${accessToken}`);
 * const answer = await (await emulator.fetch(request)).json(); // { data: [{ id: '…', text: 'Hello' }], paging: { … } }
 * ```
 * @see https://developers.facebook.com/docs/threads/overview
 * @category Start
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const context = createContext(options);
  const { store, clock, log, faults, lateEffects, settings } = context;
  const start = { position: clock.position?.(), settings: settings.current };
  const routes = createRoutes(context, () => emulator);
  const emulator: Emulator = Object.freeze({
    fetch: async (request: Request) => routes.fetch(request),
    clock,
    get app(): AppOptions {
      return store.app;
    },
    get users(): Emulator['users'] {
      return Object.freeze(
        [...store.users.values()].map(({ id, username }) => Object.freeze({ id, username })),
      );
    },
    addUser: (user: UserSeed): Emulator['users'][number] => {
      const [added] = addUsers(context, [user], 'addUser');
      if (added === undefined) throw new TypeError('addUser added nobody.');
      return Object.freeze({ id: added.id, username: added.username });
    },
    issueToken: ({
      username,
      scopes: wanted = readScopes(),
      shortLived = false,
    }: TokenRequest): IssuedToken => {
      const user = userByName(store, username);
      if (user === undefined)
        throw new InvalidInput('issueToken', [
          `there is no user ${username}; createEmulator({ users }) adds them`,
        ]);
      const { accessToken, expiresAt, scopes } = issueToken(context, {
        userId: user.id,
        scopes: wanted,
        shortLived,
      });
      const expiration = new Date(expiresAt);
      return Object.freeze({ accessToken, userId: user.id, scopes, shortLived, expiration });
    },
    revokeGrant: (input: { readonly username: string }): RevokedGrant => revokeGrant(context, input),
    requests: log.records,
    planFault: (plan: FaultPlan): PlannedFault => faults.planFault(plan),
    clearFaults: (id?: string): void => void faults.clearFaults(id),
    get faults(): readonly PlannedFault[] {
      return faults.faults;
    },
    configure: (changes: SettingsChanges = {}): Settings => settings.change(changes),
    reset: (): void => {
      if (start.position !== undefined) clock.moveTo?.(start.position);
      settings.change(start.settings);
      faults.clearFaults();
      lateEffects.clear();
      clearEvents(context.events);
      log.clear();
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
  return emulator;
}

function createContext(options: EmulatorOptions): EmulatorContext {
  const { seed = defaultSeed, clock = createSystemClock() } = options;
  const identifiers = createIdentifiers(seed);
  const operations = readOperations();
  const { latency, processing, readingLag } = options;
  const context: EmulatorContext = {
    store: createStore(seed, identifiers, createApp(identifiers, options.app)),
    clock,
    log: createRequestLog(),
    events: createEventState(options.webhooks),
    operations,
    options: {
      ...(options.origin === undefined ? {} : { origin: options.origin }),
      behaviour: resolveBehaviour(options.behaviour),
      media: resolveMedia(options.media),
    },
    settings: createSettings({
      ...(latency === undefined ? {} : { latency }),
      ...(processing === undefined ? {} : { processing }),
      ...(readingLag === undefined ? {} : { readingLag }),
    }),
    faults: createPlannedFaults(operations),
    lateEffects: createLateEffects(),
  };
  startOver(context, options);
  return context;
}
