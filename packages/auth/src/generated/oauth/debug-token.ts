// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { type Client, type Operation, type RequestOptions, request } from '@threads-sdk/core-http';
import { checkedInput } from '../helpers/checked-input.ts';
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
 * @param client - from `createClient()`.
 * @param params - what to ask for:
 *   - `access_token` - The token of a tester of the app. Not empty.
 *   - `input_token` - The token to inspect. Not empty.
 * @param options - `signal` to abort, `timeout` in milliseconds for the whole exchange.
 * @returns What is known about the token.
 * @throws `ApiError` if Meta refuses the call; its `code` says why, its `remedy` what to do.
 * @throws `TransportError` if no usable answer comes.
 * @see https://developers.facebook.com/docs/threads/reference/debug
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
