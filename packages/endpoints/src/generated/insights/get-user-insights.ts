// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { type Client, type Operation, type RequestOptions, request } from '@threads-sdk/core-http/fetch';
import { boundedList, inputObject, isUpTo, matching, oneOf, timeInput } from '@threads-sdk/internal';
import { type UserInsights, userInsightsSchema } from '../schemas/user-insights.ts';

/**
 * The parameters of {@link getUserInsights}.
 *
 * @category Parameters
 */
export interface GetUserInsightsParameters {
  /**
   * The id of the token's user, or `me`. One source saw writing under an id that is no longer the user's fail with
   * 24/4279009 where `me` worked. Default: `me`.
   */
  readonly user_id?: string | undefined;
  /** The metrics. `clicks` since 2025-07-02. Not empty. */
  readonly metric: readonly (
    | 'views'
    | 'likes'
    | 'replies'
    | 'reposts'
    | 'quotes'
    | 'clicks'
    | 'followers_count'
    | 'follower_demographics'
  )[];
  /**
   * The start of the window, before its end. Documented as Unix seconds, not before 1712991600
   * (2024-04-13T07:00:00Z).
   */
  readonly since?: Date | number | string | undefined;
  /** The end of the window. Documented as Unix seconds. */
  readonly until?: Date | number | string | undefined;
  /** What to break `follower_demographics` down by; required for it. */
  readonly breakdown?: 'country' | 'city' | 'age' | 'gender' | undefined;
}

/**
 * Read the metrics of a profile.
 *
 * Without `since` and `until` they cover yesterday and today. Nothing before 1712991600 (2024-04-13T07:00:00Z)
 * can be asked for, and nothing before 2024-06-01 is guaranteed. The longest window is unknown.
 * `followers_count` and `follower_demographics` take no window; the latter needs 100 followers and a
 * `breakdown`. One source claims that a parameter `period` is needed; it is not documented, and others do
 * without it. A day without views is *observed* to make the whole entry `views` disappear.
 *
 * Permissions: `threads_basic`, `threads_manage_insights`. In the API since 2024-04-26.
 *
 * @param client - from `createClient({ credentials })`.
 * @param params - what to ask for:
 *   - `user_id` (optional) - The id of the token's user, or `me`. One source saw writing under an id that is no
 *     longer the user's fail with 24/4279009 where `me` worked. Default: `me`.
 *   - `metric` - The metrics. `clicks` since 2025-07-02. Not empty.
 *   - `since` (optional) - The start of the window, before its end. Documented as Unix seconds, not before
 *     1712991600 (2024-04-13T07:00:00Z).
 *   - `until` (optional) - The end of the window. Documented as Unix seconds.
 *   - `breakdown` (optional) - What to break `follower_demographics` down by; required for it.
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
 * import { getUserInsights } from '@threads-sdk/endpoints';
 *
 * const client = createClient({ credentials: credentialsFromJson(process.env['THREADS_CREDENTIALS'] ?? '') });
 * console.log(await getUserInsights(client, { metric: ['views', 'likes', 'clicks'] }));
 * ```
 * @see https://developers.facebook.com/documentation/threads/insights
 * @category Insights
 */
export function getUserInsights(
  client: Client,
  params: GetUserInsightsParameters,
  options?: RequestOptions,
): Promise<UserInsights> {
  return request(client, operation, params, options);
}

const operation: Operation<UserInsights> = {
  id: 'getUserInsights',
  method: 'GET',
  path: '/{user_id}/threads_insights',
  repeat: 'safe',
  scopes: ['threads_basic', 'threads_manage_insights'],
  input: /* @__PURE__ */ inputObject(
    {
      user_id: /* @__PURE__ */ matching(
        /^(me|[0-9]+)$/u,
        'must be me or an id of digits, not a username, permalink or shortcode',
      ),
      metric: /* @__PURE__ */ boundedList(
        /* @__PURE__ */ oneOf([
          'views',
          'likes',
          'replies',
          'reposts',
          'quotes',
          'clicks',
          'followers_count',
          'follower_demographics',
        ]),
        1,
      ),
      since: timeInput,
      until: timeInput,
      breakdown: /* @__PURE__ */ oneOf(['country', 'city', 'age', 'gender']),
    },
    ['metric'],
    { user_id: 'me' },
    [
      ['since', ({ since }) => isUpTo(since, 1712991599), 'must not be before 2024-04-13T07:00:00Z'],
      ['since', ({ until, since }) => isUpTo(until, since), 'must be before until'],
      [
        'breakdown',
        ({ breakdown, metric }) =>
          breakdown === undefined && [metric].flat().includes('follower_demographics'),
        'is needed for follower_demographics',
      ],
    ],
  ),
  output: userInsightsSchema,
};
