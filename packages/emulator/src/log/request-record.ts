/**
 * One request as it came in.
 *
 * @category Look at what happened
 */
export interface RequestRecord {
  /** A running number: the first request of an emulator has 1, and a reset does not begin anew. */
  readonly id: number;
  /** When, in epoch milliseconds of the emulator's clock. */
  readonly at: number;
  readonly method: string;
  /** The path as it was sent, version included, without the query. */
  readonly path: string;
  /** The operation that it was read as, e.g. `createContainer`; absent for a page and for a path that the API does not have. */
  readonly operation?: string;
  /** The username of its token's owner; absent without a token of a user. */
  readonly user?: string;
  /** Its headers, by names in lower case; tokens, secrets and cookies are masked. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parameters of query and body; tokens, secrets and codes are masked. */
  readonly parameters: Readonly<Record<string, string>>;
  /** 0 where the connection broke, or the caller gave up, before the answer. */
  readonly status: number;
  /**
   * The body of the answer, with the same masked; no more than its first 16 KiB. Where a fault slowed it down, cut it
   * or blew it up: what it would have been.
   */
  readonly answer: string;
  /** What the answer says went wrong; absent where it says nothing of the kind. */
  readonly error?: RequestError;
  /**
   * The settings of the emulator without which it would have been answered otherwise, such as `behaviour.textLength`;
   * absent where no setting decided on the error.
   */
  readonly decidedBy?: readonly string[];
  /** Milliseconds of the emulator's clock until the answer. */
  readonly duration: number;
  /** The kinds of the planned faults that struck it; absent where none did. */
  readonly faults?: readonly string[];
}

/**
 * The error that an answer names.
 *
 * @category Look at what happened
 */
export interface RequestError {
  readonly code: number;
  readonly subcode?: number;
  readonly message: string;
}
