import { isThreadsError, type Journal, type Post, stepPublish } from 'threads-sdk';
import { createClient } from 'threads-sdk/core-http/fetch';
import type { Env } from './env.ts';
import { createKvStore } from './kv-store.ts';

/** What a Durable Object gets from the platform, as far as it is used. */
interface ObjectState {
  readonly storage: {
    get<Value>(key: string): Promise<Value | undefined>;
    put(key: string, value: unknown): Promise<void>;
    setAlarm(at: number): Promise<void>;
  };
}

interface Job {
  readonly account: string;
  readonly post: Post;
  /** Once it is live. */
  readonly id?: string;
  /** Why it cannot go on. */
  readonly failure?: { readonly code: string; readonly message: string; readonly remedy: string };
}

/** A Durable Object for each post: it takes one step after the other, each in an alarm, and sleeps in between. */
export class PostJob {
  readonly #storage: ObjectState['storage'];
  readonly #env: Env;

  constructor({ storage }: ObjectState, env: Env) {
    this.#storage = storage;
    this.#env = env;
  }

  async fetch(request: Request): Promise<Response> {
    let job = await this.#storage.get<Job>('job');
    if (request.method === 'POST' && job === undefined) {
      const { account, post }: { account: string; post: Post } = await request.json();
      job = { account, post };
      // First, so that no job is kept that nobody wakes: an alarm without a job does nothing.
      await this.#storage.setAlarm(Date.now());
      await this.#storage.put('job', job);
    }
    return job === undefined ? new Response('Not found', { status: 404 }) : Response.json(job);
  }

  async alarm(): Promise<void> {
    const job = await this.#storage.get<Job>('job');
    if (job === undefined || job.id !== undefined || job.failure) return;
    // Nobody else is at work on it: an object runs one alarm at a time, and has a storage of its own.
    const journal: Journal = {
      get: (key) => this.#storage.get(`journal ${key}`),
      set: (key, entry) => this.#storage.put(`journal ${key}`, entry),
    };
    try {
      const stored = await createKvStore(this.#env).get(job.account);
      const client = createClient(stored && { credentials: stored.credentials });
      const step = await stepPublish(client, 'post', { post: job.post, journal });
      if (step.done) await this.#storage.put('job', { ...job, id: step.id });
      else await this.#storage.setAlarm(step.due);
    } catch (error) {
      if (!isThreadsError(error) || error.retryable !== 'never') {
        // Of what is thrown here the platform tries again six times only, within minutes.
        const retryAt = isThreadsError(error) ? error.retryAt : undefined;
        await this.#storage.setAlarm(retryAt?.getTime() ?? Date.now() + 60_000);
        return;
      }
      const { code, message, remedy } = error;
      await this.#storage.put('job', { ...job, failure: { code, message, remedy } });
    }
  }
}
