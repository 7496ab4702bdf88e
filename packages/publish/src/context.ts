import type { Client } from '@threads-sdk/core-http';
import type { Post } from './post.ts';
import type { PublishProgress } from './options.ts';
import type { PublishState } from './state.ts';

/** What every step of publishing works with besides the state. */
export interface Context {
  readonly client: Client;
  readonly post: Post;
  readonly signal: AbortSignal | undefined;
  /** How many milliseconds Meta may take to process the containers that are waited for together. */
  readonly processingTimeout: number;
  /** Tells the caller what happens. */
  report(progress: Omit<PublishProgress, 'elapsed'>): void;
  /** Keeps a state that must be known before the step goes on, because the step may not live to return it. */
  record(state: PublishState): void;
}
