import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { inspect } from 'node:util';
import { createEmulator, type Emulator } from '@threads-sdk/emulator';
import { serve } from '@threads-sdk/emulator/serve';
import { type App, createClient } from 'threads-sdk';
import { onTestFinished, vi } from 'vitest';

/** A site behind HTTP that logs people in through a library, and the local Threads API that it talks to. */
export interface LibrarySite {
  readonly url: string;
  readonly emulator: Emulator;
  readonly app: App;
  /** What was written to the site's log, and to the console. */
  readonly logged: unknown[];
}

/**
 * Starts a site. It ends with the test, as all that a library wrote to the console does.
 *
 * @param callbackPath where the library wants Threads to send people back to
 * @param make the site, of its app and of where it listens
 * @param registered what is registered as redirect address instead
 */
export async function startLibrarySite(
  callbackPath: string,
  make: (site: LibrarySite) => RequestListener,
  registered?: string,
): Promise<LibrarySite> {
  const server = createServer();
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP address.');
  const url = `http://localhost:${address.port}`;
  const emulator = createEmulator({
    app: {
      name: 'Postcards',
      redirectUris: [registered ?? url + callbackPath],
      deauthorizeCallbackUrl: `${url}/deauthorize`,
    },
    users: [{ username: 'mika', name: 'Mika', posts: ['One'] }],
  });
  const served = await serve(emulator);
  onTestFinished(async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
    await served.close();
  });

  const logged: unknown[] = [];
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, level).mockImplementation((...texts) => void logged.push(...texts));
  const app: App = {
    clientId: emulator.app.clientId,
    clientSecret: emulator.app.clientSecret,
    redirectUri: url + callbackPath,
    authorizationUrl: `${served.url}/oauth/authorize`,
    client: createClient({ baseUrl: served.url, allowInsecure: true }),
    allowInsecure: true,
  };
  const site: LibrarySite = { url, emulator, app, logged };
  server.on('request', make(site));
  return site;
}

/** Moves the time of this process, that of the emulator included, and back again after the test. Timers run on. */
export function movePresent(milliseconds: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + milliseconds });
  onTestFinished(() => void vi.useRealTimers());
}

/** What the calls of the API were, as `exchangeCode 200`. */
export function callsOf({ requests }: Emulator): readonly string[] {
  return requests.map(({ operation, status }) => `${operation} ${status}`);
}

/** Which secrets stand in some values, however deep: tokens, codes, and the secret of the app. There is at least one to look for. */
export function secretsIn(emulator: Emulator, ...values: readonly unknown[]): readonly string[] {
  const { app, store } = emulator.snapshot();
  const issued = [...store.tokens, ...store.codes].map((one) => {
    const { accessToken, code }: { accessToken?: unknown; code?: unknown } = one;
    return String(accessToken ?? code);
  });
  if (issued.length === 0) throw new Error('Nothing was issued yet that could be found.');
  const text = inspect(values, {
    depth: Infinity,
    showHidden: true,
    maxStringLength: null,
    maxArrayLength: null,
  });
  return [...issued, app.clientSecret].filter((secret) => text.includes(secret));
}
