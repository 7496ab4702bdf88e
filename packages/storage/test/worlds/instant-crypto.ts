import { createHash, createHmac } from 'node:crypto';

/**
 * Hashes and signs at once, in place of in threads of their own, whose order no seed decides: with this a world ends the same each
 * time. It changes the process for good.
 */
export function makeCryptoInstant(): void {
  const { subtle } = crypto;
  const [digest, importKey, sign] = [
    subtle.digest.bind(subtle),
    subtle.importKey.bind(subtle),
    subtle.sign.bind(subtle),
  ];
  const secrets = new WeakMap<CryptoKey, Uint8Array>();
  const isSha256 = (algorithm: AlgorithmIdentifier): boolean =>
    (typeof algorithm === 'string' ? algorithm : algorithm.name) === 'SHA-256';
  Object.assign(subtle, {
    digest: async (algorithm: AlgorithmIdentifier, data: Uint8Array<ArrayBuffer>) =>
      isSha256(algorithm)
        ? Uint8Array.from(createHash('sha256').update(data).digest()).buffer
        : digest(algorithm, data),
    importKey: async (...request: Parameters<typeof importKey>) => {
      const [, secret, { name, hash }] = request.map(Object);
      if (name !== 'HMAC' || !isSha256(hash)) return importKey(...request);
      const key: CryptoKey = Object.freeze({
        type: 'secret',
        extractable: false,
        algorithm: { name },
        usages: [],
      });
      secrets.set(key, secret);
      return key;
    },
    sign: async (algorithm: AlgorithmIdentifier, key: CryptoKey, data: Uint8Array<ArrayBuffer>) => {
      const secret = secrets.get(key);
      return secret
        ? Uint8Array.from(createHmac('sha256', secret).update(data).digest()).buffer
        : sign(algorithm, key, data);
    },
  });
}
