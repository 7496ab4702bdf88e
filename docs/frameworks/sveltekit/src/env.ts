import { defineEnvVars } from '@sveltejs/kit/env';

// A build needs none of them, and what is missing later the SDK names.
const text = { schema: (value: string | undefined) => value };

export const variables = defineEnvVars({
  THREADS_APP_ID: text,
  THREADS_API_SECRET: text,
  THREADS_REDIRECT_URI: text,
  THREADS_VERIFY_TOKEN: text,
  THREADS_EMULATOR: text,
  NODE_ENV: text,
  SESSION_KEY: text,
});
