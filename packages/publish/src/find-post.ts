import { confirmPauses } from './confirm-pauses.ts';
import type { Context } from './context.ts';
import { PublishError } from './errors.ts';
import { findMatches } from './find-matches.ts';
import type { StateAt } from './state.ts';

/** Finds the id of a post that is known to be live among the user's newest posts. It may take a while to show there. */
export async function findPost(context: Context, state: StateAt<'find-post'>): Promise<StateAt<'done'>> {
  const { children, containerId, recreated, sentAt } = state;
  let found = 0;
  for (const pause of confirmPauses) {
    await context.client.clock.sleep(pause, context.signal);
    const matches = await findMatches(context, sentAt);
    const [match, ...others] = matches;
    if (match && others.length === 0) return { step: 'done', children, containerId, recreated, id: match.id };
    found = matches.length;
    if (found > 1) break;
  }
  throw new PublishError(
    'OUTCOME_UNKNOWN',
    `publish: the post is live, but its id is not known: ${found} of the newest posts are exactly like it.`,
    { state, remedy: 'Do not publish it again; look for it on the profile.' },
  );
}
