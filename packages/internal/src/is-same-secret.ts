/**
 * Compares two secrets in a time that tells nothing about where they differ. Web Crypto has no comparison of its own, but
 * it checks a signature in constant time: of one text by the signature of the other, under a key that nobody knows.
 */
export async function isSameSecret(a: string, b: string): Promise<boolean> {
  const { subtle } = crypto;
  const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
  const key = await subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
  return subtle.verify('HMAC', key, await subtle.sign('HMAC', key, bytes(a)), bytes(b));
}
