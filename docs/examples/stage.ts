import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { serve as serveApp } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { createEmulator } from '@threads-sdk/emulator';
import { serve, type ServedEmulator } from '@threads-sdk/emulator/serve';
import { Hono } from 'hono';
import type { App, FileStorage, PublishOptions } from 'threads-sdk';
import { createClient, type HttpOptions } from 'threads-sdk/core-http/fetch';
import { createFolderStorage } from 'threads-sdk/storage/node';

/** Starts the local Threads API on a free port with one user, and says how an app reaches it. It downloads media. */
export async function startLocalThreads(): Promise<{
  app: App;
  http: HttpOptions;
  server: ServedEmulator;
}> {
  const emulator = createEmulator({
    users: [
      {
        username: 'mika.in.kyoto',
        name: 'Mika',
        biography: 'Early trains, slow coffee.',
        posts: ['Packing light this time.', 'Two notebooks, one camera.'],
      },
    ],
    media: 'fetch',
    processing: { text: 100, image: 700, video: 1500, carousel: 600 },
  });
  const server = await serve(emulator);
  const [redirectUri = ''] = emulator.app.redirectUris;
  const http = { baseUrl: server.url, allowInsecure: true };
  const app = {
    clientId: emulator.app.clientId,
    clientSecret: emulator.app.clientSecret,
    redirectUri,
    authorizationUrl: `${server.url}/oauth/authorize`,
    client: createClient(http),
    allowInsecure: true,
  };
  return { app, http, server };
}

/** Serves a folder that ends with the program, as a web server would, and keeps files in it. */
export async function startStorage(): Promise<{ storage: FileStorage; close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-demo-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const { fetch } = new Hono().use(serveStatic({ root: folder }));
  const server = serveApp({ fetch, hostname: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const { port } = Object(server.address());
  const storage = createFolderStorage({ folder, publicUrl: `http://127.0.0.1:${port}` });
  return { storage, close: async () => void (await once(server.close(), 'close')) };
}

/** Prints a line of the story. */
export function say(what: string, detail: string): void {
  console.log(`${styleText(['bold'], what.padEnd(22))}${detail}`);
}

/** Options for `publish` that show on a terminal what it waits for. */
export function waiting(what: string): PublishOptions {
  if (!process.stdout.isTTY) return {};
  return {
    onProgress({ step, elapsed }) {
      process.stdout.write(
        `\r${styleText('dim', `  ${what}: ${step}, ${(elapsed / 1000).toFixed(1)} s`)}\u001b[K\r`,
      );
    },
  };
}
