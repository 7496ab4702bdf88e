import type { Client } from '@threads-sdk/core-http';
import { readStatus } from './read-status.ts';

/** What became of a container. */
export type Verdict = { readonly status: 'FINISHED' } | { readonly status: 'PUBLISHED' } | Failure;

/** Why a container cannot be published. */
export type Failure =
  | { readonly status: 'EXPIRED' }
  | { readonly status: 'ERROR'; readonly errorMessage: string | undefined }
  | { readonly status: 'TIMED_OUT'; readonly lastStatus: string | undefined; readonly waited: number };

/** How to watch a container. */
export interface Watch {
  /** When the waiting began, in epoch milliseconds. */
  readonly since: number;
  /** How many milliseconds after `since` to give up. */
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
  /** Hears every look; `undefined` while Threads does not know the container yet. */
  readonly onStatus: (status: string | undefined) => void;
}

const shortestPause = 500;
const longestPause = 15_000;

/**
 * Looks at a container until Meta is done with it. Each pause is a fifth of the time waited so far, so the wait is
 * never much over 20 % too long, and even ten minutes need few looks.
 */
export async function watchContainer(client: Client, containerId: string, watch: Watch): Promise<Verdict> {
  const { clock } = client;
  for (;;) {
    const { status, errorMessage } = await readStatus(client, containerId, watch.signal);
    watch.onStatus(status);
    switch (status) {
      case 'FINISHED':
      case 'PUBLISHED':
      case 'EXPIRED':
        return { status };
      case 'ERROR':
        return { status, errorMessage };
      default: // IN_PROGRESS, a status that Meta may add, or not known yet
    }
    const waited = clock.now() - watch.since;
    const left = watch.timeout - waited;
    if (left <= 0) return { status: 'TIMED_OUT', lastStatus: status, waited };
    const pause = Math.min(Math.max(waited / 5, shortestPause), longestPause, left);
    await clock.sleep(pause, watch.signal);
  }
}
