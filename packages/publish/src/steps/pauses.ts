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

/** Milliseconds before each look after those, and how many make five minutes: then nothing has its effect any more. */
const longPause = 15_000;
const maxLookups = lookupPauses.length + 18;

/**
 * When the next look is due after so many, in epoch milliseconds; `undefined` when it was looked for long enough. It goes by
 * the pauses that were kept, not by the time: a clock that jumps must not make it shorter.
 *
 * @param isLong whether it is looked until no request can have its effect any more
 */
export function nextLookup(lookups: number, now: number, isLong = false): number | undefined {
  const pause = lookupPauses[lookups] ?? (isLong && lookups < maxLookups ? longPause : undefined);
  return pause === undefined ? undefined : now + pause;
}

/** Whether it was looked for long enough if not for long. */
export function isLastShortLookup(lookups: number): boolean {
  return lookups === lookupPauses.length - 1;
}
