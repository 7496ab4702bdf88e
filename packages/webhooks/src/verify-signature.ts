import { checkInput, isSigned } from '@threads-sdk/internal';
import * as v from 'valibot';
import { bodySchema, secretSchema } from './input-schemas.ts';

/**
 * The options of {@link verifySignature}.
 *
 * @category Single steps
 */
export interface SignatureOptions {
  /** The header `X-Hub-Signature-256` as it came; null or undefined if there was none. */
  readonly signature: string | null | undefined;

  /** The Threads app secret, not that of the Meta app; several while it is being replaced. */
  readonly appSecret: string | readonly string[];
}

/**
 * Tells whether Meta signed a delivery: `X-Hub-Signature-256` must be the HMAC-SHA256 of its bytes, made with the app
 * secret. Hand over the body as it came: a JSON parser does not keep what was signed.
 *
 * @param body the bytes as they came, or their text where the platform gives only that
 * @param options `signature`: the header; `appSecret`: the secret, or several of which one has to fit
 * @returns whether the signature is right; false without one, and for one in another format, SHA-1 included
 * @throws {InvalidInputError} when the body or the secret is faulty; names every fault
 *
 * @example
 * ```ts
 * import { verifySignature } from '@threads-sdk/webhooks';
 *
 * export async function isGenuine(request: Request, appSecret: string): Promise<boolean> {
 *   const signature = request.headers.get('x-hub-signature-256');
 *   return verifySignature(new Uint8Array(await request.arrayBuffer()), { signature, appSecret });
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/graph-api/webhooks/getting-started
 * @category Single steps
 */
export async function verifySignature(
  body: Uint8Array | string,
  options: SignatureOptions,
): Promise<boolean> {
  const schema = v.object({ body: bodySchema(), appSecret: secretSchema() });
  checkInput('verifySignature', schema, { ...options, body });
  const { signature, appSecret } = options;
  const [, hex] = /^sha256=([\da-f]{64})$/.exec(typeof signature === 'string' ? signature : '') ?? [];
  if (hex === undefined) return false;
  const encoder = new TextEncoder();
  const secrets = [appSecret].flat().map((secret) => encoder.encode(secret));
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return isSigned(secrets, bytes, typeof body === 'string' ? encoder.encode(body) : new Uint8Array(body));
}
