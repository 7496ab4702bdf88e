import type { Client } from '@threads-sdk/core-http';
import type { PublishProgress } from '../options.ts';
import type { PublishState } from '../state.ts';

/** What every step of publishing works with besides the state. */
export interface Context {
  /** The function that was called, for messages. */
  readonly call: string;
  readonly client: Client;
  readonly signal: AbortSignal | undefined;
  /** Tells the caller what happens. */
  readonly report: (progress: Omit<PublishProgress, 'elapsed'>) => void;
  /** Keeps a state that must be known before the step goes on, because the step may not live to return it. */
  readonly record: (state: PublishState) => Promise<void>;
  /** Why the last request that could have published got no clear answer, where that is still known. */
  cause?: unknown;
}
