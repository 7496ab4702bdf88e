import type { EmulatorClock } from './clock.ts';
import type { OperationDescription } from './description.ts';
import type { MediaJudgement } from './media/media-options.ts';
import type { Processing } from './options.ts';
import type { RequestLog } from './log.ts';
import type { Store } from './store.ts';

/** What everything that answers a request works on. */
export interface EmulatorContext {
  readonly store: Store;
  readonly clock: EmulatorClock;
  readonly options: ResolvedOptions;
  readonly log: RequestLog;
  /** What the API's description says of every operation. */
  readonly operations: readonly OperationDescription[];
}

/** The options that outlive the set-up. */
export interface ResolvedOptions {
  /** Scheme and host of URLs in answers; absent: those of the request. */
  readonly origin?: string;
  readonly processing: Processing;
  readonly media: MediaJudgement;
}
