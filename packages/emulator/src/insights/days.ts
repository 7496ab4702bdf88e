const day = 86_400_000;

/** A span of time, in epoch milliseconds, both ends included. */
export interface Window {
  readonly since: number;
  readonly until: number;
}

/** The ends of the days of a span, up to `now`. Days end at 07:00 UTC, midnight in California in summer. */
export function dayEnds({ since, until }: Window, now: number): readonly number[] {
  const ends: number[] = [];
  const last = Math.min(until, now);
  for (let end = dayEndBefore(since + day - 1); end <= last; end += day) ends.push(end);
  return ends;
}

/** The end of the last day that ended before, or at, an instant. */
export function dayEndBefore(instant: number): number {
  const offset = 7 * 3_600_000;
  return Math.floor((instant - offset) / day) * day + offset;
}
