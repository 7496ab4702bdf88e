import { checkInput, credentialsSchema, freezeCredentials } from '@threads-sdk/internal';
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
 * An access token with what must be known to use it. {@link createCredentials} makes frozen ones that show the token nowhere
 * but where it is asked for by name. So a copy of them (`{ ...credentials }`, `structuredClone`) has no token, as TypeScript
 * knows: for a changed copy write `createCredentials({ ...credentials, accessToken: credentials.accessToken, scopes })`. An
 * object of this shape that was made by hand works as well, but shows what it holds.
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
 * @category Hold a token
 */
export interface Credentials extends Secret {
  /** The user's Threads id: decimal digits, more than a number can hold. */
  readonly userId: string;

  /**
   * The permissions that were asked for, or those that `readGrantedScopes` of `@threads-sdk/auth` has read: a login does not say which
   * of them the user granted. Empty if nobody knows. Else a call that needs another one is refused before it is sent.
   */
  readonly scopes: readonly Scope[];

  /** `true` for the token of a login (1 hour), `false` for one that was extended (60 days). */
  readonly shortLived: boolean;

  /** When the token stops working. */
  readonly expiration: Date;

  /**
   * While a process refreshes the token, in the store only: until when the others leave that to it, in milliseconds since
   * 1970. The token works as before. See {@link CredentialsStore}.
   */
  readonly claimedUntil?: number;
}

/** Of a class, so that TypeScript knows what a spread copy lacks. There is no such class. */
declare abstract class Secret {
  /** The secret. It is nowhere but under this name: no copy has it. */
  get accessToken(): string;
}

/**
 * Makes credentials from their fields: checked, copied and frozen. The token shows nowhere but as `accessToken`, asked for
 * by name, and in `credentialsToJson`: not when they are printed (`console.log`, `console.table`, `util.inspect`,
 * `JSON.stringify`, template literals, what a failed assertion compares, the console of a browser), and not in a copy.
 *
 * @param input the fields: `userId` in digits, `scopes`, `shortLived`, `accessToken`, and `expiration` in the years 1 to
 *   9999; other members are left out
 * @returns frozen credentials
 * @throws {InvalidInputError} if a member is not usable, naming every fault; it never shows the token
 *
 * @example
 * ```ts
 * import { createCredentials } from '@threads-sdk/credentials';
 *
 * const credentials = createCredentials({
 *   userId: '17841405793187218',
 *   scopes: ['threads_basic'],
 *   shortLived: false,
 *   accessToken: 'THAA-a-token',
 *   expiration: new Date(Date.now() + 60 * 24 * 60 * 60 * 1000),
 * });
 * console.log(credentials); // Credentials {"userId":"17841405793187218", … ,"accessToken":"[redacted]"}
 * ```
 *
 * @category Hold a token
 */
export function createCredentials(input: Credentials): Credentials {
  return freezeCredentials(checkInput('createCredentials', credentialsSchema, input));
}

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
