import { createClient, type RequestOptions } from '@threads-sdk/core-http';
import type { Scope } from '@threads-sdk/credentials';
import type { App } from './app.ts';
import { checkInput, isText } from './check-input.ts';
import { debugToken as send } from './generated/oauth/debug-token.ts';

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
 * @see https://developers.facebook.com/docs/threads/reference/debug
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
 * @throws InvalidInputError (`INVALID_INPUT`) with every fault; nothing was sent
 * @throws ApiError if Threads does not answer `testerToken`: `PERMISSION_MISSING`, `TOKEN_INVALID` or another refusal
 * @throws TransportError if no usable answer came
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
 * @see https://developers.facebook.com/docs/threads/reference/debug
 * @category Single steps of a login
 */
export async function debugToken(
  app: App,
  params: { readonly token: string; readonly testerToken?: string | undefined },
  options?: RequestOptions,
): Promise<TokenDetails> {
  const { token, testerToken = token } = Object(params);
  checkInput('debugToken', app, [
    ['token', isText(token), 'must be the token to ask about'],
    ['testerToken', isText(testerToken), 'must be the token of a tester of the app'],
  ]);
  const request = { access_token: testerToken, input_token: token };
  const { data } = await send(createClient(app.http), request, options);
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

/** Of Unix seconds. The Graph API says 0 for a token without an end; what no `Date` can hold is not said at all. */
function dateOf(seconds = 0): Date | undefined {
  const date = new Date(seconds * 1000);
  return seconds > 0 && !Number.isNaN(date.getTime()) ? date : undefined;
}
