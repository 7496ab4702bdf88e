import type { Client, RequestOptions } from '@threads-sdk/core-http/fetch';
import { type Credentials, isExpired } from '@threads-sdk/credentials';
import { CredentialsError, TransportError } from '@threads-sdk/errors';
import { credentialsSchema, freezeCredentials, issuesOf, refuse } from '@threads-sdk/internal';
import { type App, checkWithApp, clientOf } from './app.ts';
import { longLivedTokenSeconds, minRefreshAgeSeconds } from './generated/limits.ts';
import { exchangeToken } from './generated/oauth/exchange-token.ts';
import { getAppToken as sendApp } from './generated/oauth/get-app-token.ts';
import { refreshToken } from './generated/oauth/refresh-token.ts';
import type { LongLivedToken } from './generated/schemas/long-lived-token.ts';

/**
 * Exchanges a short-lived token for one that lives 60 days: the second half of {@link completeAuthorization}. Runs on a
 * server, since it needs the app's secret.
 *
 * Tokens from Meta's dashboard are long-lived already. Credentials that call such a token short-lived are refused by
 * Threads as `TOKEN_ALREADY_LONG_LIVED`. Threads answers the same (code 452) about a session that the user has revoked.
 *
 * @param app the app that the token was issued for
 * @param params `credentials`: short-lived ones that have not expired
 * @param options `signal` to abort, `timeout` in milliseconds for each attempt
 * @returns long-lived credentials of the same user, with the same scopes
 * @throws {InvalidInputError} if the app or the credentials are not usable, naming every fault, or the credentials are
 *   long-lived; nothing was sent
 * @throws {CredentialsError} with code `CREDENTIALS_EXPIRED` if it is too late; nothing was sent
 * @throws {ApiError} if Threads refused: `GRANT_MISSING` if the app is not reviewed and the user is not an accepted tester,
 *   `TOKEN_INVALID`, `TOKEN_ALREADY_LONG_LIVED`, or another code
 * @throws {TransportError} if no usable answer came
 * @throws {AbortError} if the signal was aborted
 *
 * @example
 * ```ts
 * import { exchangeCode, extendToken, type App } from '@threads-sdk/auth';
 * import type { Credentials } from '@threads-sdk/credentials';
 *
 * export async function logIn(app: App, code: string): Promise<Credentials> {
 *   const credentials = await exchangeCode(app, { code, scopes: ['threads_basic'] });
 *   return extendToken(app, { credentials });
 * }
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/get-started/long-lived-tokens
 * @category Single steps of a login
 */
export async function extendToken(
  app: App,
  params: { readonly credentials: Credentials },
  options?: RequestOptions,
): Promise<Credentials> {
  const call = 'extendToken';
  checkWithApp(call, app, { credentials: credentialsSchema }, params);
  const { credentials } = params;
  if (!credentials.shortLived) {
    const message = 'must be true: a long-lived token cannot be extended';
    const remedy = 'Use the token as it is, and renew it with refreshCredentials. Nothing was sent.';
    refuse(call, [{ path: 'credentials.shortLived', message }], { remedy });
  }
  refuseExpired(call, credentials, clientOf(app).clock.now());
  return sendShortLivedToken(app, credentials, options);
}

/** Sends a token of one hour for one of 60 days. The input has been checked. */
export async function sendShortLivedToken(
  app: App,
  credentials: Credentials,
  options?: RequestOptions,
): Promise<Credentials> {
  const request = { client_secret: app.clientSecret, access_token: credentials.accessToken };
  return longLived('extendToken', app, credentials, 'exchangeToken', '/access_token', (client) =>
    exchangeToken(client, request, options).catch(explainSecret),
  );
}

/** Hands on an error, and says what to do where Threads refuses the secret of the app. It says so in two ways. */
export function explainSecret(error: unknown): never {
  const { apiCode, code, message } = Object(error);
  if (apiCode === 101 || (code === 'REQUEST_REJECTED' && /client.secret/i.test(message))) {
    const remedy =
      'Set clientSecret to the Threads app secret, not to that of the Meta app. Set clientId to the Threads app id, not to that of the Meta app.';
    Object.assign(Object(error), { remedy });
  }
  throw error;
}

/**
 * Renews a long-lived token for another 60 days. `isRefreshDue` of `@threads-sdk/credentials` says when it is time.
 * Store what is returned, and use the old credentials until that is done: the token may be a new one.
 *
 * Threads refuses a token in its first 24 hours, and so does this function. Credentials do not say when their token was
 * issued, so it is taken to be 60 days before `expiration`. That is right to the minute for tokens that this package
 * received. A token that lives less than 60 days looks older than it is: then Threads decides, and refuses with an
 * `ApiError`.
 *
 * @param app the app that the token was issued for
 * @param params `credentials`: long-lived ones, at least 24 hours old, that have not expired
 * @param options `signal` to abort, `timeout` in milliseconds for each attempt
 * @returns credentials of the same user, with the same scopes, valid for 60 days
 * @throws {InvalidInputError} if the app or the credentials are not usable, naming every fault, or the credentials are
 *   short-lived; nothing was sent
 * @throws {CredentialsError} if it is too late (`CREDENTIALS_EXPIRED`) or too early (`TOKEN_TOO_YOUNG`, with the time in
 *   `retryAt`); nothing was sent
 * @throws {ApiError} if Threads refused: `TOKEN_INVALID`, `GRANT_MISSING` or another code
 * @throws {TransportError} if no usable answer came
 * @throws {AbortError} if the signal was aborted
 *
 * @example
 * ```ts
 * import { refreshCredentials, type App } from '@threads-sdk/auth';
 * import { type Credentials, isRefreshDue } from '@threads-sdk/credentials';
 *
 * export async function keepFresh(app: App, credentials: Credentials): Promise<Credentials> {
 *   return isRefreshDue(credentials) ? refreshCredentials(app, { credentials }) : credentials;
 * }
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/get-started/long-lived-tokens#refresh-a-long-lived-token
 * @category Stay logged in
 */
export async function refreshCredentials(
  app: App,
  params: { readonly credentials: Credentials },
  options?: RequestOptions,
): Promise<Credentials> {
  const call = 'refreshCredentials';
  checkWithApp(call, app, { credentials: credentialsSchema }, params);
  const { credentials } = params;
  if (credentials.shortLived) {
    const message = 'must be false: a short-lived token cannot be refreshed';
    const remedy = 'Extend the token with extendToken first. Nothing was sent.';
    refuse(call, [{ path: 'credentials.shortLived', message }], { remedy });
  }
  const now = clientOf(app).clock.now();
  refuseExpired(call, credentials, now);
  const retryAt = new Date(
    credentials.expiration.getTime() - (longLivedTokenSeconds - minRefreshAgeSeconds) * 1000,
  );
  if (now < retryAt.getTime()) {
    throw new CredentialsError(
      'TOKEN_TOO_YOUNG',
      `${call}: the token is younger than ${minRefreshAgeSeconds / 3600} hours, going by its expiration. Nothing was sent.`,
      {
        remedy: `Use the token as it is; it can be refreshed from ${retryAt.toISOString()} on.`,
        retryable: 'later',
        retryAt,
      },
    );
  }
  return sendLongLivedToken(call, app, credentials, options);
}

/** Sends a token of 60 days for another one. The input has been checked. */
export async function sendLongLivedToken(
  call: string,
  app: App,
  credentials: Credentials,
  options?: RequestOptions,
): Promise<Credentials> {
  const request = { access_token: credentials.accessToken };
  return longLived(call, app, credentials, 'refreshToken', '/refresh_access_token', (client) =>
    refreshToken(client, request, options),
  );
}

/** Gets a long-lived token in place of that of the credentials. */
async function longLived(
  call: string,
  app: App,
  credentials: Credentials,
  operation: string,
  path: string,
  send: (client: Client) => Promise<LongLivedToken>,
): Promise<Credentials> {
  const client = clientOf(app);
  const sentAt = client.clock.now();
  const { access_token: accessToken, expires_in: lifetime } = await send(client);
  const expiration = expirationOf(sentAt, lifetime, longLivedTokenSeconds);
  return credentialsFromAnswer(
    call,
    { operation, method: 'GET', path },
    { ...credentials, shortLived: false, accessToken, expiration },
  );
}

/** @throws {CredentialsError} with code `CREDENTIALS_EXPIRED` */
export function refuseExpired(call: string, credentials: Credentials, now: number): void {
  if (!isExpired(credentials, now)) return;
  throw new CredentialsError(
    'CREDENTIALS_EXPIRED',
    `${call}: the credentials expired at ${credentials.expiration.toISOString()}. Nothing was sent.`,
    { remedy: 'Let the user log in again with createAuthorizationUrl: an expired token cannot be renewed.' },
  );
}

/** A request, as errors name it. */
export interface RequestFacts {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
}

/**
 * The credentials that follow from an answer.
 *
 * @throws {TransportError} with code `RESPONSE_INVALID` if the answer cannot be what Threads means
 */
export function credentialsFromAnswer(call: string, asked: RequestFacts, fields: Credentials): Credentials {
  const issues = issuesOf(credentialsSchema, fields);
  if (issues.length === 0) return freezeCredentials(fields);
  const reason = `no usable credentials: ${issues.map(({ path }) => path).join(', ')}`;
  throw new TransportError('RESPONSE_INVALID', `${call}: the answer makes ${reason}.`, {
    ...asked,
    attempts: 1, // the one that was answered
    reason,
    remedy: 'Look for a proxy or a newer SDK.',
    carriedOut: 'maybe',
  });
}

/**
 * When a token ends: by the clock of this machine and the lifetime that the API names, so that a server whose clock is
 * wrong changes nothing. Counted from before the request was sent, it is never later than the token's own end, and
 * earlier by no more than the exchange took.
 *
 * @param sentAt milliseconds since 1970
 * @param lifetime seconds, as they were answered: a number in a text is a number
 * @param documented seconds that stand for an answer that names none: a token must not be lost for that
 */
export function expirationOf(sentAt: number, lifetime: unknown, documented: number): Date {
  const seconds = Number(lifetime);
  return new Date(sentAt + (seconds > 0 ? seconds : documented) * 1000);
}

/**
 * Asks for a token of the app itself, which stands for no user. Only embeds (oEmbed) are documented to take it, and they
 * need none since 2026-03-03. Runs on a server, since it needs the app's secret.
 *
 * @param app your app
 * @param options `signal` to abort, `timeout` in milliseconds for each attempt
 * @returns the token: a secret, for which no end is documented
 * @throws {InvalidInputError} if the app is not usable, naming every fault; nothing was sent
 * @throws {ApiError} if Threads refuses the app's id or secret
 * @throws {TransportError} if no usable answer came
 * @throws {AbortError} if the signal was aborted
 *
 * @example
 * ```ts
 * import { type App, getAppToken } from '@threads-sdk/auth';
 *
 * export async function isAppKnown(app: App): Promise<boolean> {
 *   return (await getAppToken(app)).startsWith('TH|');
 * }
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/get-started/get-access-tokens-and-permissions
 * @category Single steps of a login
 */
export async function getAppToken(app: App, options?: RequestOptions): Promise<string> {
  checkWithApp('getAppToken', app);
  const request = { client_id: app.clientId, client_secret: app.clientSecret };
  const { access_token: token } = await sendApp(clientOf(app), request, options).catch(explainSecret);
  return token;
}
