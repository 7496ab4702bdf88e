import type { RequestOptions } from '@threads-sdk/core-http';
import type { Credentials, Scope } from '@threads-sdk/credentials';
import type { App } from './app.ts';
import { checkInput, isText, scopeRules } from './check-input.ts';
import { withoutFragment } from './read-callback.ts';
import { sendCode } from './send-code.ts';

/**
 * Exchanges an authorization code for a token that lives one hour: the first half of {@link completeAuthorization}. The
 * code is sent once, whatever happens, because it works once: `app.http.retry` does not apply. Runs on a server, since it
 * needs the app's secret.
 *
 * @param app the app that the login began with
 * @param params `code`: from the callback, with or without the trailing `#_`, valid for one hour; `scopes`: what was
 *   asked for, since Threads does not say what was granted
 * @param options `signal` to abort, `timeout` in milliseconds
 * @returns short-lived credentials
 * @throws InvalidInputError (`INVALID_INPUT`) with every fault; nothing was sent
 * @throws ThreadsError `CODE_REJECTED` if the code is unknown, used, too old, or belongs to another redirect URI
 * @throws ApiError for another refusal
 * @throws TransportError if no usable answer came
 *
 * @example
 * ```ts
 * import { exchangeCode, type App } from '@threads-sdk/auth';
 * import { credentialsToJson } from '@threads-sdk/credentials';
 *
 * export async function firstToken(app: App, code: string): Promise<string> {
 *   return credentialsToJson(await exchangeCode(app, { code, scopes: ['threads_basic'] }));
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/get-started/get-access-tokens-and-permissions
 * @category Single steps of a login
 */
export async function exchangeCode(
  app: App,
  params: { readonly code: string; readonly scopes: readonly Scope[] },
  options?: RequestOptions,
): Promise<Credentials> {
  const { code, scopes } = Object(params);
  checkInput('exchangeCode', app, [
    ['code', isText(code), 'must be the code of the callback'],
    ...scopeRules(scopes),
  ]);
  return sendCode(app, withoutFragment(params.code), params.scopes, options);
}
