/**
 * How sure it is that the API does it. `A`: Meta's documentation says so. `B`: Meta's sample app or Postman collection
 * does. `C`: two or more independent projects saw it on the wire. `D`: one source that is not Meta. `E`: it was
 * inferred. `?`: nobody outside Meta knows.
 */
export type Evidence = 'A' | 'B' | 'C' | 'D' | 'E' | '?';

/** Something that the API does, or that is not known of it, and what the emulator makes of it. */
export type Behaviour = Imitated | Assumed | NotImitated;

interface Described {
  /** A sentence, or the question that is open. */
  readonly behaviour: string;
  /** The `operationId`s that it concerns. */
  readonly operations: 'all' | readonly string[];
}

/** The emulator does the same, and a test shows it. */
interface Imitated extends Described {
  readonly status: 'imitated';
  readonly evidence: 'A' | 'B' | 'C' | 'D';
  /** What is different, or how to bring it about. */
  readonly here?: string;
  /** Where it is shown, from the package's folder on. */
  readonly test: string;
}

/** The emulator has to do something where the evidence ends or contradicts itself. */
interface Assumed extends Described {
  readonly status: 'assumed';
  readonly evidence: 'D' | 'E' | '?';
  /** What it does. */
  readonly here: string;
  readonly test?: string;
}

/** The emulator does not do it. */
interface NotImitated extends Described {
  readonly status: 'not imitated';
  readonly evidence: Evidence;
  /** What it does instead. */
  readonly here?: string;
  readonly test?: undefined;
}

/** Behaviours that are read together. */
export interface Subject {
  readonly title: string;
  readonly summary: string;
  readonly behaviours: readonly Behaviour[];
}
