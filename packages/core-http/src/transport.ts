import type { FailedCall } from './failure.ts';
import type { WireParameter } from './parameters.ts';

/** One call, ready to be sent as often as needed. */
export interface Call extends FailedCall {
  /** The address without the parameters that carry secrets. */
  readonly url: () => string;
  /** What is sent beside the path, secrets included. */
  readonly others: readonly WireParameter[];
  /** What a transport is given. `onAnswer` hears of what comes before anybody else sees it. */
  readonly outgoing: (signal: AbortSignal, onAnswer: (response: Response) => void) => Outgoing;
}

/**
 * Sends one exchange. It has no part in what is repeated, limited or timed, and it never sees a secret: these are added
 * inside of `send`.
 */
export type Transport = (request: Outgoing) => Promise<Response>;

/** What a transport sends, as far as anybody may see it. */
export interface Outgoing {
  /** The address without secrets. */
  readonly url: () => string;
  readonly method: string;
  readonly signal: AbortSignal;
  /**
   * Sends the whole request with its secrets, which what it throws may quote.
   *
   * @param fetch what sends it, default the global `fetch`
   * @param headers further headers
   * @param init what else a `fetch` takes, such as the `dispatcher` of undici
   */
  readonly send: (
    fetch: ((request: Request, init?: object) => Promise<Response>) | undefined,
    headers?: Headers,
    init?: object,
  ) => Promise<Response>;
  /** Takes the secrets of the call out of a text. */
  readonly redact: (text: string) => string;
}
