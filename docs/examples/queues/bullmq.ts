import {
  DelayedError,
  type Job,
  Queue,
  type RedisConnectionClient,
  UnrecoverableError,
  Worker,
  type WorkerOptions,
} from 'bullmq';
import type { CredentialsStore } from 'threads-sdk';
import { createRedisJournal } from '../journals/redis.ts';
import { type PostJob, type StepSettings, takeStep } from './take-step.ts';

/** A connected client of the package `redis`. */
export type Redis = RedisConnectionClient & { sendCommand(command: string[]): Promise<unknown> };

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
  { http, storage, ...options }: Partial<WorkerOptions> & StepSettings = {},
): Worker<PostJob, readonly string[]> {
  const journal = createRedisJournal((command) => redis.sendCommand(command));

  /** Takes one step; gives the ids once all is live. */
  async function step(job: Job<PostJob>, token?: string): Promise<readonly string[]> {
    const reached = await takeStep(job.data, store, journal, { http, storage });
    if (reached.now === 'live') return reached.ids;
    if (reached.now === 'parked') throw new UnrecoverableError(reached.reason);
    await job.moveToDelayed(Date.now() + reached.wait, token);
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
