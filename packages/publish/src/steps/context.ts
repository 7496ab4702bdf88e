import type { Client, RequestOptions } from '@threads-sdk/core-http/fetch';
import type { OpenFiles } from '../media-storage.ts';
import type { PublishProgress } from '../options.ts';
import type { Others } from '../journal/journal-entry.ts';
import type { Media, Post, Repost } from '../post.ts';
import type { State } from '../state.ts';

/** What every step of publishing works with besides the state. */
export interface StepContext {
  readonly client: Client;
  /** The caller's `signal` and `context`, for every request. */
  readonly request: RequestOptions;
  /** The files of the post, where there is a storage. */
  readonly files?: OpenFiles | undefined;
  /** Tells the caller what happens. */
  readonly report: (progress: Omit<PublishProgress, 'elapsed'> & { readonly index?: number }) => void;
  /** Hears why a look at a container failed. */
  readonly noteFailure: (failure: Error) => void;
  /** What other keys have made that is like this post. */
  readonly others: (post: Post | Repost, since: number) => Promise<Others>;
  /** Keeps a state that must be known before the step goes on, because the step may not live to return it. */
  readonly record: (state: State) => Promise<void>;
}

/** Media as Threads gets them: with an address, where they have the key of a file. */
export async function addressed(
  { files, report }: StepContext,
  media: Media,
  mediaIndex: number,
  signal: AbortSignal | undefined,
): Promise<Media> {
  return files ? files.addressed(media, mediaIndex, report, signal) : media;
}
