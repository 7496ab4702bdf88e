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
 * @see https://developers.facebook.com/docs/threads/get-started/get-access-tokens-and-permissions
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
 * A permission: one of the known ones, which an editor completes, or one that Meta adds later.
 *
 * @example
 * ```ts
 * import type { Scope } from '@threads-sdk/credentials';
 *
 * const scopes: readonly Scope[] = ['threads_basic', 'threads_of_tomorrow'];
 * console.log(scopes.join());
 * ```
 *
 * @category Hold a token
 */
export type Scope = KnownScope | (string & {});
