import type { HttpOptions } from '@threads-sdk/core-http';

/**
 * Your app, as its settings in Meta's dashboard show it. Plain data; the secret belongs on a server.
 *
 * @example
 * ```ts
 * import type { App } from '@threads-sdk/auth';
 *
 * const app: App = {
 *   clientId: process.env['THREADS_APP_ID'] ?? '',
 *   clientSecret: process.env['THREADS_API_SECRET'] ?? '',
 *   redirectUri: 'https://app.example/callback',
 * };
 * console.log(app.redirectUri);
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/get-started
 * @category Log a user in
 */
export interface App {
  /** The Threads app id, in digits. Not the Meta app id, which the dashboard shows as well. */
  readonly clientId: string;

  /** The Threads app secret. */
  readonly clientSecret: string;

  /**
   * One of the registered redirect URIs, exactly as it is registered: the dashboard may have added a slash. With https,
   * on localhost as well: http is refused unless `http` has `allowInsecure` or a `fetch`, as for an emulator.
   */
  readonly redirectUri: string;

  /** The page where users grant permissions; default `https://threads.com/oauth/authorize`. */
  readonly authorizationUrl?: string;

  /** How requests are sent, as in `createClient`: timeouts, retries, the clock, another base URL. */
  readonly http?: HttpOptions;
}
