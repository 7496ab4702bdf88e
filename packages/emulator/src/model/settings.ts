import type { AppOptions } from './app-options.ts';
import { type Behaviour, defaultBehaviour } from './behaviour.ts';
import type { Store } from './store.ts';

/**
 * Milliseconds: always the same, or drawn anew each time from the emulator's seed, both bounds included.
 *
 * @category Start
 */
export type Duration = number | { readonly min: number; readonly max: number };

/**
 * Milliseconds until a container of a kind is `FINISHED`.
 *
 * @category Start
 */
export interface Processing {
  readonly text: Duration;
  readonly image: Duration;
  readonly video: Duration;
  readonly carousel: Duration;
}

/**
 * How the emulator is; it can be changed while it runs.
 *
 * @category Start
 */
export interface Settings {
  /** Milliseconds that every call takes, on the emulator's clock. */
  readonly latency: Duration;
  readonly processing: Processing;
  /** Milliseconds until a post shows up in lists and searches; by its id it can be read at once. */
  readonly readingLag: number;
  /** How it behaves where the evidence about the real API is split. */
  readonly behaviour: Behaviour;
  /** The app that clients are. */
  readonly app: AppOptions;
}

/** A setting that can decide on an error. */
export type DecidingSetting =
  | 'processing'
  | 'app.access'
  | 'app.clientId'
  | 'app.clientSecret'
  | 'app.redirectUris'
  | `behaviour.${
      | 'codeExchangeError'
      | 'expiredTokenStatus'
      | 'fewFollowers'
      | 'otherVersions'
      | 'replyPermission'
      | 'repostQuota'
      | 'secondPublication'
      | 'standardAccess'
      | 'textLength'
      | 'unfinishedChildren'
      | 'unknownListFields'}`;

/**
 * How the emulator is, as far as it differs from the default or from what it was; it can be changed while it runs.
 *
 * @category Start
 */
export interface SettingsChanges {
  /** Milliseconds that every call takes, slept on the clock; `{ min, max }` draws them from the seed. Default 0. */
  readonly latency?: Duration;
  /**
   * Milliseconds until a container of a kind is `FINISHED`; `{ min, max }` draws them from the seed.
   * Default: text 0, image 1000, video 5000, carousel 1000. A text that is
   * published at once fails at times on the real API, which `{ text: 300 }` shows, or a fault that is planned.
   */
  readonly processing?: Partial<Processing>;
  /** Milliseconds until a post shows up in lists and searches; by its id it can be read at once. Default 0. */
  readonly readingLag?: number;
  /** How it behaves where the evidence about the real API is split. Default: as is supported best. */
  readonly behaviour?: Partial<Behaviour>;
  /** The app that clients are. Default: an app with generated credentials and `http://localhost:3000/callback`. */
  readonly app?: Partial<AppOptions>;
}

/** The settings of one emulator, but for the app, which is in the store. */
export interface SettingsHolder {
  current: Omit<Settings, 'app'>;
}

const defaultSettings: SettingsHolder['current'] = /* @__PURE__ */ Object.freeze({
  latency: 0,
  processing: /* @__PURE__ */ Object.freeze({ text: 0, image: 1000, video: 5000, carousel: 1000 }),
  readingLag: 0,
  behaviour: defaultBehaviour,
});

/** Settings of which nothing was changed. */
export function createSettings(): SettingsHolder {
  return { current: defaultSettings };
}

/** The milliseconds that something takes this time. */
export function drawDuration({ store }: { readonly store: Store }, duration: Duration): number {
  if (typeof duration === 'number') return duration;
  const { min, max } = duration;
  return min + Math.floor(store.identifiers.chance() * (max - min + 1));
}
