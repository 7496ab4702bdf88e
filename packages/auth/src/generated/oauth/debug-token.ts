// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { type Client, type Operation, type RequestOptions, request } from '@threads-sdk/core-http/fetch';
import { checkedInput } from '@threads-sdk/internal';
import { type TokenInspection, tokenInspectionSchema } from '../schemas/token-inspection.ts';

/**
 * The parameters of {@link debugToken}.
 *
 * @category Parameters
 */
export interface DebugTokenParameters {
  /** The token of a tester of the app. Not empty. */
  readonly access_token: string;
  /** The token to inspect. Not empty. */
  readonly input_token: string;
}

/**
 * Inspect a token.
 *
 * The life, owner and granted permissions of a token of any user of the app. The asking token must belong to a
 * tester of the same app. How an invalid token is answered is unknown.
 *
 * Needs no access token of a user. In the API since 2025-06-04.
 *
 * @see https://developers.facebook.com/documentation/threads/reference/debug
 */
export function debugToken(
  client: Client,
  params: DebugTokenParameters,
  options?: RequestOptions,
): Promise<TokenInspection> {
  return request(client, operation, params, options);
}

const operation: Operation<TokenInspection> = {
  id: 'debugToken',
  method: 'GET',
  path: '/debug_token',
  repeat: 'safe',
  scopes: [],
  anonymous: true,
  secretParameters: ['access_token', 'input_token'],
  input: /* @__PURE__ */ checkedInput({}),
  output: tokenInspectionSchema,
};
