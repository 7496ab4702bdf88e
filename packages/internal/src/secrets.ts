const algorithm = { name: 'HMAC', hash: 'SHA-256' };

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Whether one of the keys made the signature. Everything secret is compared here and nowhere else: Web Crypto compares
 * the whole length wherever the difference is, and each key is tried whichever fits.
 *
 * @param signature HMAC-SHA256: 32 bytes
 */
export async function isSigned(keys: readonly Bytes[], signature: Bytes, data: Bytes): Promise<boolean> {
  const results = await Promise.all(
    keys.map(async (key) => crypto.subtle.verify(algorithm, await importKey(key, 'verify'), signature, data)),
  );
  return results.includes(true);
}

/** Compares two texts by their HMACs, so that the time tells nothing about where they differ. */
export async function isSameSecret(first: string, second: string): Promise<boolean> {
  const encoder = new TextEncoder();
  const key = crypto.getRandomValues(new Uint8Array(32));
  const signature = await crypto.subtle.sign(algorithm, await importKey(key, 'sign'), encoder.encode(first));
  return isSigned([key], new Uint8Array(signature), encoder.encode(second));
}

function importKey(key: Bytes, use: 'sign' | 'verify'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', key, algorithm, false, [use]);
}
