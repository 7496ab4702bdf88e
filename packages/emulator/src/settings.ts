import { assertShape, either, number, object, optional, type Check, type Shape } from './shape.ts';
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
 * How fast the emulator is; it can be changed while it runs.
 *
 * @category Start
 */
export interface Settings {
  /** Milliseconds that every call takes, on the emulator's clock. */
  readonly latency: Duration;
  readonly processing: Processing;
  /** Milliseconds until a post shows up in lists and searches; by its id it can be read at once. */
  readonly readingLag: number;
}

/**
 * Settings to change; the others stay as they are.
 *
 * @category Start
 */
export interface SettingsChanges {
  readonly latency?: Duration;
  readonly processing?: Partial<Processing>;
  readonly readingLag?: number;
}

/** The settings of one emulator. */
export interface SettingsHolder {
  readonly current: Settings;
  /**
   * Changes some, `SettingsChanges`, and gives all.
   *
   * @throws {InvalidInput} naming everything that is wrong; then nothing is changed.
   */
  change(changes: unknown, subject?: string): Settings;
}

const defaultSettings: Settings = {
  latency: 0,
  processing: { text: 300, image: 1000, video: 5000, carousel: 1000 },
  readingLag: 0,
};

/** Creates the settings, with defaults for what is not given. */
export function createSettings(changes: SettingsChanges): SettingsHolder {
  let current = defaultSettings;
  const holder: SettingsHolder = {
    get current() {
      return current;
    },
    change: (given, subject = 'configure') => {
      assertShape<SettingsChanges>(subject, settingsShape(), given);
      current = Object.freeze({
        ...current,
        ...given,
        processing: Object.freeze({ ...current.processing, ...given.processing }),
      });
      return current;
    },
  };
  holder.change(changes, 'createEmulator');
  return Object.freeze(holder);
}

// The longest that a timer of JavaScript takes.
const maxMilliseconds = 2 ** 31 - 1;

function settingsShape(): Shape<SettingsChanges> {
  const duration = optional(isDuration);
  const processing = object<Processing>({
    text: duration,
    image: duration,
    video: duration,
    carousel: duration,
  });
  return object<SettingsChanges>({
    latency: duration,
    processing: optional(processing),
    readingLag: optional(number(0, maxMilliseconds)),
  });
}

const isDuration: Check = (value, path) => {
  const milliseconds = number(0, maxMilliseconds);
  const range = object<{ min: number; max: number }>({ min: milliseconds, max: milliseconds });
  const what = `milliseconds, a number from 0 to ${maxMilliseconds}, or { min, max } of such`;
  const issues = either(what, milliseconds, range)(value, path);
  if (issues.length > 0 || typeof value !== 'object' || value === null) return issues;
  const isEmpty = 'min' in value && 'max' in value && Number(value.min) > Number(value.max);
  return isEmpty ? [`${path}.min must not be above max`] : [];
};

/** The milliseconds that something takes this time. */
export function drawDuration({ store }: { readonly store: Store }, duration: Duration): number {
  if (typeof duration === 'number') return duration;
  const { min, max } = duration;
  return min + Math.floor(store.identifiers.chance() * (max - min + 1));
}
