import type { Live } from './live.ts';

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

/** One question to the real API. */
export interface Check {
  readonly id: string;
  readonly question: string;
  /** What the emulator does, which `confirmed` stands for. */
  readonly emulator: string;
  /** The sentences of packages/emulator/fidelity that the answer settles. */
  readonly settles: readonly string[];
  /** Permissions without which it is skipped. */
  readonly scopes: readonly string[];
  /** It is asked only with a token that lacks this permission. */
  readonly without?: string;
  /** What has to be given besides the token. */
  readonly needs?: 'app' | 'image' | 'video';
  /** It creates containers that are never published, which the person is asked about once. What it publishes it asks for itself. */
  readonly creates?: true;
  /** It may cost the token, and comes after everything else. */
  readonly risksToken?: true;
  readonly run: (live: Live) => Promise<Answer>;
}

/** Ends a check without an answer, for a reason that the report names. */
export class Skip extends Error {}

/** `confirmed` or `refuted`, with what was seen. */
export function decide(isAsAssumed: boolean, facts: Facts): Answer {
  return { verdict: isAsAssumed ? 'confirmed' : 'refuted', facts };
}

/** The permissions of whatever publishes: what cannot be deleted again is not posted. */
export const publishing: readonly string[] = ['threads_basic', 'threads_content_publish', 'threads_delete'];

/** The permissions of containers that are never published. */
export const creating: readonly string[] = ['threads_basic', 'threads_content_publish'];
