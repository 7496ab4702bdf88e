import { defineEnvVars } from '@sveltejs/kit/env';

const optional = (value: string | undefined) => value;

export const variables = defineEnvVars({
  THREADS_APP_ID: {},
  THREADS_API_SECRET: {},
  THREADS_REDIRECT_URI: {},
  THREADS_VERIFY_TOKEN: { schema: optional },
  THREADS_EMULATOR: { schema: optional },
  NODE_ENV: { schema: optional },
  SESSION_KEY: {},
});
