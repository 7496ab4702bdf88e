import { WebhookError } from '@threads-sdk/errors';
import { checkInput, custom, isSameSecret, shape } from '@threads-sdk/internal';
import { filledTextSchema } from './input-schemas.ts';
import { requestInvalid } from './refusals.ts';

/**
 * The options of {@link answerChallenge}.
 *
 * @category Single steps
 */
export interface ChallengeOptions {
  /** The verify token that you entered in the dashboard. */
  readonly verifyToken: string;
}

/**
 * Answers the request with which Meta verifies a webhook when you register it: a GET with `hub.mode`, `hub.verify_token`
 * and `hub.challenge`.
 *
 * @param url the address that was asked for, whole or as a server knows it (path and query)
 * @param options `verifyToken`: the token that you entered in the dashboard
 * @returns the challenge: answer with it, with status 200, as plain text
 * @throws {WebhookError} with code `VERIFY_TOKEN_MISMATCH` if the token is another one: answer with 403; with code
 *   `REQUEST_INVALID` if it is not such a request: answer with 400
 * @throws {InvalidInputError} if an argument is not usable, naming every fault
 *
 * @example
 * ```ts
 * import { answerChallenge } from '@threads-sdk/webhooks';
 *
 * const url = '/webhook?hub.mode=subscribe&hub.verify_token=a-word-of-yours&hub.challenge=1158201444';
 * console.log(await answerChallenge(url, { verifyToken: 'a-word-of-yours' })); // 1158201444
 * ```
 *
 * @see https://developers.facebook.com/docs/graph-api/webhooks/getting-started
 * @category Single steps
 */
export async function answerChallenge(url: string | URL, options: ChallengeOptions): Promise<string> {
  const schema = shape(
    {
      url: custom((address) => parseUrl(address) !== undefined, 'must be a URL, or a path with a query'),
      verifyToken: filledTextSchema,
    },
    ['url', 'verifyToken'],
  );
  checkInput('answerChallenge', schema, { ...options, url });
  return readChallenge(url, options.verifyToken);
}

/** @internal {@link answerChallenge}, for a caller that has checked the arguments. */
export async function readChallenge(url: string | URL, verifyToken: string): Promise<string> {
  const address = parseUrl(url);
  const [mode, challenge, token] = ['hub.mode', 'hub.challenge', 'hub.verify_token'].map((name) => {
    const values = address?.searchParams.getAll(name) ?? [];
    return values.length === 1 ? values[0] : undefined;
  });
  if (mode !== 'subscribe' || !challenge || !token)
    throw requestInvalid('The request is not the verification of a webhook.');
  if (!(await isSameSecret(token, verifyToken)))
    throw new WebhookError(
      'VERIFY_TOKEN_MISMATCH',
      'The verification of the webhook has another verify token.',
      {
        remedy: 'Enter the same token in the dashboard and in verifyToken, and verify again.',
      },
    );
  return challenge;
}

function parseUrl(url: unknown): URL | undefined {
  const text = url instanceof URL ? url.href : url;
  const base = 'https://app.example'; // for a path
  return typeof text === 'string' && URL.canParse(text, base) ? new URL(text, base) : undefined;
}
