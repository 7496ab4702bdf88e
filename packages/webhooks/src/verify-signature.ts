import { isSigned, refuse } from '@threads-sdk/internal';
import { bodyFault, isBody, isSecret, secretFault } from './input-schemas.ts';

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
 * @throws {InvalidInputError} if the body or the secret is not usable, naming every fault
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
  const { signature, appSecret }: SignatureOptions = Object(options);
  // Two conditions without a schema: with valibot this function would weigh twice as much.
  refuse('verifySignature', [
    ...(isBody(body) ? [] : [{ path: 'body', message: bodyFault }]),
    ...(isSecret(appSecret) ? [] : [{ path: 'appSecret', message: secretFault }]),
  ]);
  const [, hex] = /^sha256=([\da-f]{64})$/.exec(typeof signature === 'string' ? signature : '') ?? [];
  if (hex === undefined) return false;
  const encoder = new TextEncoder();
  const secrets = [appSecret].flat().map((secret) => encoder.encode(secret));
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return isSigned(secrets, bytes, typeof body === 'string' ? encoder.encode(body) : new Uint8Array(body));
}
