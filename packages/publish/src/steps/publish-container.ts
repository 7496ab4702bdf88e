import { publishContainer } from '../generated/publishing/publish-container.ts';
import { idOf, keptError } from '../errors.ts';
import { courseOf, type State, type StateAt, subjectOf } from '../state.ts';
import { redact } from './container-status.ts';
import type { StepContext } from './context.ts';

/**
 * Sends the one request that makes a post live. It is sent again only when Threads is known not to have published, by
 * what `confirm` finds out.
 */
export async function publishOnce(context: StepContext, state: StateAt<'publish'>): Promise<State> {
  const { client, request } = context;
  const { containerId, createdAt, notReady, unclearAttempts } = state;
  const sent: StateAt<'confirm'> = {
    ...courseOf(state),
    step: 'confirm',
    containerId,
    createdAt,
    notReady,
    unclearAttempts: unclearAttempts + 1,
    lookups: 0,
  };
  await context.record(sent);
  try {
    const published = await publishContainer(client, { creation_id: containerId }, request);
    const id = idOf(published, 'publishContainer', '/{user_id}/threads_publish');
    const crossreshareToIgStatus = redact(published.crossreshare_to_ig_status);
    return {
      ...subjectOf(state),
      step: 'done',
      containerId,
      id,
      ...(crossreshareToIgStatus === undefined ? {} : { crossreshareToIgStatus }),
    };
  } catch (error) {
    // Who gives the credentials may throw anything: then nothing was sent.
    const { carriedOut = 'unsent' } = Object(error);
    if (carriedOut !== 'unsent') return { ...sent, ...keptError(error) };
    await context.record(state);
    throw error;
  }
}
