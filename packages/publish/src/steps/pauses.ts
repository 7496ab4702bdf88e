import type { Clock } from '@threads-sdk/core-http/fetch';

/**
 * Milliseconds until the next look at a container that was waited for so long: a fifth of it, so the wait is never much
 * over 20 % too long and even ten minutes need few looks.
 */
export function waitPause(waited: number): number {
  return Math.min(Math.max(waited / 5, 500), 15_000);
}

/** Milliseconds before a call is repeated that named something Threads did not know yet. */
const notReadyPauses = [2000, 4000, 8000] as const;

/** The pause after so many such answers; `undefined` when Threads will not get to know it any more. */
export function notReadyPause(notReady: number): number | undefined {
  return notReadyPauses[notReady];
}

/** Milliseconds before each look for what became of a request to publish: 30 s in all, so that a late effect shows. */
const lookupPauses = [0, 1000, 2000, 4000, 8000, 15_000] as const;

/** When the next look is due after so many, in epoch milliseconds; `undefined` when it was looked for long enough. */
export function nextLookup(lookups: number, now: number): number | undefined {
  const pause = lookupPauses[lookups];
  return pause === undefined ? undefined : now + pause;
}

/** Milliseconds after which a request that was not carried out will not be any more. */
const latestEffect = 300_000;

/** Whether what was sent so long ago has had its effect if it ever has one. */
export function isPast(clock: Clock, sentAt: number): boolean {
  return clock.now() - sentAt > latestEffect;
}
