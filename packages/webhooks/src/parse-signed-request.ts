import { WebhookError } from '@threads-sdk/errors';
import { answerObject, checkInput, custom, isSigned, shape, text } from '@threads-sdk/internal';
import type * as v from 'valibot';
import { filledTextSchema, signedRequestEntries } from './input-schemas.ts';
import { parsePayload, readAs } from './parse-payload.ts';
import { payloadInvalid, requestInvalid, signatureInvalid } from './refusals.ts';

/**
 * What Meta says in a `signed_request`, in its own names.
 *
 * @see https://developers.facebook.com/docs/development/create-an-app/app-dashboard/data-deletion-callback
 * @category Answer the callbacks of an app
 */
export interface SignedRequest {
  /** How it was signed. */
  readonly algorithm: 'HMAC-SHA256';

  /** The user, as your app knows them. */
  readonly user_id: string;

  /** When it was signed, in seconds since 1970. */
  readonly issued_at?: number;

  /** In Meta's example of a deletion. What it means is not documented. */
  readonly expires?: number;

  readonly [member: string]: unknown;
}

/**
 * The options of {@link parseSignedRequest}.
 *
 * @category Answer the callbacks of an app
 */
export interface SignedRequestOptions {
  /** The Threads app secret, not that of the Meta app; several while it is being replaced. */
  readonly appSecret: string | readonly string[];

  /**
   * Milliseconds for which a request is good after it was signed, default 3,600,000 (one hour): nothing else keeps
   * somebody who saw an old one from sending it again. `Infinity` also takes one that does not say when it was signed.
   */
  readonly maxAge?: number;

  /** The present, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
}

const contentSchema: v.GenericSchema<unknown, SignedRequest> = /* @__PURE__ */ answerObject<SignedRequest>(
  {
    algorithm: /* @__PURE__ */ custom<'HMAC-SHA256'>((algorithm) => algorithm === 'HMAC-SHA256'),
    user_id: filledTextSchema,
    issued_at: 'number',
    expires: 'number',
  },
  ['algorithm', 'user_id'],
);

/** How far Meta's clock may be ahead of this one. */
const skew = 5 * 60 * 1000;

/**
 * Reads the `signed_request` that Meta posts to the deauthorize and the data deletion callback. The signature is verified
 * over the encoded payload, before anything of it is decoded.
 *
 * @param signedRequest the value of the form field `signed_request`
 * @param options `appSecret`: the secret, or several of which one has to fit; `maxAge`, `now`: how old it may be
 * @returns what was signed; frozen. `user_id` has every digit
 * @throws {WebhookError} with code `REQUEST_INVALID` if it is not a signed request, `SIGNATURE_INVALID` if it was not signed
 *   with the app secret, `SIGNATURE_EXPIRED` if it is older than `maxAge` or from the future, `PAYLOAD_INVALID` if it was
 *   signed and names another algorithm or no user
 * @throws {InvalidInputError} if an argument is not usable, naming every fault
 *
 * @example
 * ```ts
 * import { parseSignedRequest } from '@threads-sdk/webhooks';
 *
 * export async function userOf(form: FormData, appSecret: string): Promise<string> {
 *   const { user_id } = await parseSignedRequest(String(form.get('signed_request')), { appSecret });
 *   return user_id;
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/development/create-an-app/app-dashboard/data-deletion-callback
 * @category Answer the callbacks of an app
 */
export async function parseSignedRequest(
  signedRequest: string,
  options: SignedRequestOptions,
): Promise<SignedRequest> {
  const schema = shape({ signedRequest: text, ...signedRequestEntries() }, ['signedRequest', 'appSecret']);
  checkInput('parseSignedRequest', schema, { ...options, signedRequest });
  return readSignedRequest(signedRequest, options);
}

/** @internal {@link parseSignedRequest}, for a caller that has checked the arguments. */
export async function readSignedRequest(
  signedRequest: string,
  options: SignedRequestOptions,
): Promise<SignedRequest> {
  const { appSecret, maxAge = 60 * 60 * 1000, now = Date.now } = options;
  const [, signature, payload] = /^([\w-]{43})\.([\w-]+)$/.exec(signedRequest) ?? [];
  if (signature === undefined || payload === undefined)
    throw requestInvalid('The signed_request is not a signature and a payload in base64url.');
  const bytes = fromBase64Url(signature);
  const encoder = new TextEncoder();
  const secrets = [appSecret].flat().map((secret) => encoder.encode(secret));
  if (!bytes || !(await isSigned(secrets, bytes, encoder.encode(payload))))
    throw signatureInvalid('The signed_request');

  const content = readAs(contentSchema, parsePayload(fromBase64Url(payload) ?? ''));
  if (!content)
    throw payloadInvalid('The signed_request is not JSON with the algorithm HMAC-SHA256 and a user_id.');
  const age = now() - (content.issued_at ?? Number.NaN) * 1000;
  if (maxAge !== Number.POSITIVE_INFINITY && !(age <= maxAge && age >= -skew)) throw expired(age);
  return content;
}

function expired(age: number): WebhookError {
  const when = Number.isNaN(age)
    ? 'at a time that it does not tell'
    : `${Math.abs(Math.round(age / 1000))} seconds ${age < 0 ? 'from now' : 'ago'}`;
  return new WebhookError('SIGNATURE_EXPIRED', `The signed_request was signed ${when}.`, {
    remedy:
      'If Meta sent it, check the clock of this machine, or let maxAge be greater. Else nothing: it is a repetition.',
  });
}

/** @returns undefined where another text stands for the same bytes: one spelling, one signature */
function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const spelling = btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    return spelling === text ? Uint8Array.from(binary, (unit) => unit.charCodeAt(0)) : undefined;
  } catch {
    return undefined;
  }
}
