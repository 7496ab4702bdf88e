// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import {
  type Client,
  type Operation,
  type Page,
  type Pages,
  type RequestOptions,
  requestPages,
} from '@threads-sdk/core-http/fetch';
import { fieldsInput, filledText, flag, inputObject, matching, oneOf, pageOf } from '@threads-sdk/internal';
import type { Selected } from '../../selected.ts';
import { type Thread, type ThreadSelection, threadSchema } from '../schemas/thread.ts';

/**
 * The fields that {@link listPendingReplies} asks for when `fields` is left out.
 *
 * @category Default fields
 */
export type ListPendingRepliesDefaultFields = readonly [
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
  { readonly children: readonly ['id', 'media_type', 'media_url', 'thumbnail_url'] },
  'is_quote_post',
  'quoted_post',
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
  'is_reply_owned_by_me',
  'root_post',
  'replied_to',
  'hide_status',
  'topic_tag',
  'is_verified',
  'profile_picture_url',
  'reply_approval_status',
];

/**
 * The parameters of {@link listPendingReplies}.
 *
 * @category Parameters
 */
export interface ListPendingRepliesParameters<
  Fields extends readonly ThreadSelection[] = readonly ThreadSelection[],
> {
  /** The id of a post or reply. */
  readonly media_id: string;
  /** Only replies that wait, or only those that were ignored. Both by default. */
  readonly approval_status?: 'pending' | 'ignored' | undefined;
  /** Newest first. Default: `true`. */
  readonly reverse?: boolean | undefined;
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
 * List the replies that wait for approval.
 *
 * For posts that were published with `enable_reply_approvals`; one source says that others get an error rather
 * than an empty list. Whether `limit` is accepted is unknown. Meta's example lacks `root_post` and `replied_to`
 * although it asks for them.
 *
 * Permissions: `threads_basic`, `threads_read_replies`. In the API since 2026-02-13.
 *
 * @param client - from `createClient({ credentials })`.
 * @param params - what to ask for:
 *   - `media_id` - The id of a post or reply.
 *   - `approval_status` (optional) - Only replies that wait, or only those that were ignored. Both by default.
 *   - `reverse` (optional) - Newest first. Default: `true`.
 *   - `before` (optional) - The cursor of `paging.cursors.before`, for the page before it. Not together with
 *     `after`. Not empty.
 *   - `after` (optional) - The cursor of `paging.cursors.after`, for the page after it. Not together with
 *     `before`. Not empty.
 *   - `fields` - the fields to ask for; the type of the result follows them.
 * @param options - `signal` to abort; `timeout` in milliseconds for one exchange; `context` for the hooks;
 * `extra` parameters, sent unchecked.
 * @returns A page of replies: `await` it for one page, `for await` it for every item, or walk its `pages()`.
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
 * import { listPendingReplies } from '@threads-sdk/endpoints';
 *
 * const client = createClient({ credentials: credentialsFromJson(process.env['THREADS_CREDENTIALS'] ?? '') });
 * for await (const item of listPendingReplies(client, { media_id: '18050206876707110' })) {
 *   console.log(item);
 * }
 * ```
 * @see https://developers.facebook.com/documentation/threads/reply-management
 * @category Read and moderate replies
 */
export function listPendingReplies<
  const Fields extends readonly ThreadSelection[] = ListPendingRepliesDefaultFields,
>(
  client: Client,
  params: ListPendingRepliesParameters<Fields>,
  options?: RequestOptions,
): Pages<Selected<Thread, Fields>>;
export function listPendingReplies(
  client: Client,
  params: ListPendingRepliesParameters,
  options?: RequestOptions,
): Pages<Thread> {
  return requestPages(client, operation, params, options);
}

const operation: Operation<Page<Thread>> = {
  id: 'listPendingReplies',
  method: 'GET',
  path: '/{media_id}/pending_replies',
  repeat: 'safe',
  scopes: ['threads_basic', 'threads_read_replies'],
  input: /* @__PURE__ */ inputObject(
    {
      media_id: /* @__PURE__ */ matching(
        /^[0-9]+$/u,
        'must be an id of digits, as lists and webhooks have it; no address or shortcode can be turned into one',
      ),
      approval_status: /* @__PURE__ */ oneOf(['pending', 'ignored']),
      reverse: flag,
      before: filledText,
      after: filledText,
      fields: fieldsInput,
    },
    ['media_id'],
    {
      fields:
        'id,media_product_type,media_type,media_url,thumbnail_url,permalink,username,text,timestamp,shortcode,children{id,media_type,media_url,thumbnail_url},is_quote_post,quoted_post,gif_url,poll_attachment{option_a,option_b,option_c,option_d,option_a_votes_percentage,option_b_votes_percentage,option_c_votes_percentage,option_d_votes_percentage,total_votes,expiration_timestamp},has_replies,is_reply,is_reply_owned_by_me,root_post,replied_to,hide_status,topic_tag,is_verified,profile_picture_url,reply_approval_status',
    },
    [
      [
        'after',
        ({ after, before }) => after !== undefined && before !== undefined,
        'must not go with before',
      ],
    ],
  ),
  output: /* @__PURE__ */ pageOf(threadSchema),
};
