import { PauseError, workflow, type WorkflowContext, type WorkflowDefinition } from '@restatedev/restate-sdk';
import { type Ingress, rpc, type WorkflowSubmission } from '@restatedev/restate-sdk-clients';
import type { CredentialsStore, Journal } from 'threads-sdk';
import { type PostJob, type StepSettings, takeStep } from './take-step.ts';

/** The workflow, as both sides know it. */
type Handlers = {
  run(context: WorkflowContext, post: PostJob): Promise<readonly string[]>;
};

const name = 'threads-posts';

/** Adds a post or a chain. The same key of the same account is one workflow, however often it is added. */
export function addPost(
  ingress: Ingress,
  post: PostJob,
  at = new Date(),
): Promise<WorkflowSubmission<readonly string[]>> {
  const id = `${encodeURIComponent(post.account)}/${encodeURIComponent(post.key)}`;
  const delay = Math.max(0, at.getTime() - Date.now());
  return ingress.workflowClient<Handlers>({ name }, id).workflowSubmit(post, rpc.sendOpts({ delay }));
}

/**
 * The workflow, for the `serve` of Restate's SDK, in any number of processes.
 *
 * @param journal one for all of them, with `compareAndSet`
 * @param settings `storage`: where the files of posts lie
 */
export function createPosts(
  store: CredentialsStore,
  journal: Journal,
  settings: StepSettings = {},
): WorkflowDefinition<typeof name, Handlers> {
  /** Takes one step after the other; gives the ids once all is live. */
  async function run(context: WorkflowContext, post: PostJob): Promise<readonly string[]> {
    for (;;) {
      const reached = await context.run('takeStep', async () => {
        const step = await takeStep(post, store, journal, settings);
        // It stays where it is, with the reason, until it is told to go on.
        if (step.now === 'parked') throw new PauseError(step.reason);
        return step;
      });
      if (reached.now === 'live') return reached.ids;
      await context.sleep(reached.wait);
    }
  }

  return workflow({
    name,
    handlers: { run },
    options: {
      // For errors that do not say when to try again: for about three hours, then it is paused.
      retryPolicy: {
        initialInterval: { seconds: 1 },
        exponentiationFactor: 2,
        maxInterval: { minutes: 10 },
        maxAttempts: 30,
        onMaxAttempts: 'pause',
      },
    },
  });
}
