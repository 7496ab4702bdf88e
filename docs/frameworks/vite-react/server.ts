import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import {
  createClient,
  createCredentials,
  createMemoryJournal,
  debugToken,
  isThreadsError,
  loadApp,
  loadClientOptions,
  publishChain,
} from 'threads-sdk';

const app = loadApp(process.env);
const token = process.env['THREADS_ACCESS_TOKEN'] ?? ''; // of your own account, from the dashboard
const { userId = '', scopes = [], expiresAt = new Date(0) } = await debugToken(app, { token });
const credentials = createCredentials({
  userId,
  scopes,
  shortLived: false,
  accessToken: token,
  expiration: expiresAt,
});
const client = createClient({ ...loadClientOptions(process.env), credentials });
const journal = createMemoryJournal(); // in production, one in your database

const server = new Hono()
  // Whoever may call this posts as you: put it behind the login of your site.
  .post('/api/posts', async (context) => {
    const { key, texts } = await context.req.json<{ key: string; texts: string[] }>();
    const posts = texts.map((text) => ({ text }));
    try {
      const { length } = await publishChain(client, posts, { idempotencyKey: key, journal });
      return context.text(`${length} published`);
    } catch (error) {
      if (!isThreadsError(error)) throw error;
      console.error(error);
      return context.text(error.message, 502);
    }
  })
  .use(serveStatic({ root: 'dist' }));

serve({ fetch: server.fetch, hostname: 'localhost', port: Number(process.env['PORT'] ?? 3000) }, ({ port }) =>
  console.log(`http://localhost:${port}`),
);
