import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

export const appSecret = 'f00dfeedf00dfeedf00dfeedf00dfeed';

/** The value of `X-Hub-Signature-256`, made without the code under test and without its Web Crypto. */
export function sign(body: Uint8Array | string, secret = appSecret): string {
  return `sha256=${bytesToHex(digest(body, secret))}`;
}

/** A `signed_request` of a payload, or of a text that stands for one. */
export function signRequest(payload: unknown, secret = appSecret): string {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const encoded = base64url(utf8ToBytes(text));
  return `${base64url(digest(encoded, secret))}.${encoded}`;
}

function digest(body: Uint8Array | string, secret: string): Uint8Array {
  return hmac(sha256, utf8ToBytes(secret), typeof body === 'string' ? utf8ToBytes(body) : body);
}

function base64url(bytes: Uint8Array): string {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
