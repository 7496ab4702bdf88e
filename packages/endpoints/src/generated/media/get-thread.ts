// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { type Client, type Operation, type RequestOptions, request } from '@threads-sdk/core-http/fetch';
import { fieldsInput, inputObject, matching } from '@threads-sdk/internal';
import type { Selected } from '../../selected.ts';
import { type Thread, type ThreadSelection, threadSchema } from '../schemas/thread.ts';

/**
 * The fields that {@link getThread} asks for when `fields` is left out.
 *
 * @category Default fields
 */
export type GetThreadDefaultFields = readonly [
  'id',
  'media_product_type',
  'media_type',
  'media_url',
  'thumbnail_url',
  'permalink',
  'owner',
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
  'is_reply_owned_by_me',
  'root_post',
  'replied_to',
  'hide_status',
  'topic_tag',
  'is_spoiler_media',
  'text_entities',
  'text_attachment',
  'location_id',
  {
    readonly location: readonly [
      'id',
      'name',
      'address',
      'city',
      'country',
      'latitude',
      'longitude',
      'postal_code',
    ];
  },
];

/**
 * The parameters of {@link getThread}.
 *
 * @category Parameters
 */
export interface GetThreadParameters<Fields extends readonly ThreadSelection[] = readonly ThreadSelection[]> {
  /** The id of a post or reply. */
  readonly media_id: string;
  /**
   * The fields of {@link Thread} to ask for; `id` always comes. Those of a part are named as `{ part: ['field']
   * }`. Left out: the default fields.
   */
  readonly fields?: Fields | undefined;
}

/**
 * Read a post or reply.
 *
 * Own posts, and with advanced access to `threads_basic` public posts of others; without it, those of testers.
 *
 * Permissions: `threads_basic`. In the API since 2024-04-08.
 *
 * @param client - from `createClient({ credentials })`.
 * @param params - what to ask for:
 *   - `media_id` - The id of a post or reply.
 *   - `fields` - the fields to ask for; the type of the result follows them.
 * @param options - `signal` to abort; `timeout` in milliseconds for one exchange; `context` for the hooks;
 * `extra` parameters, sent unchecked.
 * @returns The post or reply.
 * @throws {InvalidInputError} if parameters are wrong: all faults at once, before anything is sent.
 * @throws {CredentialsError} with code `CREDENTIALS_EXPIRED` if the credentials have expired: nothing is sent.
 * @throws {ApiError} if Meta refuses the call; its `code` says why, its `remedy` what to do.
 * @throws {TransportError} if no usable answer comes.
 * @throws {AbortError} if `signal` ends the call.
 * @example
 * ```ts
 * import { createClient } from '@threads-sdk/core-http';
 * import { credentialsFromJson } from '@threads-sdk/credentials';
 * import { getThread } from '@threads-sdk/endpoints';
 *
 * const client = createClient({ credentials: credentialsFromJson(process.env['THREADS_CREDENTIALS'] ?? '') });
 * console.log(await getThread(client, { media_id: '18050206876707110' }));
 * ```
 * @see https://developers.facebook.com/documentation/threads/threads-media
 * @category Read posts
 */
export function getThread<const Fields extends readonly ThreadSelection[] = GetThreadDefaultFields>(
  client: Client,
  params: GetThreadParameters<Fields>,
  options?: RequestOptions,
): Promise<Selected<Thread, Fields>>;
export function getThread(
  client: Client,
  params: GetThreadParameters,
  options?: RequestOptions,
): Promise<Thread> {
  return request(client, operation, params, options);
}

const operation: Operation<Thread> = {
  id: 'getThread',
  method: 'GET',
  path: '/{media_id}',
  repeat: 'safe',
  scopes: ['threads_basic'],
  input: /* @__PURE__ */ inputObject(
    {
      media_id: /* @__PURE__ */ matching(
        /^[0-9]+$/u,
        'must be an id of digits, as lists and webhooks have it; no address or shortcode can be turned into one',
      ),
      fields: fieldsInput,
    },
    ['media_id'],
    {
      fields:
        'id,media_product_type,media_type,media_url,thumbnail_url,permalink,owner,username,text,timestamp,shortcode,children{id,media_type,media_url,thumbnail_url,alt_text},is_quote_post,quoted_post,reposted_post,alt_text,link_attachment_url,gif_url,poll_attachment{option_a,option_b,option_c,option_d,option_a_votes_percentage,option_b_votes_percentage,option_c_votes_percentage,option_d_votes_percentage,total_votes,expiration_timestamp},has_replies,is_reply,is_reply_owned_by_me,root_post,replied_to,hide_status,topic_tag,is_spoiler_media,text_entities,text_attachment,location_id,location{id,name,address,city,country,latitude,longitude,postal_code}',
    },
  ),
  output: threadSchema,
};
