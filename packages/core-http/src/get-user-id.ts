import { InvalidInputError } from '@threads-sdk/errors';
import { internals, type Client } from './client.ts';

/**
 * Tells whose credentials a client sends, without asking Threads.
 *
 * @param client made by `createClient`
 * @returns the user's id, decimal digits
 * @throws InvalidInputError if the client has no credentials; what its function of credentials throws
 *
 * @example
 * ```ts
 * import { type Client, getUserId } from '@threads-sdk/core-http';
 *
 * export async function rowOf(client: Client): Promise<string> {
 *   return `user-${await getUserId(client)}`;
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/threads-profiles
 * @category Make a client
 */
export async function getUserId(client: Client): Promise<string> {
  const { credentials } = client[internals]();
  const current = typeof credentials === 'function' ? await credentials() : credentials;
  if (current) return current.userId;
  throw new InvalidInputError('getUserId', [
    { path: 'client.credentials', message: 'must be credentials with an access token' },
  ]);
}
