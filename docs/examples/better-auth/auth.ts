import { createThreadsPlugin } from '@threads-sdk/auth-providers/better-auth';
import { betterAuth, type BetterAuthOptions } from 'better-auth';
import type { App } from 'threads-sdk';

/** What the site needs to know. */
export interface Settings {
  readonly app: App;
  /** Where the site is, such as `https://app.example`. */
  readonly origin: string;
  /** What Better Auth signs its cookies and encrypts tokens with. */
  readonly secret: string;
  readonly database: NonNullable<BetterAuthOptions['database']>;
  /** Hears what went wrong. Errors of the SDK hold no secrets. */
  readonly log: (...details: unknown[]) => void;
}

export function createAuth({ app, database, log, origin, secret }: Settings) {
  return betterAuth({
    baseURL: origin,
    secret,
    database,
    plugins: [createThreadsPlugin(app, { scopes: ['threads_basic', 'threads_content_publish'] })],
    account: {
      encryptOAuthTokens: true,
      // For users who logged in with something else before: an address that leads nowhere is never theirs.
      accountLinking: { trustedProviders: ['threads'], allowDifferentEmails: true },
    },
    // They would give the token to the scripts of the page. On the server the functions go on working.
    disabledPaths: ['/get-access-token', '/refresh-token'],
    emailAndPassword: { enabled: true },
    logger: { log: (_, ...details) => log(...details) },
  });
}
