import { styleText } from 'node:util';
import type { App } from '@threads-sdk/auth';
import { createClient, type HttpOptions } from '@threads-sdk/core-http/fetch';
import { createEmulator } from '@threads-sdk/emulator';
import { serve, type ServedEmulator } from '@threads-sdk/emulator/serve';
import type { PublishOptions } from '@threads-sdk/publish';

/** Starts the local Threads API on a free port with one user, and says how an app reaches it. */
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
