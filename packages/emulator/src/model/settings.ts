import * as v from 'valibot';
import { assertInput, either, number, object } from '../input/schemas.ts';
import { type AppOptions, appSchema } from './app-options.ts';
import { type Behaviour, behaviourSchema, defaultBehaviour } from './behaviour.ts';
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

/**
 * Changes some settings, `SettingsChanges`, and gives all.
 *
 * @throws {InvalidInput} naming everything that is wrong; then nothing is changed.
 */
export function configure(
  { settings, store }: { readonly settings: SettingsHolder; readonly store: Store },
  changes: unknown,
  subject = 'configure',
): Settings {
  assertInput(subject, settingsSchema(), changes);
  const { app, behaviour, processing, ...others } = changes;
  const { current } = settings;
  settings.current = Object.freeze({
    ...current,
    ...others,
    processing: Object.freeze({ ...current.processing, ...processing }),
    behaviour: Object.freeze({ ...current.behaviour, ...behaviour }),
  });
  if (app !== undefined) store.app = Object.freeze({ ...store.app, ...app });
  return Object.freeze({ ...settings.current, app: store.app });
}

/** What changes of settings have to be like. */
export function settingsSchema(): v.GenericSchema<SettingsChanges> {
  const duration = v.optional(durationSchema());
  return object<SettingsChanges>({
    latency: duration,
    processing: v.optional(
      object<Partial<Processing>>({ text: duration, image: duration, video: duration, carousel: duration }),
    ),
    readingLag: v.optional(number(0, maxMilliseconds)),
    behaviour: v.optional(behaviourSchema()),
    app: v.optional(appSchema()),
  });
}

// The longest that a timer of JavaScript takes.
const maxMilliseconds = 2 ** 31 - 1;

function durationSchema(): v.GenericSchema<Duration> {
  const milliseconds = number(0, maxMilliseconds);
  return v.pipe(
    either<Duration>(
      `milliseconds, a number from 0 to ${maxMilliseconds}, or { min, max } of such`,
      milliseconds,
      object<{ readonly min: number; readonly max: number }>({ min: milliseconds, max: milliseconds }),
    ),
    v.check(
      (duration) => typeof duration === 'number' || duration.min <= duration.max,
      'must have a min that is not above its max',
    ),
  );
}

/** The milliseconds that something takes this time. */
export function drawDuration({ store }: { readonly store: Store }, duration: Duration): number {
  if (typeof duration === 'number') return duration;
  const { min, max } = duration;
  return min + Math.floor(store.identifiers.chance() * (max - min + 1));
}
