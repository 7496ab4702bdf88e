import { DBOS, type DBOSClient, type DBOSConfig, type WorkflowHandle } from '@dbos-inc/dbos-sdk';
import type { Pool } from 'pg';
import type { CredentialsStore } from 'threads-sdk';
import { createPostgresJournal } from '../journals/postgres.ts';
import { type PostJob, type StepSettings, takeStep } from './take-step.ts';

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

/** Takes a parked post up where it stopped. DBOS forgets its steps, the journal does not. */
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

/** How a worker works. */
type WorkerSettings = Pick<DBOSConfig, 'name' | 'logLevel'> &
  Pick<StepSettings, 'storage'> & {
    /** A name that no other process has at the same time, and that this one has again after a restart. */
    readonly executorID: string;
  };

/** Starts a worker, one in a process. `await DBOS.shutdown()` ends it. */
export async function startWorker(
  pool: Pool,
  store: CredentialsStore,
  { storage, ...config }: WorkerSettings,
): Promise<void> {
  const journal = await createPostgresJournal(pool);

  /** Takes one step after the other; gives the ids once all is live. */
  async function publishPost(post: PostJob): Promise<readonly string[]> {
    for (;;) {
      const reached = await DBOS.runStep(() => takeStep(post, store, journal, { storage }), {
        name: 'takeStep',
        // For errors that do not say when to try again: for about three hours, then it is parked.
        retriesAllowed: true,
        maxAttempts: 13,
        intervalSeconds: 5,
      });
      if (reached.now === 'live') return reached.ids;
      if (reached.now === 'parked') throw new Error(reached.reason);
      await DBOS.sleep(reached.wait);
    }
  }

  DBOS.setConfig({ ...config, systemDatabasePool: pool, applicationVersion: '1' });
  DBOS.registerWorkflow(publishPost, { name: workflowName });
  await DBOS.launch();
  // One post of an account after the other, any number of accounts at a time.
  await DBOS.registerQueue(queueName, { partitionConcurrency: 1 });
}
