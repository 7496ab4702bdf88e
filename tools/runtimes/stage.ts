import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve as serveRoutes } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { createEmulator, type Emulator } from '@threads-sdk/emulator';
import { serve } from '@threads-sdk/emulator/serve';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
// @boundaries-ignore a tool of tests has one home
import { startS3Stub } from '../../packages/storage/test/s3-stub.ts';
import { root } from '../workspace.ts';
import type { Stage } from './in-runtime/stage.ts';

/** A served emulator, and a desk from which tests control it. */
export interface OpenStage {
  readonly stage: Stage;
  readonly close: () => Promise<void>;
}

/** Opens a stage of its own for one runtime: nothing that happens on it is seen on another. */
export async function openStage(runtime: string): Promise<OpenStage> {
  const emulator = createEmulator({
    users: [{ username: 'mika', posts: ['one', 'two', 'three', 'four', 'five'] }, { username: 'kenji' }],
    processing: { text: 0, image: 0, video: 0, carousel: 0 },
  });
  const served = await serve(emulator);
  const desk = await listen(createDesk(emulator));
  const closed = await listen(new Hono());
  await closed.close();
  const s3 = await startS3Stub({ cors: true });
  await s3.createBucket('media');
  const { accessKeyId, endpoint, region, secretAccessKey } = s3;
  return {
    stage: {
      runtime,
      baseUrl: served.url,
      deskUrl: desk.url,
      closedUrl: closed.url,
      s3: { accessKeyId, endpoint, region, secretAccessKey },
    },
    close: async () => {
      await Promise.all([served.close(), desk.close(), s3.stop()]);
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
  desk.get(
    '/files/*',
    serveStatic({
      root: join(root, 'packages/media/test/fixtures'),
      rewriteRequestPath: (path) => path.replace('/files', ''),
    }),
  );
  desk.get('/moved/:name', (c) => c.redirect(`/files/${c.req.param('name')}`));
  desk.get('/never', () => new Promise<Response>(() => {}));
  return desk;
}

async function listen(routes: Hono): Promise<{ readonly url: string; close(): Promise<void> }> {
  // The globals of this process stay Node's own: the emulator streams through them.
  const options = { fetch: routes.fetch, port: 0, hostname: '127.0.0.1', overrideGlobalObjects: false };
  const server = serveRoutes(options);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server has no other kind of address
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
