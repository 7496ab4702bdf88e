// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { type Client, type Operation, type RequestOptions, request } from '@threads-sdk/core-http/fetch';
import { boundedList, inputObject, matching, oneOf } from '@threads-sdk/internal';
import { type ThreadInsights, threadInsightsSchema } from '../schemas/thread-insights.ts';

/**
 * The parameters of {@link getThreadInsights}.
 *
 * @category Parameters
 */
export interface GetThreadInsightsParameters {
  /** The id of a post or reply. */
  readonly media_id: string;
  /** The metrics. `shares` since 2024-10-28. Not empty. */
  readonly metric: readonly ('views' | 'likes' | 'replies' | 'reposts' | 'quotes' | 'shares')[];
}

/**
 * Read the metrics of a post.
 *
 * Totals since publication. They do not include those of nested replies. `replies` counts all replies of a
 * top-level post and the direct ones of a reply; `views` and `shares` are marked as in development. A repost has
 * none. `clicks` does not exist for posts. Meta's sample app sends `since` and `until`, which are not documented
 * here; what they do is unknown.
 *
 * Permissions: `threads_basic`, `threads_manage_insights`. In the API since 2024-04-08.
 *
 * @param client - from `createClient({ credentials })`.
 * @param params - what to ask for:
 *   - `media_id` - The id of a post or reply.
 *   - `metric` - The metrics. `shares` since 2024-10-28. Not empty.
 * @param options - `signal` to abort; `timeout` in milliseconds for one exchange; `context` for the hooks;
 * `extra` parameters, sent unchecked.
 * @returns One entry per metric.
 * @throws {InvalidInputError} if parameters are wrong: all faults at once, before anything is sent.
 * @throws {CredentialsError} with code `CREDENTIALS_EXPIRED` if the credentials have expired: nothing is sent.
 * @throws {ApiError} if Meta refuses the call; its `code` says why, its `remedy` what to do.
 * @throws {TransportError} if no usable answer comes.
 * @throws {AbortError} if `signal` ends the call.
 * @example
 * ```ts
 * import { createClient } from '@threads-sdk/core-http';
 * import { credentialsFromJson } from '@threads-sdk/credentials';
 * import { getThreadInsights } from '@threads-sdk/endpoints';
 *
 * const client = createClient({ credentials: credentialsFromJson(process.env['THREADS_CREDENTIALS'] ?? '') });
 * console.log(await getThreadInsights(client, { media_id: '18050206876707110', metric: ['views', 'likes'] }));
 * ```
 * @see https://developers.facebook.com/documentation/threads/insights
 * @category Insights
 */
export function getThreadInsights(
  client: Client,
  params: GetThreadInsightsParameters,
  options?: RequestOptions,
): Promise<ThreadInsights> {
  return request(client, operation, params, options);
}

const operation: Operation<ThreadInsights> = {
  id: 'getThreadInsights',
  method: 'GET',
  path: '/{media_id}/insights',
  repeat: 'safe',
  scopes: ['threads_basic', 'threads_manage_insights'],
  input: /* @__PURE__ */ inputObject(
    {
      media_id: /* @__PURE__ */ matching(
        /^[0-9]+$/u,
        'must be an id of digits, as lists and webhooks have it; no address or shortcode can be turned into one',
      ),
      metric: /* @__PURE__ */ boundedList(
        /* @__PURE__ */ oneOf(['views', 'likes', 'replies', 'reposts', 'quotes', 'shares']),
        1,
      ),
    },
    ['media_id', 'metric'],
  ),
  output: threadInsightsSchema,
};
