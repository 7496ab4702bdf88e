import type { AuthConfig } from '@auth/core';
import type { Adapter } from '@auth/core/adapters';
import { createThreadsProvider, credentialsOfAccount } from '@threads-sdk/auth-providers/auth-js';
import type { App, CredentialsStore } from 'threads-sdk';

/** What the site needs to know. */
export interface Settings {
  readonly app: App;
  /** What Auth.js encrypts its cookies with. */
  readonly secret: string;
  /** Where Auth.js keeps users, accounts and sessions. */
  readonly adapter: Adapter;
  /** Where the credentials are, by the user's Threads id. */
  readonly store: CredentialsStore;
}

/** The credentials lie in a store of their own: Auth.js writes its table of accounts at the first login, and never again. */
export function authConfigWithStore({ adapter, app, secret, store }: Settings): AuthConfig {
  return {
    basePath: '/auth',
    secret,
    trustHost: true,
    adapter,
    providers: [createThreadsProvider(app, { scopes: ['threads_basic', 'threads_content_publish'] })],
    callbacks: {
      async signIn({ account }) {
        if (account?.provider === 'threads')
          await store.set(account.providerAccountId, credentialsOfAccount(account));
        return true;
      },
    },
  };
}
