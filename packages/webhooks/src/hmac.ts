const algorithm = { name: 'HMAC', hash: 'SHA-256' };

type Bytes = Uint8Array<ArrayBuffer>;

/** UTF-8. */
export function toBytes(text: string): Bytes {
  return new TextEncoder().encode(text);
}

/**
 * Whether one of the secrets made the signature. Everything that is secret is compared here, and nowhere else: Web Crypto
 * compares the whole length whatever differs, and each secret is tried whichever fits.
 *
 * @param signature 32 bytes
 */
export async function isSigned(secrets: readonly Bytes[], signature: Bytes, data: Bytes): Promise<boolean> {
  const results = await Promise.all(
    secrets.map(async (secret) =>
      crypto.subtle.verify(algorithm, await importKey(secret, 'verify'), signature, data),
    ),
  );
  return results.includes(true);
}

/** Compares texts by their HMACs, so that the time tells nothing about where they differ. */
export async function isSameText(first: string, second: string): Promise<boolean> {
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const signature = await crypto.subtle.sign(algorithm, await importKey(secret, 'sign'), toBytes(first));
  return isSigned([secret], new Uint8Array(signature), toBytes(second));
}

function importKey(secret: Bytes, use: 'sign' | 'verify'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', secret, algorithm, false, [use]);
}
