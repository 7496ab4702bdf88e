import { ThreadsError } from '@threads-sdk/errors';
import * as base64url from 'jose/base64url';
import * as v from 'valibot';
import type { Credentials } from './credentials.ts';
import { credentialsFromJson } from './credentials-from-json.ts';
import { parseInput } from './parse-input.ts';
import { nameKey, type SealingKey, sealingKeys } from './sealing-keys.ts';

const schema = /* @__PURE__ */ v.object({
  text: /* @__PURE__ */ v.string('must be a string'),
  keys: sealingKeys,
});

/**
 * Opens what {@link sealCredentials} sealed.
 *
 * @param text the sealed text
 * @param options `keys`: all keys that it may have been sealed with, in any order
 * @returns frozen credentials, see {@link createCredentials}
 * @throws InvalidInputError (`INVALID_INPUT`) with every fault, never showing a key;
 *   ThreadsError (`SEAL_INVALID`) if the text was changed or cut, if it is no sealed text, or if its key is not among
 *   `keys`. Which of these it is, is not said
 *
 * @example
 * ```ts
 * import { type Credentials, openCredentials, type SealingKey } from '@threads-sdk/credentials';
 * import { isThreadsError } from '@threads-sdk/errors';
 *
 * export async function readCookie(text: string, keys: readonly SealingKey[]): Promise<Credentials | undefined> {
 *   try {
 *     return await openCredentials(text, { keys });
 *   } catch (error) {
 *     if (isThreadsError(error) && error.code === 'SEAL_INVALID') return undefined; // log in again
 *     throw error;
 *   }
 * }
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc7516
 * @category Seal credentials
 */
export async function openCredentials(
  text: string,
  options: { readonly keys: readonly SealingKey[] },
): Promise<Credentials> {
  const { keys } = parseInput('openCredentials', schema, { ...options, text });
  const named = new Map(await Promise.all(keys.map(async (key) => [await nameKey(key), key] as const)));
  // Loaded with the first call: loading jose takes longer than loading everything else of this package.
  const { compactDecrypt } = await import('jose/jwe/compact/decrypt');
  try {
    if (!text.split('.').every(isCanonical)) throw sealInvalid();
    const { plaintext } = await compactDecrypt(
      text,
      ({ kid = '' }) => {
        const key = named.get(kid);
        if (!key) throw sealInvalid();
        return key;
      },
      { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] },
    );
    return credentialsFromJson(new TextDecoder().decode(plaintext));
  } catch {
    // No cause: what jose and the parser say is about the text, and tells a forger how far he came.
    throw sealInvalid();
  }
}

/** The last character of base64 has bits that mean nothing. Changed ones are refused all the same. */
function isCanonical(part: string): boolean {
  return base64url.encode(base64url.decode(part)) === part;
}

function sealInvalid(): ThreadsError {
  return new ThreadsError(
    'SEAL_INVALID',
    'openCredentials: the text was not sealed with one of the keys, or it was changed or cut.',
    {
      remedy:
        'If a key was replaced, keep the old one behind it in `keys`. Otherwise drop the text and let the user log in again.',
    },
  );
}
