import type { Credentials } from './credentials.ts';
import { credentialsFields } from './fields.ts';
import { freezeCredentials } from './freeze-credentials.ts';
import { parseInput } from './parse-input.ts';

/**
 * Makes credentials from their fields: checked, copied and frozen. When they are printed (`console.log`,
 * `util.inspect`, `JSON.stringify`, template literals, in Node, Bun, Deno and Workers), the token is masked. The console
 * of a browser shows objects as they are.
 *
 * @param input the fields: `userId` in digits, `scopes`, `shortLived`, `accessToken`, and `expiration` in the years 1 to
 *   9999; other members are left out
 * @returns frozen credentials
 * @throws InvalidInputError (`INVALID_INPUT`) with every fault, never showing the token
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
 * console.log(credentials); // Credentials {"userId":"17841405793187218", … "accessToken":"[redacted]", … }
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/get-started/get-access-tokens-and-permissions
 * @category Hold a token
 */
export function createCredentials(input: Credentials): Credentials {
  return freezeCredentials(parseInput('createCredentials', credentialsFields, input));
}
