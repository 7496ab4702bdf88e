const encoder = /* @__PURE__ */ new TextEncoder();

/** HMAC-SHA256 of the UTF-8 bytes of `text`, with the app secret as its key. */
export async function hmacSha256(secret: string, text: string): Promise<Uint8Array> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign(algorithm.name, key, encoder.encode(text)));
}

/** The value of `X-Hub-Signature-256` for a body. */
export async function hubSignature(secret: string, body: string): Promise<string> {
  const bytes = await hmacSha256(secret, body);
  return `sha256=${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/**
 * A `signed_request`: the signature, a dot, and the JSON text, both in base64url. What is signed is the encoded JSON.
 *
 * @see https://developers.facebook.com/docs/development/create-an-app/app-dashboard/data-deletion-callback
 */
export async function signedRequest(secret: string, payload: object): Promise<string> {
  const encoded = base64Url(encoder.encode(JSON.stringify(payload)));
  return `${base64Url(await hmacSha256(secret, encoded))}.${encoded}`;
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
