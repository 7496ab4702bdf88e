import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { App } from '@threads-sdk/auth';
import { createClient } from '@threads-sdk/core-http';
import { createSealingKey } from '@threads-sdk/credentials';
import { type AppOptions, createEmulator, type Emulator, type UserSeed } from '@threads-sdk/emulator';
import { serve } from '@threads-sdk/emulator/serve';
import { createExpressApp } from '../examples/login/express.ts';
import { createHonoApp } from '../examples/login/hono.ts';
import type { Settings } from '../examples/login/settings.ts';
import { listenerOf } from './listener-of.ts';

/** The example behind HTTP, and the local Threads API that it talks to. */
export interface LoginSite {
  readonly url: string;
  readonly emulator: Emulator;
  readonly emulatorUrl: string;
  readonly settings: Settings;
  /** The users whom the site was told to forget. */
  readonly forgotten: readonly string[];
  /** What the site logged. */
  readonly logged: readonly unknown[];
  close(): Promise<void>;
}

const frameworks = {
  Hono: (settings: Settings): RequestListener => listenerOf(createHonoApp(settings).fetch),
  Express: createExpressApp,
} as const;

const mika: UserSeed = {
  username: 'mika.in.kyoto',
  biography: 'Early trains, slow coffee.',
  followers: 1234,
  posts: ['Packing light this time.', '<b>Two notebooks</b> & one camera.'],
};

export interface LoginSiteOptions {
  readonly framework?: keyof typeof frameworks;
  /** What the site gets wrong about its app; a function of what is right. */
  readonly mistake?: (app: App) => Partial<App>;
  readonly registered?: Partial<AppOptions>;
  readonly user?: Partial<UserSeed>;
}

export async function startLoginSite(options: LoginSiteOptions = {}): Promise<LoginSite> {
  const { framework = 'Hono', mistake, registered, user } = options;
  const server = createServer();
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP address.');
  const url = `http://localhost:${address.port}`;

  const emulator = createEmulator({
    app: {
      name: 'Postcards',
      redirectUris: [`${url}/callback`],
      deauthorizeCallbackUrl: `${url}/deauthorize`,
      dataDeletionCallbackUrl: `${url}/data-deletion`,
      ...registered,
    },
    users: [{ ...mika, ...user }],
  });
  const served = await serve(emulator);
  const http = { baseUrl: served.url, allowInsecure: true };
  const app: App = {
    clientId: emulator.app.clientId,
    clientSecret: emulator.app.clientSecret,
    redirectUri: `${url}/callback`,
    authorizationUrl: `${served.url}/oauth/authorize`,
    client: createClient(http),
    allowInsecure: true,
  };
  const forgotten: string[] = [];
  const logged: unknown[] = [];
  const settings: Settings = {
    app: { ...app, ...mistake?.(app) },
    http,
    sealingKeys: [createSealingKey()],
    forget: async (userId) => void forgotten.push(userId),
    log: (error) => void logged.push(error),
  };
  server.on('request', frameworks[framework](settings));
  return {
    url,
    emulator,
    emulatorUrl: served.url,
    settings,
    forgotten,
    logged,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      await served.close();
    },
  };
}
