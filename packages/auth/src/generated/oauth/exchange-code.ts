// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { type Client, type Operation, type RequestOptions, request } from '@threads-sdk/core-http/fetch';
import { checkedInput } from '@threads-sdk/internal';
import { type ShortLivedToken, shortLivedTokenSchema } from '../schemas/short-lived-token.ts';

/**
 * The parameters of {@link exchangeCode}.
 *
 * @category Parameters
 */
export interface ExchangeCodeParameters {
  /** The id of the Threads app. */
  readonly client_id: string;
  /** The secret of the Threads app. Not empty. */
  readonly client_secret: string;
  /** The authorization code, without `#_`. Not empty. */
  readonly code: string;
  /** Always `authorization_code`. Default: `authorization_code`. */
  readonly grant_type?: 'authorization_code' | undefined;
  /** The redirect URI that the code was asked for with. */
  readonly redirect_uri: string;
}

/**
 * Exchange an authorization code for a short-lived token.
 *
 * Works once per code. Servers only: it needs the app's secret. A user who is no accepted tester of an
 * unreviewed app gets a token here too (*observed*); the refusal comes with the next call.
 *
 * Needs no access token of a user. In the API since 2024-04-08.
 *
 * @see https://developers.facebook.com/documentation/threads/get-started/get-access-tokens-and-permissions
 */
export function exchangeCode(
  client: Client,
  params: ExchangeCodeParameters,
  options?: RequestOptions,
): Promise<ShortLivedToken> {
  return request(client, operation, params, options);
}

const operation: Operation<ShortLivedToken> = {
  id: 'exchangeCode',
  method: 'POST',
  path: '/oauth/access_token',
  versionless: true,
  repeat: 'never',
  scopes: [],
  anonymous: true,
  secretParameters: ['client_secret', 'code'],
  input: /* @__PURE__ */ checkedInput({ grant_type: 'authorization_code' }),
  output: shortLivedTokenSchema,
};
