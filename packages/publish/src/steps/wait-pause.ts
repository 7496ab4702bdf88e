/**
 * Milliseconds until the next look at a container that was waited for so long: a fifth of it, so the wait is never much
 * over 20 % too long and even ten minutes need few looks.
 */
export function waitPause(waited: number): number {
  return Math.min(Math.max(waited / 5, 500), 15_000);
}
