import { InvalidInput } from '../input/invalid-input.ts';

/** The last time that a date can be, in epoch milliseconds. */
export const lastTime = 8.64e15;

/**
 * The time that an emulator lives in: containers, tokens, codes and quotas age by it.
 *
 * @category Move the clock
 */
export interface EmulatorClock {
  /** The present, in milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Resolves when `milliseconds` have passed on this clock; rejects with the signal's reason when it is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Moves the clock forward by `milliseconds`. */
  advance(milliseconds: number): void;
  /** Whether the clock stands still until `go`. Absent, as `stop` and `go` are, for a clock that moves only when told to. */
  readonly stopped?: boolean;
  /** Makes the clock stand still; `advance` moves it all the same. */
  stop?(): void;
  /** Lets the clock run on from where it stands. */
  go?(): void;
  /** Where the clock stands, for a snapshot. Without it and `moveTo`, starting over and restoring leave the time as it is. */
  position?(): ClockPosition;
  /** Moves the clock to where it stood, also back. */
  moveTo?(position: ClockPosition): void;
}

/**
 * Where a clock stands.
 *
 * @category Move the clock
 */
export interface ClockPosition {
  /** The present, in epoch milliseconds. */
  readonly now: number;
  /** How many milliseconds ahead of the machine's clock; absent for a clock that does not run with it. */
  readonly offset?: number;
  /** Whether it stands still. */
  readonly stopped?: boolean;
}

/**
 * Creates a clock that moves only when it is told to: sleeping on it advances it and returns at once.
 *
 * @param start - The first instant, in epoch milliseconds. Default: 2026-01-01T00:00:00Z.
 * @returns A clock that can also drive a client under test, so that both live in the same time.
 * @throws {TypeError} from `advance` and `sleep` for a negative or non-finite duration.
 * @example
 * ```ts
 * import { createEmulator, createVirtualClock } from '@threads-sdk/emulator';
 *
 * const clock = createVirtualClock(Date.UTC(2026, 0, 1));
 * const emulator = createEmulator({ clock });
 * clock.advance(24 * 60 * 60 * 1000); // a day later, unpublished containers have expired
 * ```
 * @see https://developers.facebook.com/documentation/threads/troubleshooting
 * @category Move the clock
 */
export function createVirtualClock(start: number = Date.UTC(2026, 0, 1)): EmulatorClock {
  let instant = start;
  const advance = (milliseconds: number): void => {
    instant += duration(milliseconds);
  };
  return Object.freeze({
    now: () => instant,
    advance,
    position: () => ({ now: instant }),
    moveTo: ({ now }: ClockPosition): void => {
      instant = now;
    },
    sleep: async (milliseconds: number, signal?: AbortSignal): Promise<void> => {
      signal?.throwIfAborted();
      advance(milliseconds);
    },
  });
}

/** The machine's clock; `advance` shifts it, and `stop` stops it, for the emulator alone. */
export function createSystemClock(): EmulatorClock {
  let offset = 0;
  let standsAt: number | undefined;
  const now = (): number => standsAt ?? Date.now() + offset;
  const stop = (): void => {
    standsAt = now();
  };
  const go = (): void => {
    if (standsAt !== undefined) offset = standsAt - Date.now();
    standsAt = undefined;
  };
  return Object.freeze({
    now,
    get stopped(): boolean {
      return standsAt !== undefined;
    },
    stop,
    go,
    advance: (milliseconds: number): void => {
      if (standsAt === undefined) offset += duration(milliseconds);
      else standsAt += duration(milliseconds);
    },
    position: () => (standsAt === undefined ? { now: now(), offset } : { now: standsAt, stopped: true }),
    // The state of another day is a day older today; only that of a virtual clock, or of one that stands, belongs to its
    // own time.
    moveTo: (position: ClockPosition): void => {
      standsAt = position.stopped === true ? position.now : undefined;
      offset = position.offset ?? position.now - Date.now();
    },
    sleep: (milliseconds: number, signal?: AbortSignal): Promise<void> =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) {
          reject(signal.reason);
          return;
        }
        const onAbort = (): void => {
          clearTimeout(timer);
          reject(signal?.reason);
        };
        const timer = setTimeout(() => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        }, duration(milliseconds));
        signal?.addEventListener('abort', onAbort, { once: true });
      }),
  });
}

/**
 * Stops a clock or lets it go.
 *
 * @throws {InvalidInput} for a clock that cannot.
 */
export function standStill(clock: EmulatorClock, stopped: boolean): void {
  if (clock.stop === undefined || clock.go === undefined)
    throw new InvalidInput('clock', [
      'it moves only when it is told to, so that it can neither be stopped nor let go',
    ]);
  if (stopped) clock.stop();
  else clock.go();
}

/**
 * Brings a clock that runs with that of the machine back to it. One that stands still stands there then.
 *
 * @throws {InvalidInput} for a clock that does not run.
 */
export function backToNow(clock: EmulatorClock): void {
  if (clock.stop === undefined || clock.moveTo === undefined)
    throw new InvalidInput('clock', [
      'it moves only when it is told to, so that it has no present to go back to',
    ]);
  const stood = clock.stopped === true;
  clock.moveTo({ now: clock.now(), offset: 0 });
  if (stood) clock.stop();
}

function duration(milliseconds: number): number {
  if (Number.isFinite(milliseconds) && milliseconds >= 0) return milliseconds;
  throw new TypeError(`A clock moves forward by a finite number of milliseconds, not by ${milliseconds}.`);
}
