import { readError } from './error-answer.ts';
import type { Answer, Failure } from './failure.ts';
import { parseJson } from './json.ts';
import { parseRetryAfter } from './retry-delay.ts';

/**
 * Says what an answer means.
 *
 * @param body its parts
 * @param now milliseconds since 1970
 */
export function readAnswer(response: Response, body: readonly Uint8Array[], now: number): Answer | Failure {
  const { headers } = response;
  const retryAfter = parseRetryAfter(headers.get('retry-after'), now);
  try {
    const value = parseJson(decode(body));
    return readError(value, response, retryAfter) ?? { value };
  } catch (error) {
    const unreadable: Failure = {
      code: 'RESPONSE_INVALID',
      reason: `neither JSON nor an error, but ${headers.get('content-type')}`,
      // What is not UTF-8 will not be next time.
      repeat: error instanceof TypeError ? undefined : 'unless sendOnce',
    };
    return readError(undefined, response, retryAfter) ?? unreadable;
  }
}

/** @throws TypeError if it is not UTF-8 */
function decode(body: readonly Uint8Array[]): string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return body.map((part) => decoder.decode(part, { stream: true })).join('') + decoder.decode();
}
