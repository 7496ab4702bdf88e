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
  check,
  fieldsInput,
  filledText,
  inputObject,
  isUpTo,
  oneOf,
  pageOf,
  timeInput,
  whole,
} from '@threads-sdk/internal';
import type { Selected } from '../../selected.ts';
import { type Thread, type ThreadSelection, threadSchema } from '../schemas/thread.ts';

/**
 * The fields that {@link searchThreads} asks for when `fields` is left out.
 *
 * @category Default fields
 */
export type SearchThreadsDefaultFields = readonly [
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
  'reposted_post',
  'alt_text',
  'link_attachment_url',
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
  'topic_tag',
];

/**
 * The parameters of {@link searchThreads}.
 *
 * @category Parameters
 */
export interface SearchThreadsParameters<
  Fields extends readonly ThreadSelection[] = readonly ThreadSelection[],
> {
  /** The keywords or the tag. Not empty. */
  readonly q: string;
  /** The most popular first, or the newest. Default: `TOP`. */
  readonly search_type?: 'TOP' | 'RECENT' | undefined;
  /** Search texts, or topic tags. Default: `KEYWORD`. Since 2025-07-14. */
  readonly search_mode?: 'KEYWORD' | 'TAG' | undefined;
  /** Only posts of this kind. The names differ from those of the answer. Since 2025-09-09. */
  readonly media_type?: 'TEXT' | 'IMAGE' | 'VIDEO' | undefined;
  /** Only posts of this author; the exact username, without `@`. Not empty. Since 2026-01-20. */
  readonly author_username?: string | undefined;
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
 * Search public posts by keyword or tag.
 *
 * Until the app is approved only the token's user's own posts are searched. Searches that find nothing do not
 * count; repeated ones do, across all apps. Offensive keywords find nothing. `owner` is never there. Paging is
 * not documented here, but Meta's Postman collection shows cursors and its sample app follows them. What is
 * found may be replied to, quoted and reposted.
 *
 * Permissions: `threads_basic`, `threads_keyword_search`. Quota: 2200 keyword searches in 24 hours. In the API
 * since 2024-12-09.
 *
 * @param client - from `createClient({ credentials })`.
 * @param params - what to ask for:
 *   - `q` - The keywords or the tag. Not empty.
 *   - `search_type` (optional) - The most popular first, or the newest. Default: `TOP`.
 *   - `search_mode` (optional) - Search texts, or topic tags. Default: `KEYWORD`. Since 2025-07-14.
 *   - `media_type` (optional) - Only posts of this kind. The names differ from those of the answer. Since
 *     2025-09-09.
 *   - `author_username` (optional) - Only posts of this author; the exact username, without `@`. Not empty.
 *     Since 2026-01-20.
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
 * import { searchThreads } from '@threads-sdk/endpoints';
 *
 * const client = createClient({ credentials: credentialsFromJson(process.env['THREADS_CREDENTIALS'] ?? '') });
 * for await (const item of searchThreads(client, { q: 'kyoto' })) {
 *   console.log(item);
 * }
 * ```
 * @see https://developers.facebook.com/documentation/threads/keyword-search
 * @category Search posts
 */
export function searchThreads<const Fields extends readonly ThreadSelection[] = SearchThreadsDefaultFields>(
  client: Client,
  params: SearchThreadsParameters<Fields>,
  options?: RequestOptions,
): Pages<Selected<Thread, Fields>>;
export function searchThreads(
  client: Client,
  params: SearchThreadsParameters,
  options?: RequestOptions,
): Pages<Thread> {
  return requestPages(client, operation, params, options);
}

const operation: Operation<Page<Thread>> = {
  id: 'searchThreads',
  method: 'GET',
  path: '/keyword_search',
  repeat: 'safe',
  scopes: ['threads_basic', 'threads_keyword_search'],
  input: /* @__PURE__ */ inputObject(
    {
      q: filledText,
      search_type: /* @__PURE__ */ oneOf(['TOP', 'RECENT']),
      search_mode: /* @__PURE__ */ oneOf(['KEYWORD', 'TAG']),
      media_type: /* @__PURE__ */ oneOf(['TEXT', 'IMAGE', 'VIDEO']),
      author_username: /* @__PURE__ */ check(
        filledText,
        (value) => /^[^@\s]+$/u.test(value),
        'must be a username, without @ and spaces',
      ),
      since: timeInput,
      until: timeInput,
      limit: /* @__PURE__ */ whole(0, 100),
      before: filledText,
      after: filledText,
      fields: fieldsInput,
    },
    ['q'],
    {
      fields:
        'id,media_product_type,media_type,media_url,thumbnail_url,permalink,username,text,timestamp,shortcode,children{id,media_type,media_url,thumbnail_url,alt_text},is_quote_post,quoted_post,reposted_post,alt_text,link_attachment_url,gif_url,poll_attachment{option_a,option_b,option_c,option_d,option_a_votes_percentage,option_b_votes_percentage,option_c_votes_percentage,option_d_votes_percentage,total_votes,expiration_timestamp},has_replies,is_reply,root_post,replied_to,topic_tag',
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
