import { createClient, type RequestOptions } from '@threads-sdk/core-http';
import type { Credentials } from '@threads-sdk/credentials';
import { ThreadsError } from '@threads-sdk/errors';
import type { App } from './app.ts';
import { checkInput, credentialsRules } from './check-input.ts';
import { refuseExpired } from './refuse-expired.ts';
import { sendShortLivedToken } from './send-short-lived-token.ts';

/**
 * Exchanges a short-lived token for one that lives 60 days: the second half of {@link completeAuthorization}. Runs on a
 * server, since it needs the app's secret.
 *
 * A token that lives long already, as those from Meta's dashboard do, is refused as `TOKEN_ALREADY_LONG_LIVED`: the
 * credentials would say nothing true about when it ends. Threads answers the same (code 452) about a session that the
 * user has revoked.
 *
 * @param app the app that the token was issued for
 * @param params `credentials`: short-lived ones that have not expired
 * @param options `signal` to abort, `timeout` in milliseconds for each attempt
 * @returns long-lived credentials of the same user, with the same scopes
 * @throws InvalidInputError (`INVALID_INPUT`) with every fault; nothing was sent
 * @throws ThreadsError `CREDENTIALS_EXPIRED`, or `TOKEN_ALREADY_LONG_LIVED` if there is nothing to extend; nothing was
 *   sent
 * @throws ApiError `GRANT_MISSING` if the user is no accepted tester of an app without review, `TOKEN_INVALID`,
 *   `TOKEN_ALREADY_LONG_LIVED` for a token of the dashboard, or another refusal
 * @throws TransportError if no usable answer came
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
 * @see https://developers.facebook.com/docs/threads/get-started/long-lived-tokens
 * @category Single steps of a login
 */
export async function extendToken(
  app: App,
  params: { readonly credentials: Credentials },
  options?: RequestOptions,
): Promise<Credentials> {
  checkInput('extendToken', app, credentialsRules(Object(params).credentials));
  const { credentials } = params;
  refuseExpired('extendToken', credentials, createClient(app.http).clock.now());
  if (!credentials.shortLived) {
    throw new ThreadsError(
      'TOKEN_ALREADY_LONG_LIVED',
      'extendToken: the token lives long already. Nothing was sent.',
      {
        remedy: 'Use it as it is, and renew it with refreshCredentials.',
      },
    );
  }
  return sendShortLivedToken(app, credentials, options);
}
