import { createClient, type HttpOptions } from '@threads-sdk/core-http';
import type { CredentialsStore } from '@threads-sdk/credentials';
import { isThreadsError } from '@threads-sdk/errors';
import { type Post, stepPublish } from '@threads-sdk/publish';
import {
  DelayedError,
  type Job,
  Queue,
  type RedisConnectionClient,
  UnrecoverableError,
  Worker,
  type WorkerOptions,
} from 'bullmq';
import { createRedisJournal } from '../journals/redis.ts';

/** A connected client of the package `redis`. */
export type Redis = RedisConnectionClient & { sendCommand(command: string[]): Promise<unknown> };

/** All that a job remembers. How far the post is, the journal knows. */
export type PostJob = {
  /** Whose post it is: a key of the store of credentials. */
  readonly account: string;
  /** The app's own name for the post, such as its id in the app's database. */
  readonly key: string;
} & (
  | { readonly post: Post; readonly fast?: boolean }
  | { readonly chain: readonly Post[]; readonly replyTo?: 'previous' | 'root' }
);

const name = 'threads-posts';

/** The queue, to add posts to it and to look at those that failed. */
export function openQueue(redis: Redis): Queue<PostJob> {
  return new Queue<PostJob>(name, { connection: redis });
}

/** Adds a post or a chain. The same key of the same account is one job, however often it is added. */
export async function addPost(queue: Queue<PostJob>, post: PostJob, at = new Date()): Promise<void> {
  await queue.add('post', post, {
    // BullMQ takes no `:` and no bare number.
    jobId: `${encodeURIComponent(post.account)}/${encodeURIComponent(post.key)}`,
    delay: Math.max(0, at.getTime() - Date.now()),
    // For errors that do not say when to try again: for about three hours, then it is parked.
    attempts: 12,
    backoff: { type: 'exponential', delay: 5000 },
    // For Redis deletes nothing by itself. Added anew after that, it is done at once: the journal knows it.
    removeOnComplete: { age: 24 * 60 * 60 },
  });
}

/** Starts a worker, of which there may be many. `await worker.close()` lets the steps end that it is at. */
export function startWorker(
  redis: Redis,
  store: CredentialsStore,
  { http, ...options }: Partial<WorkerOptions> & { readonly http?: HttpOptions } = {},
): Worker<PostJob, readonly string[]> {
  const journal = createRedisJournal((command) => redis.sendCommand(command));

  /** Takes one step; gives the ids once all is live. */
  async function step(job: Job<PostJob>, token?: string): Promise<readonly string[]> {
    const { account, key, ...what } = job.data;
    let due: number;
    try {
      const stored = await store.get(account);
      if (!stored) throw new UnrecoverableError(`There are no credentials of ${account}: it has to log in.`);
      const client = createClient({ ...http, credentials: stored.credentials });
      const reached = await stepPublish(client, key, { ...what, journal });
      if (reached.done) return reached.published.map(({ id }) => id);
      due = reached.due;
    } catch (error) {
      if (!isThreadsError(error)) throw error;
      const { code, message, remedy, retryable, retryAt } = error;
      if (retryable === 'never') throw new UnrecoverableError(`${code}: ${message} ${remedy}`);
      if (retryAt === undefined) throw error;
      due = retryAt.getTime();
    }
    await job.moveToDelayed(due, token);
    throw new DelayedError();
  }

  const worker = new Worker<PostJob, readonly string[]>(name, step, {
    connection: redis,
    concurrency: 20,
    // How many workers may die over a post, in all its life, before BullMQ gives it up: with 1, its default, the second.
    maxStalledCount: 20,
    ...options,
  });
  worker.on('error', console.error);
  return worker;
}
