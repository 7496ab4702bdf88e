import type { ClientOptions, RequestOptions } from '@threads-sdk/core-http/fetch';
import type { Credentials, CredentialsStore, Scope } from '@threads-sdk/credentials';
import type { AnyThreadsError, ApiError, CredentialsError, TransportError } from '@threads-sdk/errors';
import { expectTypeOf, it } from 'vitest';
import type { Scope as DescribedScope } from './generated/schemas/scope.ts';
import {
  type App,
  completeAuthorization,
  createAuthorizationUrl,
  createCredentialsSource,
  debugToken,
  exchangeCode,
  extendToken,
  getAppToken,
  loadApp,
  refreshCredentials,
  refreshDueCredentials,
  type RefreshFailure,
  type RefreshResult,
  type RefreshSummary,
  type TokenDetails,
  readGrantedScopes,
} from './index.ts';

it('gives credentials from every function that gets a token', () => {
  expectTypeOf(completeAuthorization).returns.resolves.toEqualTypeOf<Credentials>();
  expectTypeOf(exchangeCode).returns.resolves.toEqualTypeOf<Credentials>();
  expectTypeOf(extendToken).returns.resolves.toEqualTypeOf<Credentials>();
  expectTypeOf(refreshCredentials).returns.resolves.toEqualTypeOf<Credentials>();
  expectTypeOf(readGrantedScopes).returns.resolves.toEqualTypeOf<Credentials>();
});

it('gives plain data for the rest', () => {
  expectTypeOf(debugToken).returns.resolves.toEqualTypeOf<TokenDetails>();
  expectTypeOf<TokenDetails['expiresAt']>().toEqualTypeOf<Date | undefined>();
  expectTypeOf(getAppToken).returns.resolves.toEqualTypeOf<string>();
  expectTypeOf(loadApp).returns.toEqualTypeOf<App>();
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

it('knows the permissions of the description, and takes others', () => {
  expectTypeOf<Scope>().toEqualTypeOf<DescribedScope>();
  expectTypeOf<'threads_of_tomorrow'>().toExtend<Scope>();
});

it('makes what a client takes for credentials', () => {
  expectTypeOf<ReturnType<typeof createCredentialsSource>>().toExtend<ClientOptions['credentials']>();
  expectTypeOf(createCredentialsSource).parameter(1).pick('store').toEqualTypeOf<{
    readonly store: CredentialsStore;
  }>();
  expectTypeOf<RefreshFailure['error']>().toEqualTypeOf<ApiError | CredentialsError | TransportError>();
});

it('tells the end of a new token, and the error of a failure, by the status', () => {
  expectTypeOf(refreshDueCredentials).returns.resolves.toEqualTypeOf<RefreshSummary>();
  expectTypeOf<Extract<RefreshResult, { status: 'refreshed' }>['expiration']>().toEqualTypeOf<Date>();
  expectTypeOf<Extract<RefreshResult, { status: 'failed' }>['error']>().toEqualTypeOf<AnyThreadsError>();
  expectTypeOf<RefreshResult['status']>().toEqualTypeOf<'refreshed' | 'notDue' | 'expired' | 'failed'>();
});
