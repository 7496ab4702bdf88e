import { createClient, type RequestOptions } from '@threads-sdk/core-http';
import type { App } from './app.ts';
import { checkInput } from './check-input.ts';
import { getAppToken as send } from './generated/oauth/get-app-token.ts';

/**
 * Asks for a token of the app itself, which stands for no user. Only embeds (oEmbed) are documented to take it, and they
 * need none since 2026-03-03. Runs on a server, since it needs the app's secret.
 *
 * @param app your app
 * @param options `signal` to abort, `timeout` in milliseconds for each attempt
 * @returns the token: a secret, for which no end is documented
 * @throws InvalidInputError (`INVALID_INPUT`) with every fault; nothing was sent
 * @throws ApiError if Threads refuses the app's id or secret
 * @throws TransportError if no usable answer came
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
 * @see https://developers.facebook.com/docs/threads/get-started/get-access-tokens-and-permissions
 * @category Single steps of a login
 */
export async function getAppToken(app: App, options?: RequestOptions): Promise<string> {
  checkInput('getAppToken', app, []);
  const request = { client_id: app.clientId, client_secret: app.clientSecret };
  const { access_token: token } = await send(createClient(app.http), request, options);
  return token;
}
