import type { AuthConfig } from '@auth/core';
import { createThreadsProvider, credentialsOfAccount } from '@threads-sdk/auth-providers/auth-js';
import {
  type App,
  type Credentials,
  credentialsFromJson,
  credentialsToJson,
  expiresIn,
  isExpired,
  refreshCredentials,
} from 'threads-sdk';

/** What the site needs to know. */
export interface Settings {
  readonly app: App;
  /** What Auth.js encrypts its cookies with. */
  readonly secret: string;
  /** Hears what went wrong. Errors of the SDK hold no secrets. */
  readonly log: (error: unknown) => void;
}

const day = 24 * 60 * 60;

/** The credentials lie in the session of Auth.js: in a cookie that it encrypts. */
export function authConfig(
  { app, secret, log }: Settings,
  onCredentials = (_: Credentials): void => {},
): AuthConfig {
  return {
    basePath: '/auth',
    secret,
    trustHost: true,
    providers: [createThreadsProvider(app, { scopes: ['threads_basic', 'threads_content_publish'] })],
    session: { strategy: 'jwt', maxAge: 60 * day },
    callbacks: {
      async jwt({ token, account }) {
        const known =
          account?.provider === 'threads' ? credentialsOfAccount(account) : readCredentials(token);
        if (known === undefined) return token; // who logged in with another provider
        if (isExpired(known)) return null; // ends the session: only a new login helps
        const credentials = await keepFresh(known);
        onCredentials(credentials);
        return { ...token, threads: credentialsToJson(credentials) };
      },
    },
    logger: { error: log },
  };

  /** Refreshes a token that is older than a day: who comes back within 60 days stays logged in. */
  async function keepFresh(credentials: Credentials): Promise<Credentials> {
    if (expiresIn(credentials) >= 59 * day) return credentials;
    try {
      return await refreshCredentials(app, { credentials });
    } catch (error) {
      log(error); // the old token goes on working
      return credentials;
    }
  }
}

function readCredentials({ threads }: { readonly [member: string]: unknown }): Credentials | undefined {
  return typeof threads === 'string' ? credentialsFromJson(threads) : undefined;
}
