/**
 * The site and a local Threads API, to walk through the login by hand: `./run demo:login`. PORT is the site's, default 3000.
 */
import { createEmulator } from '@threads-sdk/emulator';
import { serve } from '@threads-sdk/emulator/serve';
import { createSealingKey } from 'threads-sdk';

const site = `http://localhost:${process.env['PORT'] ?? 3000}`;
const emulator = createEmulator({
  app: {
    name: 'Postcards',
    redirectUris: [`${site}/callback`],
    deauthorizeCallbackUrl: `${site}/deauthorize`,
    dataDeletionCallbackUrl: `${site}/data-deletion`,
  },
});
const { url } = await serve(emulator);
Object.assign(process.env, {
  THREADS_APP_ID: emulator.app.clientId,
  THREADS_API_SECRET: emulator.app.clientSecret,
  THREADS_REDIRECT_URI: `${site}/callback`,
  THREADS_EMULATOR: url,
  SESSION_KEYS: createSealingKey(),
});
await import('./serve.ts');
