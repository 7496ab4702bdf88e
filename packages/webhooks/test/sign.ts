import { createHmac } from 'node:crypto';

export const appSecret = 'f00dfeedf00dfeedf00dfeedf00dfeed';

/** The value of `X-Hub-Signature-256`, made without the code under test. */
export function sign(body: Uint8Array | string, secret = appSecret): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** A `signed_request` of a payload, or of a text that stands for one. */
export function signRequest(payload: unknown, secret = appSecret): string {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const encoded = Buffer.from(text).toString('base64url');
  return `${createHmac('sha256', secret).update(encoded).digest('base64url')}.${encoded}`;
}
