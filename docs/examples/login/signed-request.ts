// A file of its own, to be replaced by one import: `@threads-sdk/webhooks` is planned to offer this.

/**
 * Reads the `signed_request` that Meta posts to the deauthorize and data deletion callbacks.
 *
 * @returns the id of the user it is about, or `undefined` if the text was not signed with the app's secret
 */
export async function readSignedRequest(text: string, appSecret: string): Promise<string | undefined> {
  const [, signature = '', payload = ''] = /^([\w-]{43})\.([\w-]+)$/.exec(text) ?? [];
  const encode = (part: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(part);
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encode(appSecret), hmac, false, ['verify']);
  // The payload is signed as it came, so nothing of it is decoded before. `verify` compares in constant time.
  if (!(await crypto.subtle.verify('HMAC', key, fromBase64Url(signature), encode(payload)))) return undefined;
  const { algorithm, user_id: userId } = JSON.parse(new TextDecoder().decode(fromBase64Url(payload)));
  return algorithm === 'HMAC-SHA256' && typeof userId === 'string' ? userId : undefined;
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (byte) => byte.charCodeAt(0));
}
