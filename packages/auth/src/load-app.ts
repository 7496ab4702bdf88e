import { InvalidInputError } from '@threads-sdk/errors';
import type { App } from './app.ts';

/**
 * Reads your app from environment variables: `THREADS_APP_ID`, `THREADS_API_SECRET` and `THREADS_REDIRECT_URI`, the
 * names that PyThreads uses. No function of this SDK looks at the environment by itself; this one looks at what it is
 * given. The values are checked where they are used.
 *
 * @param env the variables, such as `process.env`, the `env` of a Worker, or `Deno.env.toObject()`
 * @returns the app, to which `http` and `authorizationUrl` can be added
 * @throws InvalidInputError (`INVALID_INPUT`) that names each variable which is missing or empty
 *
 * @example
 * ```ts
 * import { createAuthorizationUrl, loadApp } from '@threads-sdk/auth';
 *
 * const app = loadApp(process.env);
 * console.log(createAuthorizationUrl(app, { scopes: ['threads_basic'] }).url);
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/get-started
 * @category Log a user in
 */
export function loadApp(env: {
  readonly THREADS_APP_ID?: string | undefined;
  readonly THREADS_API_SECRET?: string | undefined;
  readonly THREADS_REDIRECT_URI?: string | undefined;
}): App {
  const {
    THREADS_APP_ID: clientId = '',
    THREADS_API_SECRET: clientSecret = '',
    THREADS_REDIRECT_URI: redirectUri = '',
  } = env;
  const variables = {
    THREADS_APP_ID: clientId,
    THREADS_API_SECRET: clientSecret,
    THREADS_REDIRECT_URI: redirectUri,
  };
  const missing = Object.entries(variables).filter(([, value]) => value === '');
  if (missing.length === 0) return { clientId, clientSecret, redirectUri };
  throw new InvalidInputError(
    'loadApp',
    missing.map(([path]) => ({ path, message: 'is missing or empty' })),
    { remedy: "Set the variables to what the app's settings in Meta's dashboard show for Threads." },
  );
}
