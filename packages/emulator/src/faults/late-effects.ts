import type { EmulatorClock } from '../model/clock.ts';
import type { World } from '../model/world.ts';

/** Effects of calls that failed already, until their time has come. */
export interface LateEffects {
  /** `run` is called once the clock has reached `at`, with a clock that shows `at`. */
  add(at: number, run: (clock: EmulatorClock) => Promise<unknown>): void;
  /** Lets everything happen that is due, in the order of its time. */
  settle(clock: EmulatorClock): Promise<void>;
  clear(): void;
}

/** A world in which calls that failed may still have an effect. */
export interface FaultWorld extends World {
  readonly lateEffects: LateEffects;
}

/**
 * Creates an empty list. Nothing waits on the clock, since sleeping on a virtual one moves it: effects happen when
 * the next request comes after their time, before that request is answered.
 */
export function createLateEffects(): LateEffects {
  let effects: readonly {
    readonly at: number;
    readonly run: (clock: EmulatorClock) => Promise<unknown>;
  }[] = [];
  let settled: Promise<void> = Promise.resolve();
  return Object.freeze({
    add: (at: number, run: (clock: EmulatorClock) => Promise<unknown>): void => {
      effects = [...effects, { at, run }];
    },
    settle: (clock: EmulatorClock): Promise<void> => {
      const now = clock.now();
      const due = effects.filter(({ at }) => at <= now).toSorted((one, other) => one.at - other.at);
      if (due.length === 0) return settled;
      effects = effects.filter(({ at }) => at > now);
      // A failure belongs to the request that waits for it, not to all later ones.
      settled = settled
        .catch(() => {})
        .then(async () => {
          for (const { at, run } of due) {
            await run(clockAt(clock, at));
          }
        });
      return settled;
    },
    clear: (): void => {
      effects = [];
    },
  });
}

function clockAt(clock: EmulatorClock, instant: number): EmulatorClock {
  return {
    now: () => instant,
    sleep: (milliseconds, signal) => clock.sleep(milliseconds, signal),
    advance: (milliseconds) => clock.advance(milliseconds),
  };
}
