import { checkInput, custom, shape } from '@threads-sdk/internal';
import type * as v from 'valibot';
import { handleSignedRequest } from './handle-signed-request.ts';
import { filledTextSchema } from './input-schemas.ts';
import type { SignedRequest, SignedRequestOptions } from './parse-signed-request.ts';

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
 * The options of {@link handleDataDeletion}.
 *
 * @category Answer the callbacks of an app
 */
export interface DataDeletionOptions extends SignedRequestOptions {
  /**
   * Deletes what you have of `user_id`, or begins to, and returns what Meta shows to the user. If it throws or rejects,
   * Meta is answered with 500. It may be called again for the same user.
   */
  readonly deleteUserData: (
    signedRequest: SignedRequest,
  ) => DataDeletionConfirmation | Promise<DataDeletionConfirmation>;

  /**
   * Hears of what was refused (a `WebhookError`) and of what `deleteUserData` threw; nothing else reports these.
   * It changes nothing: what it throws itself is printed.
   */
  readonly onError: (error: unknown) => unknown;

  /**
   * Milliseconds until the body of a request has to be there, default 10,000: nobody keeps a connection open by sending nothing.
   * Measured in real time.
   */
  readonly bodyTimeout?: number;
}

/**
 * Handles what Meta sends to the delete callback when a user asks for the deletion of their data.
 *
 * @param request the request, its body not yet read: at most 64 KiB of it are
 * @param options `appSecret`, `deleteUserData`, `onError`; perhaps `maxAge`, `now`, `bodyTimeout`
 * @returns the answer: 200 with the confirmation as JSON; 400 for something that is not a signed request, 401 for a wrong signature or
 *   an old one, 405 for another method, 408 for a body that is not there in time, 413 for one over 64 KiB; 500 after a failure of `deleteUserData`, and for
 *   a confirmation that is not usable
 * @throws {InvalidInputError} if an argument is not usable, such as a body that was read before, naming every fault
 *
 * @example
 * ```ts
 * import { handleDataDeletion } from '@threads-sdk/webhooks';
 *
 * export const dataDeletion = (request: Request): Promise<Response> =>
 *   handleDataDeletion(request, {
 *     appSecret: process.env['THREADS_API_SECRET'] ?? '',
 *     deleteUserData: async ({ user_id }) => {
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
  return handleSignedRequest(
    'handleDataDeletion',
    'deleteUserData',
    request,
    options,
    async (signedRequest) => {
      const confirmation = await options.deleteUserData(signedRequest);
      checkInput('handleDataDeletion', shape({ confirmation: confirmationSchema() }, ['confirmation']), {
        confirmation,
      });
      const { url, confirmation_code } = confirmation;
      return Response.json({ url, confirmation_code });
    },
  );
}

function confirmationSchema(): v.GenericSchema {
  return shape(
    {
      url: custom(
        (url) => typeof url === 'string' && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol),
        'must be an absolute URL with https: or http:',
      ),
      confirmation_code: filledTextSchema,
    },
    ['url', 'confirmation_code'],
  );
}
