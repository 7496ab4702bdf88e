// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { type Client, type Operation, type RequestOptions, request } from '@threads-sdk/core-http/fetch';
import { checkedInput } from '@threads-sdk/internal';
import { type AppToken, appTokenSchema } from '../schemas/app-token.ts';

/**
 * The parameters of {@link getAppToken}.
 *
 * @category Parameters
 */
export interface GetAppTokenParameters {
  /** The id of the Threads app. */
  readonly client_id: string;
  /** The secret of the Threads app. Not empty. */
  readonly client_secret: string;
  /** Always `client_credentials`. Default: `client_credentials`. */
  readonly grant_type?: 'client_credentials' | undefined;
}

/**
 * Get a token of the app itself.
 *
 * Servers only: it needs the app's secret. Instead of calling this, `TH|app id|app secret` can be used as the
 * token. Only oEmbed is documented to take it, and since 2026-03-03 needs none. That it appeared with oEmbed is
 * *assumed*.
 *
 * Needs no access token of a user. In the API since 2024-12-09.
 *
 * @see https://developers.facebook.com/documentation/threads/get-started/get-access-tokens-and-permissions
 */
export function getAppToken(
  client: Client,
  params: GetAppTokenParameters,
  options?: RequestOptions,
): Promise<AppToken> {
  return request(client, operation, params, options);
}

const operation: Operation<AppToken> = {
  id: 'getAppToken',
  method: 'GET',
  path: '/oauth/access_token',
  versionless: true,
  repeat: 'safe',
  scopes: [],
  anonymous: true,
  secretParameters: ['client_secret'],
  input: /* @__PURE__ */ checkedInput({ grant_type: 'client_credentials' }),
  output: appTokenSchema,
};
