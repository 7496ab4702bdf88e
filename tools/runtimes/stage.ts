import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { createEmulator, type Emulator, type UserSeed } from '@threads-sdk/emulator';
import { serve } from '@threads-sdk/emulator/serve';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { Stage } from './in-runtime/stage.ts';

/** A served emulator, and a desk from which the cases control it. */
export interface OpenStage {
  readonly stage: Stage;
  readonly close: () => Promise<void>;
}

/** A request that the emulator sent to the app, as plain data. */
export interface AppRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const app = {
  clientId: '990602627938098',
  clientSecret: 'f00dfeedf00dfeedf00dfeedf00dfeed',
  redirectUri: 'https://app.example/callback',
};
const verifyToken = 'a word of yours';

const users: readonly UserSeed[] = [
  {
    username: 'mika',
    name: 'Mika',
    followers: 500,
    posts: [
      { text: 'Approved only', replyApprovals: true, replies: [{ by: 'kenji', text: 'May I?' }] },
      { text: 'Gone tomorrow', ghost: true },
      { text: 'Tea or coffee?', poll: ['Tea', 'Coffee'], votes: [3, 1] },
      {
        text: 'Three days in Kyoto',
        media: [{ image: 'https://media.example/gate.jpg', altText: 'A red gate' }],
        topicTag: 'travel',
      },
      {
        text: 'Hello, Kyoto',
        replies: [{ by: 'kenji', text: 'Hello, @mika', replies: [{ by: 'mika', text: 'Welcome' }] }],
      },
    ],
  },
  { username: 'kenji', followers: 500, posts: ['Look, @mika'] },
];

/** Opens a stage of its own for one runtime: nothing that happens on it is seen on another. */
export async function openStage(runtime: string): Promise<OpenStage> {
  const inbox: AppRequest[] = [];
  const emulator = createEmulator({
    users,
    processing: { text: 0, image: 0, video: 0, carousel: 0 },
    app: {
      clientId: app.clientId,
      clientSecret: app.clientSecret,
      redirectUris: [app.redirectUri],
      deauthorizeCallbackUrl: 'https://app.example/deauthorize',
      dataDeletionCallbackUrl: 'https://app.example/data-deletion',
    },
    webhooks: {
      callbackUrl: 'https://app.example/webhook',
      verifyToken,
      fetch: (request) => answerAsApp(request, inbox),
    },
  });
  const served = await serve(emulator);
  const desk = await listen(createDesk(emulator, inbox));
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

/** Keeps what the emulator sends to the app, for a runtime to handle, and answers as an app that is well. */
async function answerAsApp(request: Request, inbox: AppRequest[]): Promise<Response> {
  const { headers, method, url } = request;
  inbox.push({ method, url, headers: Object.fromEntries(headers), body: await request.text() });
  const { pathname, searchParams } = new URL(url);
  if (method === 'GET') return new Response(searchParams.get('hub.challenge'));
  if (pathname !== '/data-deletion') return new Response();
  return Response.json({ url: 'https://app.example/deletions/1', confirmation_code: '1' });
}

function createDesk(emulator: Emulator, inbox: AppRequest[]): Hono {
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
    const { url, form } = await c.req.json<{ url: string; form: Record<string, string> }>();
    const body = new URLSearchParams(form);
    const answer = await emulator.fetch(new Request(url, { method: 'POST', body }));
    return c.json({ location: answer.headers.get('location'), status: answer.status });
  });
  desk.post('/reset', (c) => {
    inbox.length = 0;
    emulator.reset();
    return c.json({ users: emulator.users });
  });
  desk.get('/inbox', (c) => c.json({ requests: inbox }));

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
