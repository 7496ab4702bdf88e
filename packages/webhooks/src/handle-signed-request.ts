import { callable, checkInput, shape } from '@threads-sdk/internal';
import { bodyTimeoutSchema, requestSchema, signedRequestEntries } from './input-schemas.ts';
import { readSignedRequest, type SignedRequest, type SignedRequestOptions } from './parse-signed-request.ts';
import { requestInvalid } from './refusals.ts';
import { type OnError, readBytes, refuseMethod, respond } from './respond.ts';

const maxBytes = 64 * 1024;

/**
 * Answers a POST with a form that has a `signed_request`.
 *
 * @param call the function that was called
 * @param work the option that holds what the app does
 * @throws {InvalidInputError} if the request or an option is not usable, naming every fault
 */
export async function handleSignedRequest(
  call: string,
  work: string,
  request: Request,
  options: SignedRequestOptions & { readonly onError: OnError; readonly bodyTimeout?: number },
  answer: (signedRequest: SignedRequest) => Promise<Response>,
): Promise<Response> {
  const schema = shape(
    {
      request: requestSchema(),
      ...signedRequestEntries(),
      [work]: callable(),
      onError: callable(),
      bodyTimeout: bodyTimeoutSchema(),
    },
    ['request', 'appSecret', work, 'onError'],
  );
  checkInput(call, schema, { ...options, request });
  const { bodyTimeout, onError } = options;
  if (request.method !== 'POST')
    return refuseMethod(onError, requestInvalid(`A callback has no method ${request.method}.`), 'POST');
  return respond(
    onError,
    async () => {
      const form = new URLSearchParams(
        new TextDecoder().decode(await readBytes(request, maxBytes, bodyTimeout)),
      );
      const [signedRequest, ...others] = form.getAll('signed_request');
      if (signedRequest === undefined || others.length > 0)
        throw requestInvalid('The body is not a form with one signed_request.');
      return readSignedRequest(signedRequest, options);
    },
    answer,
  );
}
