import * as base64url from 'jose/base64url';
import * as v from 'valibot';

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

const key = /* @__PURE__ */ v.pipe(
  /* @__PURE__ */ v.custom<SealingKey>(
    (input) =>
      input instanceof Uint8Array
        ? input.length === 32
        : typeof input === 'string' && /^[\w-]{42}[048AEIMQUYcgkosw]$/.test(input),
    'must be 32 bytes: a Uint8Array, or 43 characters of base64url as createSealingKey makes them',
  ),
  /* @__PURE__ */ v.transform(
    (input) => new Uint8Array(typeof input === 'string' ? base64url.decode(input) : input),
  ),
);

/** At least one key, as bytes. */
export const sealingKeys: v.GenericSchema<unknown, [Uint8Array<ArrayBuffer>, ...Uint8Array<ArrayBuffer>[]]> =
  /* @__PURE__ */ v.tupleWithRest([key], key, 'must be an array of keys');

/** The name under which a sealed text says which key it needs: the beginning of the key's SHA-256. */
export async function nameKey(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return base64url.encode(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))).slice(0, 11);
}
