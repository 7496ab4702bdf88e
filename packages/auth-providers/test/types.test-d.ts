import type { AuthConfig } from '@auth/core';
import type { Account } from '@auth/core/types';
import type { App } from '@threads-sdk/auth';
import type { Credentials } from '@threads-sdk/credentials';
import { betterAuth, type BetterAuthPlugin } from 'better-auth';
import { expectTypeOf, it } from 'vitest';
import { createThreadsProvider, type ThreadsAccount } from '../src/auth-js.ts';
import { type BetterAuthServer, createThreadsPlugin, credentialsOfUser } from '../src/better-auth.ts';

declare const app: App;
const params = { scopes: ['threads_basic'] };

it('the provider is one of Auth.js, and the account of a login is taken as it comes', () => {
  const provider = createThreadsProvider(app, params);
  expectTypeOf(provider).toExtend<AuthConfig['providers'][number]>();
  expectTypeOf(() => provider).toExtend<AuthConfig['providers'][number]>();
  expectTypeOf<Account>().toExtend<ThreadsAccount>();
});

it('the plugin is one of Better Auth, and what betterAuth returns is taken as it comes', () => {
  const plugin = createThreadsPlugin(app, params);
  expectTypeOf(plugin).toExtend<BetterAuthPlugin>();
  const auth = betterAuth({ plugins: [plugin], emailAndPassword: { enabled: true } });
  expectTypeOf(auth).toExtend<BetterAuthServer>();
  expectTypeOf(credentialsOfUser(auth, { userId: '1' })).toEqualTypeOf<Promise<Credentials>>();
});
