// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import {
  type Client,
  type Operation,
  type Page,
  type Pages,
  type RequestOptions,
  requestPages,
} from '@threads-sdk/core-http/fetch';
import { fieldsInput, filledText, flag, inputObject, matching, pageOf, whole } from '@threads-sdk/internal';
import type { Selected } from '../../selected.ts';
import { type Thread, type ThreadSelection, threadSchema } from '../schemas/thread.ts';

/**
 * The fields that {@link listConversation} asks for when `fields` is left out.
 *
 * @category Default fields
 */
export type ListConversationDefaultFields = readonly [
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
];

/**
 * The parameters of {@link listConversation}.
 *
 * @category Parameters
 */
export interface ListConversationParameters<
  Fields extends readonly ThreadSelection[] = readonly ThreadSelection[],
> {
  /** The id of a post or reply. */
  readonly media_id: string;
  /** Newest first. Default: `true`. */
  readonly reverse?: boolean | undefined;
  /**
   * Items per page. Not documented here, but Meta's sample app sends it; that 100 is the most is *assumed*. At
   * least 0. Meta's limit: 100 (not checked here).
   */
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
 * List all replies to a post, at every depth.
 *
 * One flat list. Meant for top-level posts only.
 *
 * Permissions: `threads_basic`, `threads_read_replies`. In the API since 2024-04-08.
 *
 * @param client - from `createClient({ credentials })`.
 * @param params - what to ask for:
 *   - `media_id` - The id of a post or reply.
 *   - `reverse` (optional) - Newest first. Default: `true`.
 *   - `limit` (optional) - Items per page. Not documented here, but Meta's sample app sends it; that 100 is the
 *     most is *assumed*. At least 0. Meta's limit: 100 (not checked here).
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
 * import { listConversation } from '@threads-sdk/endpoints';
 *
 * const client = createClient({ credentials: credentialsFromJson(process.env['THREADS_CREDENTIALS'] ?? '') });
 * for await (const item of listConversation(client, { media_id: '18050206876707110' })) {
 *   console.log(item);
 * }
 * ```
 * @see
 * https://developers.facebook.com/documentation/threads/retrieve-and-manage-replies/replies-and-conversations
 * @category Read and moderate replies
 */
export function listConversation<
  const Fields extends readonly ThreadSelection[] = ListConversationDefaultFields,
>(
  client: Client,
  params: ListConversationParameters<Fields>,
  options?: RequestOptions,
): Pages<Selected<Thread, Fields>>;
export function listConversation(
  client: Client,
  params: ListConversationParameters,
  options?: RequestOptions,
): Pages<Thread> {
  return requestPages(client, operation, params, options);
}

const operation: Operation<Page<Thread>> = {
  id: 'listConversation',
  method: 'GET',
  path: '/{media_id}/conversation',
  repeat: 'safe',
  scopes: ['threads_basic', 'threads_read_replies'],
  input: /* @__PURE__ */ inputObject(
    {
      media_id: /* @__PURE__ */ matching(
        /^[0-9]+$/u,
        'must be an id of digits, as lists and webhooks have it; no address or shortcode can be turned into one',
      ),
      reverse: flag,
      limit: /* @__PURE__ */ whole(0),
      before: filledText,
      after: filledText,
      fields: fieldsInput,
    },
    ['media_id'],
    {
      fields:
        'id,media_product_type,media_type,media_url,thumbnail_url,permalink,username,text,timestamp,shortcode,children{id,media_type,media_url,thumbnail_url},is_quote_post,quoted_post,gif_url,poll_attachment{option_a,option_b,option_c,option_d,option_a_votes_percentage,option_b_votes_percentage,option_c_votes_percentage,option_d_votes_percentage,total_votes,expiration_timestamp},has_replies,is_reply,is_reply_owned_by_me,root_post,replied_to,hide_status,topic_tag,is_verified,profile_picture_url',
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
