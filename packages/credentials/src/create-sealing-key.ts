import * as base64url from 'jose/base64url';

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
 * @see https://www.rfc-editor.org/rfc/rfc7518#section-5.3
 * @category Seal credentials
 */
export function createSealingKey(): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(32)));
}
