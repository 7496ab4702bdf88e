import type { Credentials } from './credentials.ts';
import type { Scope } from './scope.ts';

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
 * @see https://developers.facebook.com/docs/threads/get-started/get-access-tokens-and-permissions
 * @category Hold a token
 */
export function hasScope(credentials: Credentials, scope: Scope): boolean {
  return credentials.scopes.includes(scope);
}
