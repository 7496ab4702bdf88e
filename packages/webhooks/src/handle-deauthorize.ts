import { checkInput, functionRule, requestRule } from './check-input.ts';
import { handleSignedRequest } from './handle-signed-request.ts';
import { type SignedRequest, type SignedRequestOptions, signedRequestRules } from './parse-signed-request.ts';
import { plain } from './respond.ts';

/**
 * How {@link handleDeauthorize} handles requests.
 *
 * @category Answer the callbacks of an app
 */
export interface DeauthorizeOptions extends SignedRequestOptions {
  /** Forgets the credentials of `user_id`: the token is dead. It may be called again for the same user. */
  readonly onDeauthorize: (signedRequest: SignedRequest) => unknown;

  /** Is told what was refused (a `ThreadsError`) and what `onDeauthorize` threw. Nobody else is told. */
  readonly onError: (error: unknown) => unknown;
}

/**
 * Handles what Meta sends to the uninstall (deauthorize) callback when a user removes your app.
 *
 * @param request the request, its body not yet read: at most 64 KiB of it are
 * @param options `appSecret`, `onDeauthorize`, `onError`; perhaps `maxAge`, `now`
 * @returns the answer: 200; 400 for what is no signed request, 401 for a wrong signature or an old one, 405 for another
 *   method, 413 for a body over 64 KiB; 500 after a failure of `onDeauthorize`. Only what `onError` throws is thrown on
 * @throws InvalidInputError (`INVALID_INPUT`) with every fault of the arguments, such as a body that was read before
 *
 * @example
 * ```ts
 * import { handleDeauthorize } from '@threads-sdk/webhooks';
 *
 * export const deauthorize = (request: Request): Promise<Response> =>
 *   handleDeauthorize(request, {
 *     appSecret: process.env['THREADS_API_SECRET'] ?? '',
 *     onDeauthorize: async ({ user_id }) => console.log(`forget the credentials of ${user_id}`),
 *     onError: console.error,
 *   });
 * ```
 *
 * @see https://developers.facebook.com/docs/development/create-an-app/threads-use-case
 * @category Answer the callbacks of an app
 */
export async function handleDeauthorize(request: Request, options: DeauthorizeOptions): Promise<Response> {
  const { onDeauthorize, onError }: DeauthorizeOptions = Object(options);
  checkInput(
    'handleDeauthorize',
    requestRule(request),
    ...signedRequestRules(options),
    functionRule('onDeauthorize', onDeauthorize),
    functionRule('onError', onError),
  );
  return handleSignedRequest(request, options, async (signedRequest) => {
    await onDeauthorize(signedRequest);
    return plain(''); // what to answer is not documented
  });
}
