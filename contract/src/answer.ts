/**
 * How a question was answered. `confirmed`: the API does what the emulator does. `refuted`: it does something else.
 * `measured`: a number that is neither right nor wrong. `unclear`: the answer decides nothing.
 */
export type Verdict = 'confirmed' | 'refuted' | 'measured' | 'unclear';

/** What was seen, for a report that strangers read: numbers, names of members, and the API's own sentences. */
export type Facts = Readonly<Record<string, string | number | boolean | readonly string[]>>;

export interface Answer {
  readonly verdict: Verdict;
  readonly facts: Facts;
}

/** Ends a check without an answer, for a reason that the report names. */
export class Skip extends Error {}

/** `confirmed` or `refuted`, with what was seen. */
export function decide(isAsAssumed: boolean, facts: Facts): Answer {
  return { verdict: isAsAssumed ? 'confirmed' : 'refuted', facts };
}
