import type { PublishedPost, PublishState } from '@threads-sdk/errors';
import type { Post } from './post.ts';

/**
 * How far a chain is: plain JSON, fit for a log, a database or a queue. Keep it whole and hand it back as it is, to
 * `advanceChain`.
 *
 * @example
 * ```ts
 * import type { ChainState } from '@threads-sdk/publish';
 *
 * export function describeChain({ published, rest, step }: ChainState): string {
 *   return step === 'done' ? 'all are live' : `${published.length} are live, ${rest.length + 1} to go`;
 * }
 * ```
 *
 * @category Never publish twice
 */
export interface ChainState {
  /** What is to be done next, for the post that it is at; `'done'` once all are live. */
  readonly step: PublishState['step'];

  /** Before this time, in epoch milliseconds, the next step is not worth taking. */
  readonly due?: number;

  /** Which post each one answers: the one before it, or the first. */
  readonly replyTo: 'previous' | 'root';

  /** The posts that are live, in their order. */
  readonly published: readonly PublishedPost[];

  /** How far the post is that comes after them; the last one when all are live. */
  readonly current: PublishState;

  /** The posts after that one. */
  readonly rest: readonly Post[];
}
