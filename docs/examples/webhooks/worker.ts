import { createKeyvEventStore } from 'threads-sdk';
import { createHandlers } from './handlers.ts';
import { readSettings } from './settings.ts';

/** What `wrangler.toml` binds: three secrets, and a KV namespace for the memory of what was handled. */
interface Env {
  readonly THREADS_API_SECRET: string;
  readonly THREADS_VERIFY_TOKEN: string;
  readonly APP_ORIGIN: string;
  readonly EVENTS: {
    get(key: string): Promise<string | null>;
    put(key: string, value: string, options: { readonly expirationTtl: number }): Promise<void>;
  };
}

interface Context {
  waitUntil(work: Promise<void>): void;
}

async function answer(request: Request, env: Env, context: Context): Promise<Response> {
  const { EVENTS, ...texts } = env;
  const { webhook, deauthorize, dataDeletion } = createHandlers({
    ...readSettings(texts),
    // Made per request: a Worker's requests cannot wait for each other. Of two that bring the same event at the same
    // moment both handle it, unless the store is a Durable Object.
    store: createKeyvEventStore({
      get: (key) => EVENTS.get(key),
      set: (key, value, ttl = 172_800_000) => EVENTS.put(key, value, { expirationTtl: ttl / 1000 }),
    }),
    waitUntil: (work) => context.waitUntil(work), // Meta does not send again what fails then
  });
  switch (new URL(request.url).pathname) {
    case '/webhook':
      return webhook(request);
    case '/deauthorize':
      return deauthorize(request);
    case '/data-deletion':
      return dataDeletion(request);
    default:
      return new Response('Not found', { status: 404 });
  }
}

// oxlint-disable-next-line import/no-default-export -- a Worker is found by it
export default { fetch: answer };
