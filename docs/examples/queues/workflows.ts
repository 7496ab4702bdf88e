import { WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep } from 'cloudflare:workers';
import type { Env as EdgeEnv } from '../edge/env.ts';
import { createKvStore } from '../edge/kv-store.ts';
import { createD1Journal, type D1 } from '../journals/d1.ts';
import { type PostJob, takeStep } from './take-step.ts';

/** What `wrangler.jsonc` binds. */
interface Env extends Pick<EdgeEnv, 'CREDENTIALS' | 'SEALING_KEY'> {
  readonly JOURNAL: D1;
  readonly POSTS: {
    createBatch(instances: { id: string; params: TimedJob }[]): Promise<unknown>;
    get(id: string): Promise<{ status(): Promise<unknown>; restart(): Promise<void> }>;
  };
}

/** A post, and when it is to go out, in epoch milliseconds. */
type TimedJob = PostJob & { readonly at: number };

/** An instance for each post: it takes one step after the other, and sleeps in between. */
export class PostWorkflow extends WorkflowEntrypoint<Env, TimedJob> {
  override async run(
    { payload, timestamp }: WorkflowEvent<TimedJob>,
    step: WorkflowStep,
  ): Promise<readonly string[]> {
    const { at, ...job } = payload;
    const store = createKvStore(this.env);
    const journal = createD1Journal(this.env.JOURNAL);
    if (at > timestamp.getTime()) await step.sleep('until its time', at - timestamp.getTime());
    for (let count = 1; ; count += 1) {
      const reached = await step.do(
        `step ${count}`,
        // For errors that do not say when to try again: for about three hours, then it is parked.
        { retries: { limit: 11, delay: 5000, backoff: 'exponential' } },
        () => takeStep(job, store, journal),
      );
      if (reached.now === 'live') return reached.ids;
      if (reached.now === 'parked') throw new Error(reached.reason);
      await step.sleep(`after step ${count}`, reached.wait);
    }
  }
}

/** An id may have up to 100 letters, digits, `-` and `_`. */
async function idOf({ account, key }: Pick<PostJob, 'account' | 'key'>): Promise<string> {
  const name = new TextEncoder().encode(JSON.stringify([account, key]));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', name));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Adds a post or a chain. The same key of the same account is one instance, however often it is added: `create` would
 * throw. Since Wrangler 4.148 the list can also be given as `{ instances: [...] }`.
 */
export async function addPost({ POSTS }: Pick<Env, 'POSTS'>, job: PostJob, at = new Date()): Promise<void> {
  await POSTS.createBatch([{ id: await idOf(job), params: { ...job, at: at.getTime() } }]);
}

/** `PUT /` adds a post; `GET /?account=&key=` tells what became of it, and `POST` takes it up where it stopped. */
async function answer(request: Request, env: Env): Promise<Response> {
  // In front of this belongs your own login: whoever gets here posts in the name of your users.
  if (request.method === 'PUT') {
    const { at, ...job }: PostJob & { readonly at?: string } = await request.json();
    await addPost(env, job, at === undefined ? new Date() : new Date(at));
    return new Response(null, { status: 202 });
  }
  const { account = '', key = '' } = Object.fromEntries(new URL(request.url).searchParams);
  const instance = await env.POSTS.get(await idOf({ account, key }));
  if (request.method === 'POST') await instance.restart();
  return Response.json(await instance.status());
}

// oxlint-disable-next-line import/no-default-export -- a Worker is found by it
export default { fetch: answer };
