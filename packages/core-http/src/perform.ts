import { toInputIssues } from '@threads-sdk/errors';
import type { Call } from './call.ts';
import type { Internals } from './client.ts';
import { aborted, exchange } from './exchange.ts';
import type { Exchange, Failure } from './failure.ts';
import { failureError } from './failure-error.ts';
import { callHook } from './hooks.ts';
import { retryDelay } from './retry-delay.ts';
import type { Sent } from './transport-error.ts';

/**
 * How a call may be stopped.
 *
 * @category Make a client
 */
export interface RequestOptions {
  /** Ends the call wherever it is: in line, on the wire, between two attempts. */
  readonly signal?: AbortSignal;
  /** Milliseconds for one exchange, from sending to the last byte of the answer, instead of the client's `timeouts`. */
  readonly timeout?: number;
}

/**
 * Sends a call until it is answered, fails for good or may not be repeated.
 *
 * @returns what the operation's `output` made of the answer
 * @throws ApiError if the API answered with an error.
 * @throws TransportError if no usable answer came.
 */
export async function perform<Output>(
  inside: Internals,
  call: Call<Output>,
  { signal, timeout }: RequestOptions,
): Promise<Output> {
  const { clock, hooks, limiter, random, retry, timeouts } = inside;
  const { id: operation, method, path, output } = call.operation;
  const milliseconds = timeout ?? (method === 'GET' ? timeouts.read : timeouts.write);
  const end = clock.now() + retry.budget;
  let attempts = 0;
  let sent: Sent = 'no';
  const fail = (failure: Failure, last: Partial<Exchange> = {}): Error =>
    failureError(call, failure, { ...last, attempts, sent, now: clock.now() });
  const unlessAborted = (waiting: Promise<void>): Promise<void> =>
    waiting.catch((error: unknown) => {
      throw signal?.aborted ? fail(aborted) : error;
    });

  for (;;) {
    await unlessAborted(limiter.enter(signal));
    const about = { operation, method, path, attempt: attempts + 1 };
    let last: Exchange;
    try {
      callHook(hooks, 'onRequest', hooks.onRequest, about);
      // Someone else, or the hook, may have aborted since the place was given.
      if (signal?.aborted) throw fail(aborted);
      attempts += 1;
      const started = clock.now();
      last = await exchange(inside, call, milliseconds, signal);
      const { status, usage } = last;
      if (status !== undefined) {
        sent = 'yes';
        const duration = clock.now() - started;
        callHook(hooks, 'onResponse', hooks.onResponse, { ...about, status, duration, usage });
      }
    } finally {
      limiter.leave();
    }
    const { outcome, status } = last;
    if (!outcome.code) {
      const result = await output['~standard'].validate(outcome.value);
      if (!result.issues) return result.value;
      const places = new Set(toInputIssues(result.issues).map((issue) => issue.path || 'the whole'));
      const reason = `unexpected at ${[...places].slice(0, 10).join(', ')}`;
      throw fail({ code: 'RESPONSE_INVALID', reason }, last);
    }

    const { code, repeat, retryAfter } = outcome;
    if (sent === 'no' && repeat !== 'always') sent = 'maybe';
    const delay = retryAfter ?? retryDelay(attempts, random);
    const isRepeatable = repeat === 'always' || (repeat && !call.sendOnce);
    const mayWait = delay <= retry.maxRetryAfter && clock.now() + delay <= end;
    if (!isRepeatable || !mayWait || attempts >= retry.attempts) throw fail(outcome, last);
    callHook(hooks, 'onRetry', hooks.onRetry, { ...about, code, status, delay });
    await unlessAborted(clock.sleep(delay, signal));
  }
}
