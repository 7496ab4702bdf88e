import { type Client, isApiError } from '@threads-sdk/core-http';
import { isPublishError } from '../errors.ts';
import { firstState } from './first-state.ts';
import { isPast } from './is-past.ts';
import type { JournalEntry } from '../journal/journal-entry.ts';
import type { PublishState } from '../state.ts';

/**
 * Lets the next call under the key start over where what was made can certainly not become a post any more; going on
 * with it would fail for ever.
 */
export async function startOver(
  client: Client,
  entry: JournalEntry | undefined,
  state: PublishState,
  error: unknown,
  lastStatus: string | undefined,
): Promise<void> {
  if (!entry || !('children' in state) || !isDead(client, state, error, lastStatus)) return;
  // If the journal fails here, the next call finds out again by itself.
  await entry.write(firstState(state.post, false)).catch(() => false);
}

function isDead(
  client: Client,
  state: PublishState,
  error: unknown,
  lastStatus: string | undefined,
): boolean {
  if (isPublishError(error)) {
    return (
      error.code === 'CONTAINER_FAILED' ||
      error.code === 'CONTAINER_EXPIRED' ||
      (error.code === 'CONTAINER_TIMED_OUT' && lastStatus === undefined)
    );
  }
  if (!isApiError(error) || error.code !== 'MEDIA_NOT_FOUND' || state.step !== 'publish') return false;
  return state.recreated && (state.unclear === 0 || isPast(client, state.sentAt ?? 0));
}
