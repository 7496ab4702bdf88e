import { isThreadsError } from '@threads-sdk/errors';
import type { Context } from './context.ts';
import { findMatches } from './find-matches.ts';
import { nextLook } from './look-pauses.ts';
import { onlyMatch } from './only-match.ts';
import type { StateAt } from '../state.ts';
import { unknownOutcome } from './unknown-outcome.ts';

/** Looks once for a post that has no container to ask: only the post itself can tell. */
export async function confirmAtOnce(
  context: Context,
  state: StateAt<'confirm-at-once'>,
): Promise<StateAt<'confirm-at-once'> | StateAt<'done'>> {
  const { call, client, cause, signal } = context;
  const { post, sentAt, looks } = state;
  const due = nextLook(looks + 1, client.clock.now());
  try {
    const match = onlyMatch(await findMatches(context, post, sentAt), sentAt);
    if (match) return { step: 'done', post, id: match.id };
  } catch (error) {
    if (signal?.aborted || !isThreadsError(error)) throw error;
    if (due === undefined) throw unknownOutcome(call, state, 'looking for it failed', error);
  }
  if (due !== undefined) return { ...state, looks: looks + 1, due };
  throw unknownOutcome(
    call,
    state,
    'it does not show among the newest posts, or not as the only one like it',
    cause,
  );
}
