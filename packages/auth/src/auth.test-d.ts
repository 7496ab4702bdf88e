import type { RequestOptions } from '@threads-sdk/core-http';
import type { Credentials, Scope } from '@threads-sdk/credentials';
import { expectTypeOf, it } from 'vitest';
import {
  type App,
  completeAuthorization,
  createAuthorizationUrl,
  exchangeCode,
  extendToken,
  refreshCredentials,
} from './index.ts';

it('gives credentials from every function that gets a token', () => {
  expectTypeOf(completeAuthorization).returns.resolves.toEqualTypeOf<Credentials>();
  expectTypeOf(exchangeCode).returns.resolves.toEqualTypeOf<Credentials>();
  expectTypeOf(extendToken).returns.resolves.toEqualTypeOf<Credentials>();
  expectTypeOf(refreshCredentials).returns.resolves.toEqualTypeOf<Credentials>();
});

it('takes the app first and the options last', () => {
  expectTypeOf(completeAuthorization).parameter(0).toEqualTypeOf<App>();
  expectTypeOf(completeAuthorization).parameter(2).toEqualTypeOf<RequestOptions | undefined>();
  expectTypeOf(createAuthorizationUrl).parameter(1).toEqualTypeOf<{ readonly scopes: readonly Scope[] }>();
});

it('does not begin a login without scopes', () => {
  expectTypeOf(createAuthorizationUrl)
    .parameter(1)
    .not.toEqualTypeOf<{ readonly scopes?: readonly Scope[] }>();
  expectTypeOf(createAuthorizationUrl).returns.toEqualTypeOf<{
    readonly url: string;
    readonly state: string;
  }>();
});
