/** The samples of a track, added up. */
export interface Samples {
  /** How many there are of each length, in units of the track. */
  readonly lengths: Map<number, number>;
  /** Bytes of all of them. */
  readonly bytes: number;
}

/** Adds so many of a length. */
export function addLength(lengths: Map<number, number>, length: number, count: number): void {
  if (count > 0) lengths.set(length, (lengths.get(length) ?? 0) + count);
}

/** How many there are. */
export function countOf({ lengths }: Samples): number {
  let sum = 0;
  for (const count of lengths.values()) sum += count;
  return sum;
}

/** How long they last together, in units of the track. */
export function durationOf({ lengths }: Samples): number {
  let sum = 0;
  for (const [length, count] of lengths) sum += length * count;
  return sum;
}

/** The length that most of them have; 0 if there are none. */
export function usualLength({ lengths }: Samples): number {
  let usual = 0;
  let most = 0;
  for (const [length, count] of lengths) if (count > most) [usual, most] = [length, count];
  return usual;
}
