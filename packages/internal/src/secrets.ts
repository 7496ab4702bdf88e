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
    keys.map(async (bytes) => {
      const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['verify']);
      return crypto.subtle.verify(algorithm, key, signature, data);
    }),
  );
  return results.includes(true);
}

/** Compares two texts by their HMACs, so that the time tells nothing about where they differ. */
export async function isSameSecret(first: string, second: string): Promise<boolean> {
  const encoder = new TextEncoder();
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign', 'verify']);
  const signature = await crypto.subtle.sign(algorithm, key, encoder.encode(first));
  return crypto.subtle.verify(algorithm, key, signature, encoder.encode(second));
}
