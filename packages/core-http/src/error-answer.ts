import { classify } from './classify.ts';
import type { ApiFailure } from './failure.ts';

/**
 * Reads the error out of an answer, in the shapes that occur: Graph's `{ error: {...} }`, the code exchange's
 * `{ error_type, code, error_message }`, and that of the OAuth standard, `{ error: '...', error_description }`. An answer whose status is an error is one too, whatever it holds.
 *
 * @param answer the parsed body, undefined if it is not JSON
 * @param retryAfter milliseconds that the server asked to wait
 * @see https://developers.facebook.com/docs/graph-api/guides/error-handling
 */
export function readError(
  answer: unknown,
  { ok, status }: Pick<Response, 'ok' | 'status'>,
  retryAfter: number | undefined,
): ApiFailure | undefined {
  // A container's status has an `error_message` too; only an error has a type beside it.
  const {
    error,
    error_description: description,
    error_type: type = typeof error === 'string' ? error : undefined,
    error_message: message = description,
    code: flatCode,
  } = Object(answer);
  const isEnvelope = error instanceof Object;
  if (ok && !isEnvelope && type === undefined) return undefined;
  const facts: Record<string, unknown> = isEnvelope ? error : { type, message, code: flatCode };

  const apiCode = number(facts['code']);
  // A code in words, such as THREADS_API__LINK_LIMIT_EXCEEDED, is text.
  const texts = [
    apiCode ?? facts['code'],
    facts['message'],
    facts['error_user_title'],
    facts['error_user_msg'],
  ];
  const reason = texts.filter(text).join(' / ');
  const named = {
    status,
    apiCode,
    apiSubcode: number(facts['error_subcode']),
    apiType: text(facts['type']),
    traceId: text(facts['fbtrace_id']),
  };
  const code = classify(named, reason + named.apiType, facts['is_transient'] === true);
  const mayPass = code === 'RATE_LIMITED' || code === 'SERVER_FAILED';
  // Throttled calls were not carried out; of 341 this is not known.
  const wasRefused = code === 'RATE_LIMITED' && apiCode !== 341;
  return {
    code,
    answer: named,
    reason,
    repeat: wasRefused ? 'always' : mayPass ? 'unless sendOnce' : undefined,
    retryAfter,
  };
}

function number(value: unknown): number | undefined {
  return Number.parseInt(String(value), 10) || undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
