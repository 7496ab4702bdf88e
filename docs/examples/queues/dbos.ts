import { DBOS, type DBOSClient, type DBOSConfig, type WorkflowHandle } from '@dbos-inc/dbos-sdk';
import { createClient, type HttpOptions } from '@threads-sdk/core-http';
import type { CredentialsStore } from '@threads-sdk/credentials';
import { isThreadsError } from '@threads-sdk/errors';
import { type Post, stepPublish } from '@threads-sdk/publish';
import type { Pool } from 'pg';
import { createPostgresJournal } from '../journals/postgres.ts';

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
type Reached = { readonly ids: readonly string[] } | { readonly due: number } | { readonly parked: string };

const queueName = 'threads-posts';
const workflowName = 'publishPost';

/** Adds a post or a chain. The same key of the same account is one workflow, however often it is added. */
export function addPost(
  client: DBOSClient,
  post: PostJob,
  at = new Date(),
): Promise<WorkflowHandle<readonly string[]>> {
  const delaySeconds = Math.max(0, (at.getTime() - Date.now()) / 1000);
  return client.enqueue<(post: PostJob) => Promise<readonly string[]>>(
    {
      queueName,
      workflowName,
      workflowID: workflowIdOf(post),
      queuePartitionKey: post.account,
      ...(delaySeconds > 0 && { delaySeconds }),
    },
    post,
  );
}

/** The name of the workflow of a post. */
export function workflowIdOf({ account, key }: Pick<PostJob, 'account' | 'key'>): string {
  return `${encodeURIComponent(account)}/${encodeURIComponent(key)}`;
}

/** Takes a parked post up again. DBOS forgets its steps, the journal does not. */
export async function retryPost(client: DBOSClient, post: Pick<PostJob, 'account' | 'key'>): Promise<void> {
  await client.rewindWorkflow(workflowIdOf(post), { queueName, queuePartitionKey: post.account });
}

/** Has the others go on with what a process was at that does not come back. */
export async function takeOver(client: DBOSClient, executorID: string): Promise<void> {
  const begun = await client.listWorkflows({ workflowName, executorId: executorID, status: 'PENDING' });
  await client.resumeWorkflows(
    begun.map(({ workflowID }) => workflowID),
    { queueName },
  );
}

/**
 * Starts a worker, of which there may be one in each process. `await DBOS.shutdown()` ends it.
 *
 * @param executorID a name of this process that no other has at the same time, and that it has again after a restart
 */
export async function startWorker(
  pool: Pool,
  store: CredentialsStore,
  {
    http,
    ...config
  }: Omit<DBOSConfig, 'systemDatabasePool'> & { readonly executorID: string; readonly http?: HttpOptions },
): Promise<void> {
  const journal = await createPostgresJournal(pool);

  async function step({ account, key, ...what }: PostJob): Promise<Reached> {
    try {
      const stored = await store.get(account);
      if (!stored) return { parked: `There are no credentials of ${account}: it has to log in.` };
      const client = createClient({ ...http, credentials: stored.credentials });
      const reached = await stepPublish(client, key, { ...what, journal });
      return reached.done ? { ids: reached.published.map(({ id }) => id) } : { due: reached.due };
    } catch (error) {
      if (!isThreadsError(error)) throw error;
      const { code, message, remedy, retryable, retryAt } = error;
      if (retryable === 'never') return { parked: `${code}: ${message} ${remedy}` };
      if (retryAt === undefined) throw error;
      return { due: retryAt.getTime() };
    }
  }

  /** Takes one step after the other; gives the ids once all is live. */
  async function publishPost(post: PostJob): Promise<readonly string[]> {
    for (;;) {
      const reached = await DBOS.runStep(() => step(post), {
        name: 'step',
        // For errors that do not say when to try again: for about three hours, then it is parked.
        retriesAllowed: true,
        maxAttempts: 12,
        intervalSeconds: 5,
      });
      if ('ids' in reached) return reached.ids;
      if ('parked' in reached) throw new Error(reached.parked);
      await DBOS.sleep(reached.due - Date.now());
    }
  }

  DBOS.setConfig({ ...config, systemDatabasePool: pool, applicationVersion: '1' });
  DBOS.registerWorkflow(publishPost, { name: workflowName });
  await DBOS.launch();
  // One post of an account after the other, any number of accounts at a time.
  await DBOS.registerQueue(queueName, { partitionConcurrency: 1 });
}
