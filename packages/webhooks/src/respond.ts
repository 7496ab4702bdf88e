import { isThreadsError, type ThreadsErrorCode } from '@threads-sdk/errors';

/** Is told what was refused and what failed. */
export type OnError = (error: unknown) => unknown;

const statuses: Partial<Record<ThreadsErrorCode, number>> = {
  REQUEST_INVALID: 400,
  PAYLOAD_INVALID: 400,
  SIGNATURE_INVALID: 401,
  SIGNATURE_EXPIRED: 401,
  VERIFY_TOKEN_MISMATCH: 403,
  REQUEST_TOO_LARGE: 413,
};

/**
 * Reads a request and answers it. What `read` throws is answered by its code; what `answer` throws is the app's own
 * failure, and answered with 500, so that Meta repeats the request. `onError` is told of both.
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
    await onError(error);
    const code = isThreadsError(error) ? error.code : undefined;
    return plain(code ?? 'failed', { status: (code && statuses[code]) ?? 500 });
  }
  try {
    return await answer(input);
  } catch (error) {
    await onError(error);
    return failed();
  }
}

/** The answer after which Meta repeats a request. */
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
export async function refuseMethod(onError: OnError, error: unknown, allow: string): Promise<Response> {
  await onError(error);
  return plain('REQUEST_INVALID', { status: 405, allow });
}
