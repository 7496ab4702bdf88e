import { readBody } from './body.ts';
import type { Call } from './call.ts';
import type { Internals } from './client.ts';
import { connectionFailure } from './connection-failure.ts';
import type { Answer, Exchange, Failure } from './failure.ts';
import { readAnswer } from './read-answer.ts';
import type * as sendModule from './send.ts';
import { parseUsage } from './usage.ts';

/** The caller's signal ended a call. */
export const aborted: Failure = { code: 'ABORTED', reason: 'the signal was aborted' };

// Kept, because import() looks the module up anew each time.
let sending: Promise<typeof sendModule> | undefined;

/**
 * Sends a call once and reads the whole answer. Never throws.
 *
 * @param timeout milliseconds from sending to the last byte of the answer
 */
export async function exchange(
  inside: Internals,
  call: Call,
  timeout: number,
  signal: AbortSignal | undefined,
): Promise<Exchange> {
  const controller = new AbortController();
  let head: Omit<Exchange, 'outcome'> = {};

  const receive = async (): Promise<Answer | Failure> => {
    const { send } = await (sending ??= import('./send.ts'));
    const response = await send(inside, call, controller.signal);
    const { headers, redirected, status, type } = response;
    head = { status, usage: parseUsage(headers.get('x-app-usage')) };
    // A browser hides the status of a redirect.
    if (type === 'opaqueredirect' || redirected || (status >= 300 && status < 400))
      return { code: 'REDIRECT_REFUSED', reason: 'the answer is a redirect' };
    const body = await readBody(response, controller.signal);
    if (!body) return { code: 'RESPONSE_TOO_LARGE', reason: 'the body is over 8 MiB' };
    return readAnswer(response, body, inside.clock.now());
  };

  // The race also ends a fetch or a body that does not heed its signal.
  const interruption = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', reject);
  });
  const interrupt = (): void => controller.abort();
  const timer = setTimeout(interrupt, timeout);
  signal?.addEventListener('abort', interrupt);
  const outcome = await Promise.race([receive(), interruption]).catch((error: unknown): Failure => {
    if (signal?.aborted) return aborted;
    return controller.signal.aborted
      ? { code: 'TIMED_OUT', reason: `no complete answer within ${timeout} ms`, repeat: 'unless sendOnce' }
      : connectionFailure(error, head.status);
  });
  clearTimeout(timer);
  signal?.removeEventListener('abort', interrupt);
  if (outcome.code) interrupt(); // stop what may still be arriving
  return { ...head, outcome };
}
