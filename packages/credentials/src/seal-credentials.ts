import * as v from 'valibot';
import type { Credentials } from './credentials.ts';
import { credentialsToJson } from './credentials-to-json.ts';
import { credentialsFields } from './fields.ts';
import { parseInput } from './parse-input.ts';
import { nameKey, type SealingKey, sealingKeys } from './sealing-keys.ts';

const schema = /* @__PURE__ */ v.object({ credentials: credentialsFields, keys: sealingKeys });

/**
 * Encrypts and authenticates credentials, for a cookie or a database: nobody without the key can read the text, nor
 * change it unnoticed. The text of the same credentials differs each time. It does not say whose it is: bind it to its
 * place (an HttpOnly cookie, the row of a user), and do not accept it from elsewhere.
 *
 * @param credentials the credentials to seal
 * @param options `keys`: the first one seals. Put a new key in front and keep the old ones behind it until nothing that
 *   they sealed is left
 * @returns a compact JWE (`dir`, `A256GCM`) of URL-safe characters, about 600 for a token of 200; a cookie holds 4096
 * @throws InvalidInputError (`INVALID_INPUT`) with every fault, never showing a token or a key
 *
 * @example
 * ```ts
 * import { createCredentials, createSealingKey, openCredentials, sealCredentials } from '@threads-sdk/credentials';
 *
 * const keys = [createSealingKey()];
 * const credentials = createCredentials({
 *   userId: '17841405793187218',
 *   scopes: ['threads_basic'],
 *   shortLived: false,
 *   accessToken: 'THAA-a-token',
 *   expiration: new Date('2026-03-01T12:00:00Z'),
 * });
 * const text = await sealCredentials(credentials, { keys });
 * console.log((await openCredentials(text, { keys })).userId); // 17841405793187218
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc7516
 * @category Seal credentials
 */
export async function sealCredentials(
  credentials: Credentials,
  options: { readonly keys: readonly SealingKey[] },
): Promise<string> {
  const checked = parseInput('sealCredentials', schema, { ...options, credentials });
  const [key] = checked.keys;
  // Loaded with the first call: loading jose takes longer than loading everything else of this package.
  const { CompactEncrypt } = await import('jose/jwe/compact/encrypt');
  return new CompactEncrypt(new TextEncoder().encode(credentialsToJson(checked.credentials)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: await nameKey(key) })
    .encrypt(key);
}
