import { PauseError, type WorkflowContext, type WorkflowDefinition, workflow } from '@restatedev/restate-sdk';
import { type Ingress, rpc, type WorkflowSubmission } from '@restatedev/restate-sdk-clients';
import { createClient, type HttpOptions } from '@threads-sdk/core-http';
import type { CredentialsStore } from '@threads-sdk/credentials';
import { isThreadsError } from '@threads-sdk/errors';
import { type Journal, type Post, stepPublish } from '@threads-sdk/publish';

/** All that a workflow is given. How far the post is, the journal knows. */
export type PostJob = {
  /** Whose post it is: a key of the store of credentials. */
  readonly account: string;
  /** The app's own name for the post, such as its id in the app's database. */
  readonly key: string;
} & (
  | { readonly post: Post; readonly fast?: boolean }
  | { readonly chain: readonly Post[]; readonly replyTo?: 'previous' | 'root' }
);

/** What a step came to. */
type Reached = { readonly ids: readonly string[] } | { readonly due: number };

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
 * The workflow, for the `serve` of Restate's SDK.
 *
 * @param journal one for any number of processes at once, with `compareAndSet`
 */
export function createPosts(
  journal: Journal,
  store: CredentialsStore,
  http?: HttpOptions,
): WorkflowDefinition<typeof name, Handlers> {
  async function step({ account, key, ...what }: PostJob): Promise<Reached> {
    try {
      const stored = await store.get(account);
      if (!stored) throw new PauseError(`There are no credentials of ${account}: it has to log in.`);
      const client = createClient({ ...http, credentials: stored.credentials });
      const reached = await stepPublish(client, key, { ...what, journal });
      return reached.done ? { ids: reached.published.map(({ id }) => id) } : { due: reached.due };
    } catch (error) {
      if (!isThreadsError(error)) throw error;
      const { code, message, remedy, retryable, retryAt } = error;
      if (retryable === 'never') throw new PauseError(`${code}: ${message} ${remedy}`);
      if (retryAt === undefined) throw error;
      return { due: retryAt.getTime() };
    }
  }

  /** Takes one step after the other; gives the ids once all is live. */
  async function run(context: WorkflowContext, post: PostJob): Promise<readonly string[]> {
    for (;;) {
      const reached = await context.run('step', () => step(post));
      if ('ids' in reached) return reached.ids;
      await context.sleep(Math.max(0, reached.due - Date.now()));
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
