import type { EmulatorClock } from '@threads-sdk/emulator';
// @boundaries-ignore a tool of tests has one home
import { nextTurn } from '../../auth/test/next-turn.ts';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/**
 * A virtual clock for things that happen side by side: when everybody sleeps, it moves to the first who wants to wake.
 * (The emulator's own virtual clock moves on for everybody with each sleep, so twenty sleeps of a second take twenty.)
 */
export function createConcurrentClock(start = Date.UTC(2026, 0, 1)): EmulatorClock {
  let now = start;
  let sleepers: readonly Sleeper[] = [];
  let moving = false;

  const move = async (): Promise<void> => {
    moving = true;
    while (sleepers.length > 0) {
      for (let turn = 0; turn < 8; turn += 1) await nextTurn(); // let everybody awake come to rest
      now = Math.max(now, Math.min(...sleepers.map(({ until }) => until)));
      const due = sleepers.filter(({ until }) => until <= now);
      sleepers = sleepers.filter(({ until }) => until > now);
      for (const { wake } of due) wake();
    }
    moving = false;
  };

  return {
    now: () => now,
    advance: (milliseconds) => {
      now += milliseconds;
    },
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const sleeper: Sleeper = { until: now + milliseconds, wake: resolve };
        sleepers = [...sleepers, sleeper];
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          reject(signal.reason);
        });
        if (!moving) void move();
      }),
  };
}
