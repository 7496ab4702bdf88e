import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createEmulator, type Emulator } from '@threads-sdk/emulator';
import { serve } from '@threads-sdk/emulator/serve';
import { createMemoryEventStore } from '@threads-sdk/webhooks';
import { createExpressApp } from '../examples/webhooks/express.ts';
import { createHonoApp } from '../examples/webhooks/hono.ts';
import type { Settings } from '../examples/webhooks/settings.ts';
import worker from '../examples/webhooks/worker.ts';
import { listenerOf } from './listener-of.ts';

/** The example behind HTTP, and the served local Threads API that sends it events. */
export interface WebhooksSite {
  readonly url: string;
  readonly appSecret: string;
  readonly emulator: Emulator;
  /** Publishes a text over HTTP, and returns its id. */
  readonly publish: (username: string, text: string, replyTo?: string) => Promise<string>;
  readonly remove: (username: string, id: string) => Promise<void>;
  /** Resolves when the work that was handed on to the platform is done. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** The environment of the Worker, which reads it itself. */
type Env = Readonly<Record<'THREADS_API_SECRET' | 'THREADS_VERIFY_TOKEN' | 'APP_ORIGIN', string>>;

const frameworks = {
  Hono: (settings: Settings): RequestListener => listenerOf(createHonoApp(settings).fetch),
  Express: createExpressApp,
  /** The Worker as Cloudflare calls it, with a KV namespace of its own. */
  'a Worker': (_: Settings, env: Env, waitUntil: (work: Promise<void>) => void): RequestListener => {
    const entries = new Map<string, string>();
    const EVENTS = {
      get: async (key: string) => entries.get(key) ?? null,
      put: async (key: string, value: string) => void entries.set(key, value),
    };
    return listenerOf((request) => worker.fetch(request, { ...env, EVENTS }, { waitUntil }));
  },
} as const;

export type Framework = keyof typeof frameworks;

let sites = 0;

export async function startWebhooksSite(framework: Framework): Promise<WebhooksSite> {
  const server = createServer();
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP address.');
  const url = `http://localhost:${address.port}`;
  const verifyToken = 'a word of yours';

  sites += 1;
  const emulator = createEmulator({
    seed: sites, // each with ids of its own: the route of Next.js remembers events of the sites before
    app: { deauthorizeCallbackUrl: `${url}/deauthorize`, dataDeletionCallbackUrl: `${url}/data-deletion` },
    users: [{ username: 'mika' }, { username: 'kenji' }],
    webhooks: { callbackUrl: `${url}/webhook`, verifyToken },
  });
  const threads = await serve(emulator);
  const appSecret = emulator.app.clientSecret;
  const handedOn: Promise<void>[] = [];
  server.on(
    'request',
    frameworks[framework](
      { appSecret: [appSecret], verifyToken, origin: url, store: createMemoryEventStore() },
      {
        THREADS_API_SECRET: `the-next-secret,${appSecret}`,
        THREADS_VERIFY_TOKEN: verifyToken,
        APP_ORIGIN: url,
      },
      (work) => void handedOn.push(work),
    ),
  );

  const tokens = new Map(
    emulator.users.map(({ username }) => [username, emulator.issueToken({ username }).accessToken]),
  );
  async function call(username: string, method: string, path: string, form: object = {}): Promise<string> {
    const query = new URLSearchParams({ ...form, access_token: tokens.get(username) ?? '' });
    const answer = await fetch(`${threads.url}/v1.0/${path}?${query}`, { method });
    if (!answer.ok) throw new Error(await answer.text());
    return String(Object(await answer.json()).id);
  }

  return {
    url,
    appSecret,
    emulator,
    publish: (username, text, replyTo) =>
      call(username, 'POST', 'me/threads', {
        media_type: 'TEXT',
        text,
        auto_publish_text: 'true',
        ...(replyTo !== undefined && { reply_to_id: replyTo }),
      }),
    remove: async (username, id) => {
      await call(username, 'DELETE', id);
    },
    async settle() {
      await Promise.all(handedOn);
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      await threads.close();
    },
  };
}
