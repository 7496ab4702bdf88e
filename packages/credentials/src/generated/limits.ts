// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.

/**
 * The permissions that Threads is known to offer. `threads_basic` belongs to every login.
 *
 * @example
 * ```ts
 * import type { KnownScope } from '@threads-sdk/credentials';
 *
 * const needed: readonly KnownScope[] = ['threads_basic', 'threads_content_publish'];
 * console.log(needed.join());
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/get-started/get-access-tokens-and-permissions
 * @category Hold a token
 */
export type KnownScope =
  | 'threads_basic'
  | 'threads_content_publish'
  | 'threads_delete'
  | 'threads_keyword_search'
  | 'threads_location_tagging'
  | 'threads_manage_insights'
  | 'threads_manage_mentions'
  | 'threads_manage_replies'
  | 'threads_profile_discovery'
  | 'threads_read_replies'
  | 'threads_share_to_instagram';

/**
 * The permissions that Threads is known to offer.
 *
 * @see https://developers.facebook.com/documentation/threads/get-started/get-access-tokens-and-permissions
 */
export const scopes: readonly KnownScope[] = [
  'threads_basic',
  'threads_content_publish',
  'threads_delete',
  'threads_keyword_search',
  'threads_location_tagging',
  'threads_manage_insights',
  'threads_manage_mentions',
  'threads_manage_replies',
  'threads_profile_discovery',
  'threads_read_replies',
  'threads_share_to_instagram',
];

/**
 * How long a long-lived token is valid, from when it was issued or refreshed (60 days).
 *
 * @see https://developers.facebook.com/documentation/threads/get-started/long-lived-tokens
 */
export const longLivedTokenSeconds = 5_184_000;
