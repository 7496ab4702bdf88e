import { createRedactor } from '@threads-sdk/errors';
import { decodeUtf8, parseJson, readBody } from '@threads-sdk/internal';
import type { ClientInternals } from './client.ts';
import { connectionFailure, type Exchange, type Failure, redactedError } from './failure.ts';
import { parseUsage, readError } from './graph-error.ts';
import type { Operation } from './operation.ts';
import { wireParameters, type WireParameter } from './parameters.ts';
import type { Call } from './transport.ts';

/** @throws {InvalidInputError} if a placeholder of the path has no usable value */
export function createCall(
  { baseUrl, tokenPlacement }: ClientInternals,
  operation: Operation<unknown>,
  parameters: object,
  token: string | undefined,
): Call {
  const { method, neverWhen, repeat, secretParameters = [], versionless } = operation;
  const { path, others } = wireParameters(operation, parameters);
  const isPost = method === 'POST';
  const sendOnce = repeat === 'never' || others.some(([name, text]) => name === neverWhen && text === 'true');
  const secrets = others.filter(([name]) => secretParameters.includes(name));
  const redact = (text: string): string =>
    createRedactor([...secrets.map(([, value]) => value), token])(text);
  const urlWith = (query: readonly WireParameter[]): string =>
    `${baseUrl}${versionless ? '' : '/v1.0'}${path}?${new URLSearchParams([...query])}`.replace(/\?$/, '');
  const url = (): string => urlWith(isPost ? [] : others.filter((parameter) => !secrets.includes(parameter)));

  const outgoing: Call['outgoing'] = (signal, onAnswer) => ({
    url,
    method,
    signal,
    redact,
    send: async (fetch, furtherHeaders, furtherInit) => {
      const query: WireParameter[] = isPost ? [] : [...others];
      const form: WireParameter[] = isPost ? [...others] : query;
      const headers = Object.fromEntries(furtherHeaders ?? []);
      if (token && tokenPlacement === 'header') headers['authorization'] = `Bearer ${token}`;
      else if (token) (tokenPlacement === 'body' ? form : query).push(['access_token', token]);
      let body: Blob | string | null = null;
      if (isPost) {
        headers['content-type'] = 'application/x-www-form-urlencoded;charset=UTF-8';
        body = String(new URLSearchParams(form));
        // Where a kept connection breaks, Deno sends a body again that it holds in memory, but never a Blob.
        if (sendOnce) body = new Blob([body]);
      }
      const address = urlWith(query);
      const init = { ...furtherInit, method, headers, redirect: 'manual', body, signal } as const;
      const response = await (fetch
        ? fetch(new Request(address, init), furtherInit)
        : globalThis.fetch(address, init));
      onAnswer(response);
      return response;
    },
  });
  return { operation, sendOnce, redact, url, others, outgoing };
}

/** 8 MiB after decompression; the largest page of Threads is well below 1 MiB. */
export const maxBytes: number = 8 * 1024 * 1024;

/**
 * Sends a call once and reads the whole answer. Never throws.
 *
 * @param timeout milliseconds from sending to the last byte of the answer
 */
export async function exchange(
  { clock, transport }: ClientInternals,
  call: Call,
  timeout: number,
  signal: AbortSignal | undefined,
): Promise<Exchange> {
  const controller = new AbortController();
  let head: Omit<Exchange, 'outcome'> = {};

  const heed = ({ headers, status }: Response): void => {
    head = { status, headers, usage: parseUsage(headers.get('x-app-usage')) };
  };
  const receive = async (): Promise<Exchange['outcome']> => {
    // Ended while a function of aroundAttempts had not begun.
    if (signal?.aborted) return aborted;
    // What a hook of ky does after an answer must not make it look as if none had come.
    const response = await transport(call.outgoing(controller.signal, heed));
    heed(response);
    const { body, redirected, status, type } = response;
    // A browser hides the status of a redirect.
    if (redirected || /^(opaqueredirect|error)|3..$/.test(type + status))
      return { code: 'REDIRECT_REFUSED', reason: 'a redirect' };
    const bytes = await readBody(body, maxBytes, controller.signal);
    return bytes
      ? readAnswer(response, bytes, clock.now())
      : { code: 'RESPONSE_TOO_LARGE', reason: 'over 8 MiB' };
  };

  const interrupt = (): void => controller.abort();
  const timer = setTimeout(interrupt, timeout);
  signal?.addEventListener('abort', interrupt);
  const received = new Promise<Exchange['outcome']>((resolve, reject) => {
    // Also ends a fetch or a body that does not heed its signal.
    controller.signal.addEventListener('abort', reject);
    receive().then(resolve, reject);
  });
  const outcome = await received.catch((error: unknown): Failure => {
    if (signal?.aborted) return aborted;
    return controller.signal.aborted
      ? { code: 'TIMED_OUT', reason: `no whole answer in ${timeout} ms`, repeat: 'unless sendOnce' }
      : connectionFailure(redactedError(error, call.redact), head.status);
  });
  clearTimeout(timer);
  signal?.removeEventListener('abort', interrupt);
  if (outcome.code) interrupt(); // stop what may still be arriving
  return { ...head, outcome };
}

/** The caller's signal ended a call. */
export const aborted: Failure = { code: 'ABORTED', reason: 'by the signal' };

/**
 * Says what an answer means.
 *
 * @param bytes its body
 * @param now milliseconds since 1970
 */
function readAnswer(response: Response, bytes: Uint8Array, now: number): Exchange['outcome'] {
  const { headers } = response;
  const retryAfter = parseRetryAfter(headers.get('retry-after'), now);
  try {
    const value = parseJson(decodeUtf8(bytes));
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

/**
 * Reads a `Retry-After` header, seconds or a date, as milliseconds from now; undefined if it is absent, past, not
 * understood or decades away.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
function parseRetryAfter(header: string | null, now: number): number | undefined {
  const wait = Number(header) * 1000 || Date.parse(String(header)) - now;
  return wait >= 0 && wait < 1e12 ? wait : undefined;
}
