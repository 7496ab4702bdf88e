import node from '@astrojs/node';
import { defineConfig, envField } from 'astro/config';

const secret = envField.string({ context: 'server', access: 'secret' });
const optional = envField.string({ context: 'server', access: 'secret', optional: true });

export default defineConfig({
  output: 'server',
  adapter: node({ mode: 'standalone' }),
  server: { port: 3000 },
  // Meta's callbacks are forms that come from no page. Those of other sites come without the session, whose cookie is SameSite.
  security: { checkOrigin: false },
  env: {
    schema: {
      THREADS_APP_ID: secret,
      THREADS_API_SECRET: secret,
      THREADS_REDIRECT_URI: secret,
      THREADS_VERIFY_TOKEN: optional,
      THREADS_EMULATOR: optional,
      NODE_ENV: optional,
      SESSION_KEY: secret,
    },
  },
});
