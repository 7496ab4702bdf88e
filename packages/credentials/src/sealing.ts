import { CredentialsError } from '@threads-sdk/errors';
import {
  boundedList,
  checkInput,
  credentialsSchema,
  custom,
  mapped,
  shape,
  text as textSchema,
} from '@threads-sdk/internal';
import * as base64url from 'jose/base64url';
import type * as v from 'valibot';
import type { Credentials } from './credentials.ts';
import { credentialsFromJson, credentialsToJson } from './credentials-json.ts';

/**
 * A key that credentials are sealed with: 32 random bytes, as they are or as 43 characters of base64url.
 *
 * @example
 * ```ts
 * import { createSealingKey, type SealingKey } from '@threads-sdk/credentials';
 *
 * const keys: readonly SealingKey[] = [createSealingKey(), crypto.getRandomValues(new Uint8Array(32))];
 * console.log(keys.length); // 2
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc7518#section-5.3
 * @category Seal credentials
 */
export type SealingKey = string | Uint8Array;

/**
 * Makes a key for {@link sealCredentials}. Make it once and keep it with the other secrets of the app, for example in an
 * environment variable.
 *
 * @returns 32 random bytes, spelled in 43 characters of base64url
 *
 * @example
 * ```ts
 * import { createSealingKey } from '@threads-sdk/credentials';
 *
 * console.log(createSealingKey().length); // 43
 * ```
 *
 * @category Seal credentials
 */
export function createSealingKey(): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(32)));
}

/**
 * Encrypts and authenticates credentials, for a cookie or a database: nobody without the key can read the text, nor
 * change it unnoticed. The text of the same credentials differs each time. It does not say whose it is: bind it to its
 * place (an HttpOnly cookie, the row of a user), and do not accept it from elsewhere.
 *
 * @param credentials the credentials to seal
 * @param options `keys`: the first one seals. Put a new key in front and keep the old ones behind it until nothing that
 *   they sealed is left
 * @returns a compact JWE (`dir`, `A256GCM`) of URL-safe characters, about 600 for a token of 200; a cookie holds 4096
 * @throws {InvalidInputError} if an argument is not usable, naming every fault; it never shows a token or a key
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
  const schema = shape<{ credentials: Credentials; keys: Keys }>(
    { credentials: credentialsSchema, keys: keysSchema() },
    ['credentials', 'keys'],
  );
  const checked = checkInput('sealCredentials', schema, { ...options, credentials });
  const [key] = checked.keys;
  // Loaded with the first call: loading jose takes longer than loading everything else of this package.
  const { CompactEncrypt } = await import('jose/jwe/compact/encrypt');
  return new CompactEncrypt(new TextEncoder().encode(credentialsToJson(checked.credentials)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: await nameKey(key) })
    .encrypt(key);
}

/**
 * Opens what {@link sealCredentials} sealed.
 *
 * @param text the sealed text
 * @param options `keys`: all keys that it may have been sealed with, in any order
 * @returns frozen credentials, see {@link createCredentials}
 * @throws {InvalidInputError} if an argument is not usable, naming every fault; it never shows a key
 * @throws {CredentialsError} with code `SEAL_INVALID` if the text was changed or cut, is not a sealed text, or its key is not
 *   among `keys`; the error does not say which
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
 * @category Seal credentials
 */
export async function openCredentials(
  text: string,
  options: { readonly keys: readonly SealingKey[] },
): Promise<Credentials> {
  const schema = shape<{ keys: Keys }>({ text: textSchema, keys: keysSchema() }, ['text', 'keys']);
  const { keys } = checkInput('openCredentials', schema, { ...options, text });
  const named = new Map(await Promise.all(keys.map(async (key) => [await nameKey(key), key] as const)));
  // Loaded with the first call, as above.
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

type KeyBytes = Uint8Array<ArrayBuffer>;

/** At least one key, as bytes. */
type Keys = readonly [KeyBytes, ...KeyBytes[]];

function keysSchema(): v.GenericSchema {
  const key = mapped(
    custom<SealingKey>(
      (input) =>
        input instanceof Uint8Array
          ? input.length === 32
          : typeof input === 'string' && /^[\w-]{42}[048AEIMQUYcgkosw]$/.test(input),
      'must be 32 bytes: a Uint8Array, or 43 characters of base64url as createSealingKey makes them',
    ),
    (input) => new Uint8Array(typeof input === 'string' ? base64url.decode(input) : input),
  );
  return boundedList(key, 1);
}

/** The name under which a sealed text says which key it needs: the beginning of the key's SHA-256. */
async function nameKey(bytes: KeyBytes): Promise<string> {
  return base64url.encode(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))).slice(0, 11);
}

/** The last character of base64 has bits that mean nothing. Changed ones are refused all the same. */
function isCanonical(part: string): boolean {
  return base64url.encode(base64url.decode(part)) === part;
}

function sealInvalid(): CredentialsError {
  return new CredentialsError(
    'SEAL_INVALID',
    'openCredentials: the text was not sealed with one of the keys, or it was changed or cut.',
    {
      remedy:
        'If a key was replaced, keep the old one behind it in `keys`. Otherwise drop the text and let the user log in again.',
    },
  );
}
