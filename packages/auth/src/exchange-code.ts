import {
  createClient,
  isApiError,
  isTransportError,
  TransportError,
  type RequestOptions,
} from '@threads-sdk/core-http';
import type { Credentials, Scope } from '@threads-sdk/credentials';
import { ThreadsError } from '@threads-sdk/errors';
import type * as v from 'valibot';
import type { App } from './app.ts';
import { checkInput, scopes, text } from './check-input.ts';
import { credentialsFromAnswer } from './credentials-from-answer.ts';
import { exchangeCode as sendCode } from './generated/oauth/exchange-code.ts';
import { withoutFragment } from './read-callback.ts';

const entries: v.ObjectEntries = { code: /* @__PURE__ */ text('must be the code of the callback'), scopes };

const hour = 60 * 60; // seconds: the life of a short-lived token

/**
 * Exchanges an authorization code for a token that lives one hour: the first half of {@link completeAuthorization}. The
 * code is sent once, whatever happens, because it works once. Runs on a server, since it needs the app's secret.
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
 */
export async function exchangeCode(
  app: App,
  params: { readonly code: string; readonly scopes: readonly Scope[] },
  options?: RequestOptions,
): Promise<Credentials> {
  checkInput('exchangeCode', { ...params, app }, entries);
  const client = createClient(app.http);
  const request = {
    client_id: app.clientId,
    client_secret: app.clientSecret,
    code: withoutFragment(params.code),
    redirect_uri: app.redirectUri,
  };
  const answer = await sendCode(client, request, options).catch((error: unknown) => {
    throw explained(error);
  });
  const lifetime: unknown = Reflect.get(answer, 'expires_in'); // not documented here, but said to occur
  return credentialsFromAnswer('exchangeCode', client, {
    userId: answer.user_id,
    scopes: params.scopes,
    shortLived: true,
    accessToken: answer.access_token,
    lifetime: typeof lifetime === 'number' ? lifetime : hour,
  });
}

/** Says what an error means for a code: Threads rejects one in several shapes, and a lost answer uses it up. */
function explained(error: unknown): unknown {
  if (isApiError(error)) {
    const { apiCode, apiSubcode, status } = error;
    // 4279030, or the shape of this endpoint with code 400, or a bare message as for a wrong redirect URI.
    const isRejection =
      apiSubcode === 4279030 || apiCode === 400 || (apiCode === undefined && status < 500 && status !== 429);
    if (!isRejection) return error;
    return new ThreadsError('CODE_REJECTED', error.message, {
      remedy:
        'Start the login again with createAuthorizationUrl. A code works once, for one hour, and with the redirectUri that it was asked for with, to the letter.',
      cause: error,
    });
  }
  if (isTransportError(error) && error.sent !== 'no') {
    const { code, message, operation, method, path, attempts, sent, reason, status } = error;
    return new TransportError(code, message, {
      operation,
      method,
      path,
      attempts,
      sent,
      reason,
      ...(status !== undefined && { status }),
      remedy:
        'Start the login again with createAuthorizationUrl: a code works once, and this one may be used up.',
    });
  }
  return error;
}
