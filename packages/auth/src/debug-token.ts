import type { RequestOptions } from '@threads-sdk/core-http/fetch';
import type { Credentials, Scope } from '@threads-sdk/credentials';
import { ApiError, TransportError } from '@threads-sdk/errors';
import { credentialsSchema } from '@threads-sdk/internal';
import type * as v from 'valibot';
import { type App, checkWithApp, clientOf, text } from './app.ts';
import { debugToken as send } from './generated/oauth/debug-token.ts';
import { credentialsFromAnswer } from './tokens.ts';

/**
 * What Threads knows about a token. Each member is absent where Threads does not say it; how an invalid token is
 * described is not known. The dates go by the clock of Threads.
 *
 * @example
 * ```ts
 * import type { TokenDetails } from '@threads-sdk/auth';
 *
 * export function isOfUser(token: TokenDetails, userId: string): boolean {
 *   return token.isValid === true && token.userId === userId;
 * }
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/reference/debug
 * @category Single steps of a login
 */
export interface TokenDetails {
  /** Whether the token can be used. */
  readonly isValid?: boolean;
  /** The permissions that were granted. */
  readonly scopes?: readonly Scope[];
  /** The user's id for this app. */
  readonly userId?: string;
  /** Whose token it is: `USER`, or something else for a token of the app. */
  readonly type?: string;
  /** The name of the app. */
  readonly application?: string;
  /** When the token was issued. */
  readonly issuedAt?: Date;
  /** When the token ends. Absent also where Threads says 0. */
  readonly expiresAt?: Date;
  /** When the user's permission ends, which a refresh extends. Absent also where Threads says 0. */
  readonly dataAccessExpiresAt?: Date;
}

/**
 * Asks Threads about a token: the only way to learn which permissions a user granted, since one can deselect all but
 * `threads_basic` and the login does not tell.
 *
 * @param app the app that the token was issued for
 * @param params `token`: the token to ask about; `testerToken`: the token to ask with, which Meta wants to be one of a
 *   tester of the app, default `token` itself
 * @param options `signal` to abort, `timeout` in milliseconds for each attempt
 * @returns what Threads knows about it
 * @throws {InvalidInputError} if the app or the parameters are not usable, naming every fault; nothing was sent
 * @throws {ApiError} if Threads does not answer `testerToken`: `PERMISSION_MISSING`, `TOKEN_INVALID` or another code
 * @throws {TransportError} if no usable answer came
 * @throws {AbortError} if the signal was aborted
 *
 * @example
 * ```ts
 * import { type App, debugToken } from '@threads-sdk/auth';
 * import type { Credentials } from '@threads-sdk/credentials';
 *
 * export async function permissionEnds(app: App, credentials: Credentials): Promise<Date | undefined> {
 *   const { dataAccessExpiresAt } = await debugToken(app, { token: credentials.accessToken });
 *   return dataAccessExpiresAt;
 * }
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/reference/debug
 * @category Single steps of a login
 */
export async function debugToken(
  app: App,
  params: { readonly token: string; readonly testerToken?: string | undefined },
  options?: RequestOptions,
): Promise<TokenDetails> {
  const members = { token: text('must be the token to ask about') };
  checkWithApp('debugToken', app, members, params, { testerToken: testerTokenSchema() });
  const { token, testerToken = token } = params;
  const request = { access_token: testerToken, input_token: token };
  const { data } = await send(clientOf(app), request, options);
  const details: { [Name in keyof TokenDetails]: TokenDetails[Name] | undefined } = {
    isValid: data.is_valid,
    scopes: data.scopes,
    userId: data.user_id,
    type: data.type,
    application: data.application,
    issuedAt: dateOf(data.issued_at),
    expiresAt: dateOf(data.expires_at),
    dataAccessExpiresAt: dateOf(data.data_access_expires_at),
  };
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
}

function testerTokenSchema(): v.GenericSchema {
  return text('must be the token of a tester of the app');
}

/** Of Unix seconds. The Graph API says 0 for a token without an end; what no `Date` can hold is not said at all. */
function dateOf(seconds = 0): Date | undefined {
  const date = new Date(seconds * 1000);
  return seconds > 0 && !Number.isNaN(date.getTime()) ? date : undefined;
}

/**
 * Asks Threads which permissions the user granted, and puts them into the credentials in place of those that the login
 * asked for. A user can deselect all but `threads_basic`, and only {@link debugToken} tells.
 *
 * It is not part of the login, so that nothing is lost if it fails: the credentials that you pass stay as good as they were.
 *
 * @param app the app that the token was issued for
 * @param params `credentials`: those of the user; `testerToken`: the token to ask with, which Meta wants to be one of a
 *   tester of the app, default the user's own
 * @param options `signal` to abort, `timeout` in milliseconds for each attempt
 * @returns credentials that differ in `scopes` only
 * @throws {InvalidInputError} if the app or the parameters are not usable, naming every fault; nothing was sent
 * @throws {ApiError} with code `TOKEN_INVALID` if Threads says that the user's token cannot be used; with
 *   `PERMISSION_MISSING`, `TOKEN_INVALID` or another code if it does not answer `testerToken`
 * @throws {TransportError} if no usable answer came: `RESPONSE_INVALID` if Threads does not say what was granted
 * @throws {AbortError} if the signal was aborted
 *
 * @example
 * ```ts
 * import { type App, readGrantedScopes } from '@threads-sdk/auth';
 * import { type Credentials, hasScope } from '@threads-sdk/credentials';
 *
 * export async function mayPublish(app: App, credentials: Credentials): Promise<boolean> {
 *   return hasScope(await readGrantedScopes(app, { credentials }), 'threads_content_publish');
 * }
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/reference/debug
 * @category Single steps of a login
 */
export async function readGrantedScopes(
  app: App,
  params: { readonly credentials: Credentials; readonly testerToken?: string | undefined },
  options?: RequestOptions,
): Promise<Credentials> {
  const call = 'readGrantedScopes';
  checkWithApp(call, app, { credentials: credentialsSchema }, params, { testerToken: testerTokenSchema() });
  const { credentials, testerToken } = params;
  const { isValid, scopes } = await debugToken(app, { token: credentials.accessToken, testerToken }, options);
  const asked = { operation: 'debugToken', method: 'GET', path: '/debug_token' };
  const answered = { ...asked, status: 200, attempts: 1 }; // the attempt that was answered
  if (isValid === false) {
    throw new ApiError('TOKEN_INVALID', `${call}: Threads says that the token is not valid.`, {
      ...answered,
      scopes: [],
      remedy: 'Let the user log in again with createAuthorizationUrl.',
      carriedOut: 'no',
    });
  }
  if (scopes === undefined) {
    throw new TransportError('RESPONSE_INVALID', `${call}: Threads did not say what was granted.`, {
      ...answered,
      reason: 'no scopes',
      remedy: 'Go on with the credentials as they are; a missing permission shows when it is needed.',
      carriedOut: 'maybe',
    });
  }
  const { accessToken } = credentials; // which no spread copies
  return credentialsFromAnswer(call, asked, { ...credentials, accessToken, scopes });
}
