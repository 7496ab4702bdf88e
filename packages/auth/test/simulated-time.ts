import type { EmulatorClock } from '@threads-sdk/emulator';
import { nextTurn } from './next-turn.ts';

/** A clock on which many sleep at once: it goes from one alarm to the next, in their order, when everybody waits. */
export interface SimulatedTime {
  readonly clock: EmulatorClock;
  /** Work whose duration does not count: the clock stands still until it has ended. */
  readonly outOfTime: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Lets time pass until the work has ended. */
  readonly run: <Result>(work: Promise<Result>) => Promise<Result>;
}

export function createSimulatedTime(start: number): SimulatedTime {
  let now = start;
  let working = 0;
  const alarms: { readonly at: number; readonly ring: () => void }[] = [];

  // Promises that follow from each other settle within a turn of the event loop, the streams of bodies within a few.
  const everybodyWaits = async (): Promise<void> => {
    for (let turn = 0; turn < 8; turn += 1) {
      await nextTurn();
      if (working > 0) turn = -1;
    }
  };
  return {
    clock: {
      now: () => now,
      sleep: (milliseconds) =>
        new Promise((resolve) => {
          alarms.push({ at: now + milliseconds, ring: resolve });
        }),
      advance: (milliseconds) => {
        now += milliseconds;
      },
    },
    outOfTime: async (work) => {
      working += 1;
      try {
        return await work();
      } finally {
        working -= 1;
      }
    },
    run: async (work) => {
      let isOver = false;
      const over = (): void => {
        isOver = true;
      };
      work.then(over, over);
      for (;;) {
        await everybodyWaits();
        if (isOver) return work;
        alarms.sort((one, other) => one.at - other.at);
        const next = alarms.shift();
        if (!next) continue; // somebody was slow to go to sleep
        now = Math.max(now, next.at);
        next.ring();
      }
    },
  };
}
