import type { Act } from './acts/act.ts';
import type { AppOptions } from './model/app-options.ts';
import type { EmulatorClock } from './model/clock.ts';
import type { EmulatorEvents } from './events/events.ts';
import type { FaultPlan, PlannedFault } from './faults/fault-plan.ts';
import type { RevokedGrant } from './access/grants.ts';
import type { RequestRecord } from './log/request-record.ts';
import type { AddedUser, UserSeed } from './model/seed.ts';
import type { Settings, SettingsChanges } from './model/settings.ts';
import type { EmulatorSnapshot } from './state/snapshot.ts';

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
  /** Gives a token without the consent page, as the dashboard's token generator does; an unknown user or permission is a TypeError. */
  readonly issueToken: (input: TokenRequest) => IssuedToken;
  /**
   * What a client of this SDK needs to be a user, at once: `createClient(emulator.clientOptions({ username }))`. The token is
   * a new one, and both sides live in the same time.
   */
  readonly clientOptions: (input: TokenRequest) => EmulatedClientOptions;
  /** The user removes the app: their tokens get 190/458 from now on, until they consent again. */
  readonly revokeGrant: (input: { readonly username: string }) => RevokedGrant;
  /**
   * The last requests, oldest first, with tokens masked: 10,000, or fewer that are 16 Mi characters long together, some 1,000
   * with the longest answers. Loaded pages are not among them.
   */
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
  readonly addUser: (user: UserSeed) => AddedUser;
  /** Lets a user do something as people do it in the app, and gives the id of what came to be or was acted on; an act that cannot be done is a TypeError. */
  readonly act: (act: Act) => { readonly id: string };
  /**
   * Goes back to right after creation: users and posts are those of the options, and the same ids follow. Forgotten are tokens
   * and what users granted, the subscription of the webhook, deliveries, callbacks, faults, the log, changed settings, and how
   * far the clock was moved. An emulator that began with a snapshot goes back to what was in it.
   */
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
 * What a client needs to be a user of an emulator.
 *
 * @category Fill it
 */
export interface EmulatedClientOptions {
  /** Sends a request to the emulator. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** The emulator's clock. */
  readonly clock: EmulatorClock;
  /** A token of the user, in the shape of the SDK's credentials. */
  readonly credentials: IssuedToken;
}
