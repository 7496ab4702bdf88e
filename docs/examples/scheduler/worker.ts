/**
 * A process that works: it publishes what is due. One of them serves the page too. `demo.ts` starts them, kills one, and
 * starts it again.
 */
import { serve } from '@hono/node-server';
import { closeScheduler, openScheduler, work } from '@threads-sdk/scheduler';
import { credentialsFromJson } from 'threads-sdk';
import { createClient } from 'threads-sdk/core-http/fetch';
import type { Calendar } from './pages.ts';
import { createSite } from './site.ts';

/** What it is told at first. It holds tokens, which therefore stand in no argument, where others could read them. */
export interface Setting {
  readonly database: string;
  /** The address of the local Threads API. */
  readonly api: string;
  /** The credentials of each account, as JSON. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Absent if it serves no page. Port 0 is a free one. */
  readonly page?: Calendar & { readonly port: number };
}

/** What it says: that it works and, if it serves the page, on which port; and each request before it is sent. */
export type Message =
  | { readonly type: 'working'; readonly port?: number }
  | { readonly type: 'request'; readonly account: string; readonly operation: string };

const say = (message: Message): unknown => process.send?.(message);

if (import.meta.main) {
  const stop = new AbortController();
  process.once('SIGTERM', () => stop.abort());
  process.on('SIGINT', () => {}); // Ctrl+C reaches all processes: `demo.ts` ends this one
  process.on('disconnect', () => process.exit(1)); // nobody is left who would
  process.once('message', (setting: Setting) => void main(setting, stop.signal));
}

async function main({ api, credentials, database, page }: Setting, signal: AbortSignal): Promise<void> {
  const scheduler = await openScheduler({
    database,
    accounts: (account) =>
      createClient({
        baseUrl: api,
        allowInsecure: true,
        credentials: credentialsFromJson(credentials[account] ?? ''),
        hooks: { onRequest: ({ operation }) => say({ type: 'request', account, operation }) },
      }),
    onEvent: (event) => {
      if (event.type === 'failed') console.error(event.error);
    },
  });
  const server = page && (await listen(createSite(scheduler, page).fetch, page.port));
  say({ type: 'working', ...(server && { port: server.port }) });
  await work(scheduler, { signal });
  server?.close();
  await closeScheduler(scheduler);
  process.exit(0);
}

function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  port: number,
): Promise<{ readonly port: number; close(): void }> {
  return new Promise((resolve, reject) => {
    // Nobody but this machine reaches it.
    const server = serve({ fetch, hostname: '127.0.0.1', port }, (address) =>
      resolve({ port: address.port, close: () => server.close() }),
    );
    server.once('error', reject);
  });
}
