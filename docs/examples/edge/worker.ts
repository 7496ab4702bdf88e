import { refreshDueCredentials } from 'threads-sdk';
import { createKvStore } from './kv-store.ts';
import { type Env, readApp } from './env.ts';

export { PostJob } from './post-job.ts';

/** `POST /posts/{key}` publishes `{ account, post }` once for each key; `GET` tells how far it is. */
async function answer(request: Request, env: Env): Promise<Response> {
  // In front of this belongs your own login: whoever gets here posts in the name of your users.
  const [, key] = /^\/posts\/([\w-]+)$/.exec(new URL(request.url).pathname) ?? [];
  if (key === undefined) return new Response('Not found', { status: 404 });
  return env.POSTS.get(env.POSTS.idFromName(key)).fetch(request);
}

/** Once a day, by a cron trigger: the one place that refreshes, since KV cannot compare before it writes. */
async function refreshAll(_: unknown, env: Env): Promise<void> {
  const { failed, expired } = await refreshDueCredentials(readApp(env), { store: createKvStore(env) });
  for (const { key, error } of failed) console.error(key, error);
  for (const key of expired) console.warn(`${key} has to log in again`);
}

// oxlint-disable-next-line import/no-default-export -- a Worker is found by it
export default { fetch: answer, scheduled: refreshAll };
