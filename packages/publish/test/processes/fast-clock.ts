// oxlint-disable-next-line tests/no-real-sleep -- the clock of a real process
import { setTimeout as wait } from 'node:timers/promises';
import type { EmulatorClock } from '@threads-sdk/emulator';

/** A clock that several processes share. */
export interface FastTime {
  /** When it showed the real time, in epoch milliseconds. */
  readonly origin: number;
  /** How many of its seconds pass in a real one. */
  readonly speed: number;
  /** How many of its milliseconds it is ahead. */
  readonly offset: number;
}

/** A clock on which real waiting takes a fraction of the time. */
export function createFastClock({ origin, speed, offset }: FastTime): EmulatorClock & {
  /** The real time, in epoch milliseconds, at which it shows `time`. */
  readonly realTime: (time: number) => number;
} {
  let ahead = offset;
  return {
    now: () => origin + (Date.now() - origin) * speed + ahead,
    sleep: async (milliseconds, signal) => {
      await wait(milliseconds / speed, undefined, signal && { signal });
    },
    advance: (milliseconds) => {
      ahead += milliseconds;
    },
    realTime: (time) => origin + (time - ahead - origin) / speed,
  };
}
