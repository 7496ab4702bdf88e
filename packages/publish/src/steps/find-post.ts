import type { Context } from './context.ts';
import { findMatches } from './find-matches.ts';
import { nextLook } from './look-pauses.ts';
import { onlyMatch } from './only-match.ts';
import type { StateAt } from '../state.ts';
import { unknownOutcome } from './unknown-outcome.ts';

/** Looks once for a post that is known to be live among the user's newest. It may take a while to show there. */
export async function findPost(
  context: Context,
  state: StateAt<'find-post'>,
): Promise<StateAt<'find-post'> | StateAt<'done'>> {
  const { post, containerId, sentAt, looks } = state;
  const matches = await findMatches(context, post, sentAt);
  const match = onlyMatch(matches, sentAt);
  if (match) return { step: 'done', post, containerId, id: match.id };
  const due = matches.length > 1 ? undefined : nextLook(looks + 1, context.client.clock.now());
  if (due !== undefined) return { ...state, looks: looks + 1, due };
  // The clocks may differ: a post that seems to be a little older is taken when no other came.
  const [older, ...others] = matches;
  if (older && others.length === 0) return { step: 'done', post, containerId, id: older.id };
  throw unknownOutcome(
    context.call,
    state,
    `${matches.length} of the newest posts are exactly like it`,
    context.cause,
  );
}
