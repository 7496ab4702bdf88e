import { handleSignedRequest } from './handle-signed-request.ts';
import type { SignedRequest, SignedRequestOptions } from './parse-signed-request.ts';
import { plain } from './respond.ts';

/**
 * The options of {@link handleDeauthorize}.
 *
 * @category Answer the callbacks of an app
 */
export interface DeauthorizeOptions extends SignedRequestOptions {
  /**
   * Forgets the credentials of `user_id`: the token is dead. If it throws or rejects, Meta is answered with 500. It may
   * be called again for the same user.
   */
  readonly forgetUser: (signedRequest: SignedRequest) => unknown;

  /**
   * Hears of what was refused (a `WebhookError`) and of what `forgetUser` threw; nothing else reports these.
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
 * Handles what Meta sends to the uninstall (deauthorize) callback when a user removes your app.
 *
 * @param request the request, its body not yet read: at most 64 KiB of it are
 * @param options `appSecret`, `forgetUser`, `onError`; perhaps `maxAge`, `now`, `bodyTimeout`
 * @returns the answer: 200; 400 for something that is not a signed request, 401 for a wrong signature or an old one, 405 for another
 *   method, 408 for a body that is not there in time, 413 for one over 64 KiB; 500 after a failure of `forgetUser`
 * @throws {InvalidInputError} if an argument is not usable, such as a body that was read before, naming every fault
 *
 * @example
 * ```ts
 * import { handleDeauthorize } from '@threads-sdk/webhooks';
 *
 * export const deauthorize = (request: Request): Promise<Response> =>
 *   handleDeauthorize(request, {
 *     appSecret: process.env['THREADS_API_SECRET'] ?? '',
 *     forgetUser: async ({ user_id }) => console.log(`forget the credentials of ${user_id}`),
 *     onError: console.error,
 *   });
 * ```
 *
 * @see https://developers.facebook.com/docs/development/create-an-app/threads-use-case
 * @category Answer the callbacks of an app
 */
export async function handleDeauthorize(request: Request, options: DeauthorizeOptions): Promise<Response> {
  return handleSignedRequest('handleDeauthorize', 'forgetUser', request, options, async (signedRequest) => {
    await options.forgetUser(signedRequest);
    return plain(''); // what to answer is not documented
  });
}
