import type { Scope } from './scope.ts';

/**
 * An access token with what must be known to use it. {@link createCredentials} makes frozen ones that mask the token
 * when they are printed; a hand-written or spread object of this shape works as well, but does not mask.
 *
 * @example
 * ```ts
 * import { type Credentials, isExpired } from '@threads-sdk/credentials';
 *
 * export function usable(credentials: Credentials): boolean {
 *   return !isExpired(credentials);
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/get-started/get-access-tokens-and-permissions
 * @category Hold a token
 */
export interface Credentials {
  /** The user's Threads id: decimal digits, beyond what a number can hold. */
  readonly userId: string;

  /** The permissions that were asked for. Threads does not say which of them the user granted. */
  readonly scopes: readonly Scope[];

  /** `true` for the token of a login (1 hour), `false` for one that was extended (60 days). */
  readonly shortLived: boolean;

  /** The secret. */
  readonly accessToken: string;

  /** When the token stops working. */
  readonly expiration: Date;
}
