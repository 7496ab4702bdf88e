// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import {
  type Client,
  type Operation,
  type Page,
  type Pages,
  type RequestOptions,
  requestPages,
} from '@threads-sdk/core-http/fetch';
import {
  fieldsInput,
  filledText,
  inputObject,
  isUpTo,
  matching,
  pageOf,
  timeInput,
  whole,
} from '@threads-sdk/internal';
import type { Selected } from '../../selected.ts';
import { type Thread, type ThreadSelection, threadSchema } from '../schemas/thread.ts';

/**
 * The fields that {@link listMentions} asks for when `fields` is left out.
 *
 * @category Default fields
 */
export type ListMentionsDefaultFields = readonly [
  'id',
  'media_product_type',
  'media_type',
  'media_url',
  'thumbnail_url',
  'permalink',
  'username',
  'text',
  'timestamp',
  'shortcode',
  { readonly children: readonly ['id', 'media_type', 'media_url', 'thumbnail_url', 'alt_text'] },
  'is_quote_post',
  'quoted_post',
  'alt_text',
  'gif_url',
  {
    readonly poll_attachment: readonly [
      'option_a',
      'option_b',
      'option_c',
      'option_d',
      'option_a_votes_percentage',
      'option_b_votes_percentage',
      'option_c_votes_percentage',
      'option_d_votes_percentage',
      'total_votes',
      'expiration_timestamp',
    ];
  },
  'has_replies',
  'is_reply',
  'root_post',
  'replied_to',
  'is_verified',
  'profile_picture_url',
];

/**
 * The parameters of {@link listMentions}.
 *
 * @category Parameters
 */
export interface ListMentionsParameters<
  Fields extends readonly ThreadSelection[] = readonly ThreadSelection[],
> {
  /**
   * The id of the token's user, or `me`. One source saw writing under an id that is no longer the user's fail with
   * 24/4279009 where `me` worked. Default: `me`.
   */
  readonly user_id?: string | undefined;
  /** Only what is newer. Not before 1688540400 (2023-07-05T07:00:00Z), and before `until`. */
  readonly since?: Date | number | string | undefined;
  /** Only what is older. Not in the future, and after `since`. */
  readonly until?: Date | number | string | undefined;
  /** Items per page. What happens beyond the maximum is unknown. From 0 to 100. Default: `25`. */
  readonly limit?: number | undefined;
  /** The cursor of `paging.cursors.before`, for the page before it. Not together with `after`. Not empty. */
  readonly before?: string | undefined;
  /** The cursor of `paging.cursors.after`, for the page after it. Not together with `before`. Not empty. */
  readonly after?: string | undefined;
  /**
   * The fields of {@link Thread} to ask for; `id` always comes. Those of a part are named as `{ part: ['field']
   * }`. Left out: the default fields.
   */
  readonly fields?: Fields | undefined;
}

/**
 * List the posts that mention a user.
 *
 * Public posts of others that tag the token's user; without advanced access only those of testers. Before the
 * app is reviewed it is *observed* that the call fails with HTTP 500, code 100, on a field `threads_mentions`,
 * or with 10/4279067. Meta gives no list of fields of its own for them.
 *
 * Permissions: `threads_basic`, `threads_manage_mentions`. In the API since 2024-12-09.
 *
 * @param client - from `createClient({ credentials })`.
 * @param params - what to ask for:
 *   - `user_id` (optional) - The id of the token's user, or `me`. One source saw writing under an id that is no
 *     longer the user's fail with 24/4279009 where `me` worked. Default: `me`.
 *   - `since` (optional) - Only what is newer. Not before 1688540400 (2023-07-05T07:00:00Z), and before `until`.
 *   - `until` (optional) - Only what is older. Not in the future, and after `since`.
 *   - `limit` (optional) - Items per page. What happens beyond the maximum is unknown. From 0 to 100. Default:
 *     `25`.
 *   - `before` (optional) - The cursor of `paging.cursors.before`, for the page before it. Not together with
 *     `after`. Not empty.
 *   - `after` (optional) - The cursor of `paging.cursors.after`, for the page after it. Not together with
 *     `before`. Not empty.
 *   - `fields` - the fields to ask for; the type of the result follows them.
 * @param options - `signal` to abort; `timeout` in milliseconds for one exchange; `context` for the hooks;
 * `extra` parameters, sent unchecked.
 * @returns A page of posts: `await` it for one page, `for await` it for every item, or walk its `pages()`.
 * @throws {InvalidInputError} if parameters are wrong: all faults at once, before anything is sent.
 * @throws {CredentialsError} with code `CREDENTIALS_EXPIRED` if the credentials have expired: nothing is sent.
 * @throws {ApiError} if Meta refuses the call; its `code` says why, its `remedy` what to do.
 * @throws {TransportError} if no usable answer comes; with code `PAGINATION_LOOP` if a cursor comes a second
 * time.
 * @throws {AbortError} if `signal` ends the call.
 * @example
 * ```ts
 * import { createClient } from '@threads-sdk/core-http';
 * import { credentialsFromJson } from '@threads-sdk/credentials';
 * import { listMentions } from '@threads-sdk/endpoints';
 *
 * const client = createClient({ credentials: credentialsFromJson(process.env['THREADS_CREDENTIALS'] ?? '') });
 * for await (const item of listMentions(client)) {
 *   console.log(item);
 * }
 * ```
 * @see https://developers.facebook.com/documentation/threads/threads-mentions
 * @category Profiles and mentions
 */
export function listMentions<const Fields extends readonly ThreadSelection[] = ListMentionsDefaultFields>(
  client: Client,
  params?: ListMentionsParameters<Fields>,
  options?: RequestOptions,
): Pages<Selected<Thread, Fields>>;
export function listMentions(
  client: Client,
  params: ListMentionsParameters = {},
  options?: RequestOptions,
): Pages<Thread> {
  return requestPages(client, operation, params, options);
}

const operation: Operation<Page<Thread>> = {
  id: 'listMentions',
  method: 'GET',
  path: '/{user_id}/mentions',
  repeat: 'safe',
  scopes: ['threads_basic', 'threads_manage_mentions'],
  input: /* @__PURE__ */ inputObject(
    {
      user_id: /* @__PURE__ */ matching(
        /^(me|[0-9]+)$/u,
        'must be me or an id of digits, not a username, permalink or shortcode',
      ),
      since: timeInput,
      until: timeInput,
      limit: /* @__PURE__ */ whole(0, 100),
      before: filledText,
      after: filledText,
      fields: fieldsInput,
    },
    [],
    {
      user_id: 'me',
      fields:
        'id,media_product_type,media_type,media_url,thumbnail_url,permalink,username,text,timestamp,shortcode,children{id,media_type,media_url,thumbnail_url,alt_text},is_quote_post,quoted_post,alt_text,gif_url,poll_attachment{option_a,option_b,option_c,option_d,option_a_votes_percentage,option_b_votes_percentage,option_c_votes_percentage,option_d_votes_percentage,total_votes,expiration_timestamp},has_replies,is_reply,root_post,replied_to,is_verified,profile_picture_url',
    },
    [
      ['since', ({ since }) => isUpTo(since, 1688540399), 'must not be before 2023-07-05T07:00:00Z'],
      ['since', ({ until, since }) => isUpTo(until, since), 'must be before until'],
      [
        'after',
        ({ after, before }) => after !== undefined && before !== undefined,
        'must not go with before',
      ],
    ],
  ),
  output: /* @__PURE__ */ pageOf(threadSchema),
};
