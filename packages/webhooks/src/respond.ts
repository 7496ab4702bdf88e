import { isThreadsError, WebhookError, type WebhookErrorCode } from '@threads-sdk/errors';
import { notify, readBody } from '@threads-sdk/internal';
import { requestInvalid } from './refusals.ts';

/** What hears of refusals and failures. */
export type OnError = (error: unknown) => unknown;

const statuses: Readonly<Record<WebhookErrorCode, number>> = {
  REQUEST_INVALID: 400,
  PAYLOAD_INVALID: 400,
  SIGNATURE_INVALID: 401,
  SIGNATURE_EXPIRED: 401,
  VERIFY_TOKEN_MISMATCH: 403,
  REQUEST_TIMED_OUT: 408,
  REQUEST_TOO_LARGE: 413,
};

/**
 * Reads a request and answers it. What `read` throws is answered by its code; what `answer` throws is the app's own
 * failure, and answered with 500, so that Meta sends the request again. `onError` hears of both.
 */
export async function respond<Input>(
  onError: OnError,
  read: () => Promise<Input>,
  answer: (input: Input) => Promise<Response>,
): Promise<Response> {
  let input;
  try {
    input = await read();
  } catch (error) {
    await report(onError, error);
    if (!isThreadsError(error) || error.name !== 'WebhookError') return failed();
    return plain(error.code, { status: statuses[error.code] });
  }
  try {
    return await answer(input);
  } catch (error) {
    await report(onError, error);
    return failed();
  }
}

/** Tells the app of an error, which may be the app's own and is not ours to freeze. */
export function report(onError: OnError, error: unknown): Promise<void> {
  return notify('onError', (event) => onError(event.error), { error });
}

/** The answer after which Meta sends a request again. */
export function failed(): Response {
  return plain('failed', { status: 500 });
}

/** A text that no browser takes for a page. */
export function plain(
  text: string,
  init: { readonly status?: number; readonly allow?: string } = {},
): Response {
  const { allow, status = 200 } = init;
  return new Response(text, {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      ...(allow !== undefined && { allow }),
    },
  });
}

/** Refuses a method that the address does not have. */
export async function refuseMethod(onError: OnError, error: WebhookError, allow: string): Promise<Response> {
  await report(onError, error);
  return plain(error.code, { status: 405, allow });
}

/**
 * Reads the body of a request, and never more of it than the limit and one chunk.
 *
 * @param timeout milliseconds until the body has to be there
 * @throws {WebhookError} with code `REQUEST_TOO_LARGE` if it is over the limit, with `REQUEST_TIMED_OUT` if it takes too long, with
 *   `REQUEST_INVALID` if it breaks off
 */
export async function readBytes({ body }: Request, maxBytes: number, timeout = 10_000): Promise<Uint8Array> {
  const signal = AbortSignal.timeout(timeout);
  const bytes = await readBody(body, maxBytes, signal).catch((): never => {
    throw requestInvalid('The body broke off, or does not consist of bytes.');
  });
  if (signal.aborted) {
    throw new WebhookError('REQUEST_TIMED_OUT', `The body has taken ${timeout} ms.`, {
      remedy: 'Nothing: Meta sends it again.',
    });
  }
  if (!bytes) {
    throw new WebhookError('REQUEST_TOO_LARGE', `The body has more than ${maxBytes} bytes.`, {
      remedy: 'Nothing: Meta sends less. The rest was not read.',
    });
  }
  return bytes;
}
