import type { Credentials } from './credentials.ts';
import type { KnownScope } from './generated/limits.ts';

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

/**
 * Tells whether a permission was asked for at login. Users can deselect permissions, and Threads does not say so: only
 * `debug_token` lists what was granted.
 *
 * @param credentials the credentials to look at
 * @param scope the permission, e.g. `'threads_content_publish'`
 * @returns whether `credentials.scopes` contains it
 *
 * @example
 * ```ts
 * import { type Credentials, hasScope } from '@threads-sdk/credentials';
 *
 * export function canPublish(credentials: Credentials): boolean {
 *   return hasScope(credentials, 'threads_content_publish');
 * }
 * ```
 *
 * @category Hold a token
 */
export function hasScope(credentials: Credentials, scope: Scope): boolean {
  return credentials.scopes.includes(scope);
}
