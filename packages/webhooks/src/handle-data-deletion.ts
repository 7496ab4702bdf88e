import { checkInput, functionRule, requestRule, textRule } from './check-input.ts';
import { handleSignedRequest } from './handle-signed-request.ts';
import { type SignedRequest, type SignedRequestOptions, signedRequestRules } from './parse-signed-request.ts';

/**
 * What Meta shows to a user who asked for the deletion of their data.
 *
 * @example
 * ```ts
 * import type { DataDeletionConfirmation } from '@threads-sdk/webhooks';
 *
 * export function confirm(confirmation_code: string): DataDeletionConfirmation {
 *   return { url: `https://app.example/deletions/${confirmation_code}`, confirmation_code };
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/development/create-an-app/app-dashboard/data-deletion-callback
 * @category Answer the callbacks of an app
 */
export interface DataDeletionConfirmation {
  /** Where the user sees how far the deletion is: `https:`, or `http:` for a test. */
  readonly url: string;

  /** What the user can name when they ask you about it. */
  readonly confirmation_code: string;
}

/**
 * How {@link handleDataDeletion} handles requests.
 *
 * @category Answer the callbacks of an app
 */
export interface DataDeletionOptions extends SignedRequestOptions {
  /** Deletes what you have of `user_id`, or begins to. It may be called again for the same user. */
  readonly onDataDeletion: (
    signedRequest: SignedRequest,
  ) => DataDeletionConfirmation | Promise<DataDeletionConfirmation>;

  /** Is told what was refused (a `ThreadsError`) and what `onDataDeletion` threw. Nobody else is told. */
  readonly onError: (error: unknown) => unknown;
}

/**
 * Handles what Meta sends to the delete callback when a user asks for the deletion of their data.
 *
 * @param request the request, its body not yet read: at most 64 KiB of it are
 * @param options `appSecret`, `onDataDeletion`, `onError`; perhaps `maxAge`, `now`
 * @returns the answer: 200 with the confirmation as JSON; 400 for what is no signed request, 401 for a wrong signature or
 *   an old one, 405 for another method, 413 for a body over 64 KiB; 500 after a failure of `onDataDeletion`, also for a
 *   confirmation that is none. Only what `onError` throws is thrown on
 * @throws InvalidInputError (`INVALID_INPUT`) with every fault of the arguments, such as a body that was read before
 *
 * @example
 * ```ts
 * import { handleDataDeletion } from '@threads-sdk/webhooks';
 *
 * export const dataDeletion = (request: Request): Promise<Response> =>
 *   handleDataDeletion(request, {
 *     appSecret: process.env['THREADS_API_SECRET'] ?? '',
 *     onDataDeletion: async ({ user_id }) => {
 *       console.log(`delete everything about ${user_id}`);
 *       const confirmation_code = crypto.randomUUID();
 *       return { url: `https://app.example/deletions/${confirmation_code}`, confirmation_code };
 *     },
 *     onError: console.error,
 *   });
 * ```
 *
 * @see https://developers.facebook.com/docs/development/create-an-app/app-dashboard/data-deletion-callback
 * @category Answer the callbacks of an app
 */
export async function handleDataDeletion(request: Request, options: DataDeletionOptions): Promise<Response> {
  const { onDataDeletion, onError }: DataDeletionOptions = Object(options);
  checkInput(
    'handleDataDeletion',
    requestRule(request),
    ...signedRequestRules(options),
    functionRule('onDataDeletion', onDataDeletion),
    functionRule('onError', onError),
  );
  return handleSignedRequest(request, options, async (signedRequest) => {
    const { url, confirmation_code }: DataDeletionConfirmation = Object(await onDataDeletion(signedRequest));
    checkInput(
      'handleDataDeletion',
      ['confirmation.url', isWebUrl(url), 'must be an absolute URL with https: or http:'],
      textRule('confirmation.confirmation_code', confirmation_code),
    );
    return Response.json({ url, confirmation_code });
  });
}

function isWebUrl(url: unknown): boolean {
  return typeof url === 'string' && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
