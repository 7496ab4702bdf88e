// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { type Client, type Operation, type RequestOptions, request } from '@threads-sdk/core-http/fetch';
import { checkedInput } from '@threads-sdk/internal';
import { type LongLivedToken, longLivedTokenSchema } from '../schemas/long-lived-token.ts';

/**
 * The parameters of {@link exchangeToken}.
 *
 * @category Parameters
 */
export interface ExchangeTokenParameters {
  /** Always `th_exchange_token`. Default: `th_exchange_token`. */
  readonly grant_type?: 'th_exchange_token' | undefined;
  /** The secret of the Threads app. Not empty. */
  readonly client_secret: string;
  /** The short-lived token. Not empty. */
  readonly access_token: string;
}

/**
 * Exchange a short-lived token for a long-lived one.
 *
 * The short-lived token must not have expired. Servers only: it needs the app's secret. A token from the
 * dashboard is long-lived already; exchanging it is *observed* to fail with code 452, subcode 4279019, with a
 * status that is unknown.
 *
 * Needs no access token of a user. In the API since 2024-04-08.
 *
 * @see https://developers.facebook.com/documentation/threads/get-started/long-lived-tokens
 */
export function exchangeToken(
  client: Client,
  params: ExchangeTokenParameters,
  options?: RequestOptions,
): Promise<LongLivedToken> {
  return request(client, operation, params, options);
}

const operation: Operation<LongLivedToken> = {
  id: 'exchangeToken',
  method: 'GET',
  path: '/access_token',
  versionless: true,
  repeat: 'safe',
  scopes: [],
  anonymous: true,
  secretParameters: ['client_secret', 'access_token'],
  input: /* @__PURE__ */ checkedInput({ grant_type: 'th_exchange_token' }),
  output: longLivedTokenSchema,
};
