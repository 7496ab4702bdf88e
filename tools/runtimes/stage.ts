import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { createEmulator, type Emulator } from '@threads-sdk/emulator';
import { serve } from '@threads-sdk/emulator/serve';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { app, type Stage } from './in-runtime/stage.ts';

/** A served emulator, and a desk from which the cases control it. */
export interface OpenStage {
  readonly stage: Stage;
  readonly close: () => Promise<void>;
}

/** Opens a stage of its own for one runtime: nothing that happens on it is seen on another. */
export async function openStage(runtime: string): Promise<OpenStage> {
  const emulator = createEmulator({
    users: [{ username: 'mika', posts: ['one', 'two', 'three', 'four', 'five'] }, { username: 'kenji' }],
    processing: { text: 0, image: 0, video: 0, carousel: 0 },
    app: { clientId: app.clientId, clientSecret: app.clientSecret, redirectUris: [app.redirectUri] },
  });
  const served = await serve(emulator);
  const desk = await listen(createDesk(emulator));
  const closed = await listen(new Hono());
  await closed.close();
  return {
    stage: {
      runtime,
      baseUrl: served.url,
      otherOriginUrl: served.url.replace('127.0.0.1', 'localhost'),
      deskUrl: desk.url,
      closedUrl: closed.url,
    },
    close: async () => {
      await Promise.all([served.close(), desk.close()]);
    },
  };
}

function createDesk(emulator: Emulator): Hono {
  const desk = new Hono();
  desk.use(cors({ origin: '*', exposeHeaders: ['content-range', 'content-length'] }));

  // The emulator lets no page of a browser control it, so the desk asks in the name of the page.
  desk.all('/control/*', async (c) => {
    const { pathname, search } = new URL(c.req.url);
    const body = await c.req.text();
    return emulator.fetch(
      new Request(`http://emulator/__emulator${pathname}${search}`, {
        method: c.req.method,
        headers: { 'content-type': 'application/json' },
        ...(body === '' ? {} : { body }),
      }),
    );
  });
  // What a person does on the consent page. No page of a browser sees where a redirect leads.
  desk.post('/consent', async (c) => {
    const { url } = await c.req.json<{ url: string }>();
    const body = new URLSearchParams({ decision: 'allow' });
    const answer = await emulator.fetch(new Request(url, { method: 'POST', body }));
    return c.json({ location: answer.headers.get('location') });
  });
  desk.post('/reset', (c) => {
    emulator.reset();
    return c.json({});
  });

  desk.get('/files/:name', async (c) => {
    const name = basename(c.req.param('name'));
    const file = await readFile(new URL(`../../packages/media/test/fixtures/${name}`, import.meta.url));
    return answerRange(file, c.req.header('range'), typeOf(name));
  });
  desk.get('/moved/:name', (c) => c.redirect(`/files/${c.req.param('name')}`));
  desk.get('/never', () => new Promise<Response>(() => {}));
  return desk;
}

function answerRange(file: Uint8Array<ArrayBuffer>, range: string | undefined, type: string): Response {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  if (from === undefined) return new Response(file, { headers: { 'content-type': type } });
  const end = Math.min(to ? Number(to) + 1 : file.length, file.length);
  const headers = {
    'content-type': type,
    'content-range': `bytes ${from}-${end - 1}/${file.length}`,
  };
  return new Response(file.slice(Number(from), end), { status: 206, headers });
}

function typeOf(name: string): string {
  const extension = name.split('.').at(-1);
  return (
    { png: 'image/png', jpg: 'image/jpeg', mp4: 'video/mp4', mov: 'video/quicktime' }[extension ?? ''] ??
    'application/octet-stream'
  );
}

async function listen(routes: Hono): Promise<{ readonly url: string; close(): Promise<void> }> {
  // The globals of this process stay Node's own: the emulator streams through them.
  const listener = getRequestListener(routes.fetch, { overrideGlobalObjects: false });
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // a TCP server has no other kind of address
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
