// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { type Client, type Operation, type RequestOptions, request } from '@threads-sdk/core-http/fetch';
import { checkedInput } from '@threads-sdk/internal';
import { type LongLivedToken, longLivedTokenSchema } from '../schemas/long-lived-token.ts';

/**
 * The parameters of {@link refreshToken}.
 *
 * @category Parameters
 */
export interface RefreshTokenParameters {
  /** Always `th_refresh_token`. Default: `th_refresh_token`. */
  readonly grant_type?: 'th_refresh_token' | undefined;
  /** The long-lived token. Not empty. */
  readonly access_token: string;
}

/**
 * Refresh a long-lived token for another 60 days.
 *
 * The token must be at least 24 hours old and not expired, and the user must still grant `threads_basic`. The
 * permission itself lasts 90 days and is extended as well. Meta's pages disagree about private profiles: one
 * says that their permission cannot be extended, the newer one that it can. How a token that is too young is
 * refused is unknown. Keep the token of the answer: that it may be a new one is *assumed*.
 *
 * Needs no access token of a user. In the API since 2024-04-08.
 *
 * @see https://developers.facebook.com/documentation/threads/get-started/long-lived-tokens
 */
export function refreshToken(
  client: Client,
  params: RefreshTokenParameters,
  options?: RequestOptions,
): Promise<LongLivedToken> {
  return request(client, operation, params, options);
}

const operation: Operation<LongLivedToken> = {
  id: 'refreshToken',
  method: 'GET',
  path: '/refresh_access_token',
  versionless: true,
  repeat: 'safe',
  scopes: [],
  anonymous: true,
  secretParameters: ['access_token'],
  input: /* @__PURE__ */ checkedInput({ grant_type: 'th_refresh_token' }),
  output: longLivedTokenSchema,
};
