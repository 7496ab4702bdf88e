// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { type Client, type Operation, type RequestOptions, request } from '@threads-sdk/core-http/fetch';
import { check, inputObject, text, whole } from '@threads-sdk/internal';
import { type Embed, embedSchema } from '../schemas/embed.ts';

/**
 * The parameters of {@link getOembed}.
 *
 * @category Parameters
 */
export interface GetOembedParameters {
  /**
   * The post: `https://www.threads.com/@name/post/shortcode` or `https://www.threads.com/t/shortcode`. Addresses
   * on threads.net were accepted before.
   */
  readonly url: string;
  /** The greatest width in pixels. From 320 to 658. */
  readonly maxwidth?: number | undefined;
}

/**
 * Get the HTML that embeds a post.
 *
 * Needs no token since 2026-03-03; before, it took a token of the app. Not for private, inactive, age-restricted
 * or geo-gated posts; how those are refused is unknown. To be shown, not to extract data from.
 *
 * Needs no access token of a user. Quota: 1000 oembeds in 1 hours. In the API since 2024-12-09.
 *
 * @param client - from `createClient()`.
 * @param params - what to ask for:
 *   - `url` - The post: `https://www.threads.com/@name/post/shortcode` or `https://www.threads.com/t/shortcode`.
 *     Addresses on threads.net were accepted before.
 *   - `maxwidth` (optional) - The greatest width in pixels. From 320 to 658.
 * @param options - `signal` to abort; `timeout` in milliseconds for one exchange; `context` for the hooks;
 * `extra` parameters, sent unchecked.
 * @returns The embed.
 * @throws {InvalidInputError} if parameters are wrong: all faults at once, before anything is sent.
 * @throws {ApiError} if Meta refuses the call; its `code` says why, its `remedy` what to do.
 * @throws {TransportError} if no usable answer comes.
 * @throws {AbortError} if `signal` ends the call.
 * @example
 * ```ts
 * import { createClient } from '@threads-sdk/core-http';
 * import { getOembed } from '@threads-sdk/endpoints';
 *
 * const client = createClient();
 * console.log(await getOembed(client, { url: 'https://www.threads.com/@kyoto.walks/post/DRHI1xwkg9u' }));
 * ```
 * @see https://developers.facebook.com/documentation/threads/reference/oembed
 * @category Embed posts
 */
export function getOembed(
  client: Client,
  params: GetOembedParameters,
  options?: RequestOptions,
): Promise<Embed> {
  return request(client, operation, params, options);
}

const operation: Operation<Embed> = {
  id: 'getOembed',
  method: 'GET',
  path: '/oembed',
  repeat: 'safe',
  scopes: [],
  anonymous: true,
  input: /* @__PURE__ */ inputObject(
    {
      url: /* @__PURE__ */ check(text, (value) => URL.canParse(value), 'must be an absolute URL'),
      maxwidth: /* @__PURE__ */ whole(320, 658),
    },
    ['url'],
  ),
  output: embedSchema,
};
