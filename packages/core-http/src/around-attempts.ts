import { callable, issuesOf, refuse } from '@threads-sdk/internal';
import { type Client, type ClientInternals, clientOf, insideOf } from './client.ts';
import type { AroundAttempt, AttemptEvent } from './hooks.ts';
import { runAround } from './run-around.ts';
import type { Call } from './transport.ts';

/**
 * Makes a client that sends inside a function: each attempt of a call, which has one more for each time that it is repeated. So a
 * span of OpenTelemetry can be the active one while `fetch` runs. Whatever the function does, each attempt is made once and its
 * outcome stays: what the function throws is written to `console.error`.
 *
 * @param client made by `createClient`; it stays as it is, and shares its limit of requests in flight with the new one
 * @param around is called for each attempt with what is sent, and with `run`, which sends it, resolves with what it came to, and
 *   never rejects. The attempt ends when this does
 * @returns a client like the given one
 * @throws {InvalidInputError} if `around` is not a function
 *
 * @example
 * ```ts
 * import { aroundAttempts, createClient } from '@threads-sdk/core-http';
 *
 * export const client = aroundAttempts(createClient(), async ({ attempt, method, url }, run) => {
 *   const { code = 'no error', status = 'no answer' } = await run();
 *   console.log(`${method} ${url}, attempt ${attempt}: ${status}, ${code}`);
 * });
 * ```
 *
 * @category Watch calls
 */
export function aroundAttempts(client: Client, around: AroundAttempt): Client {
  refuse('aroundAttempts', issuesOf(callable(), around, 'around'));
  const inside = insideOf(client, 'aroundAttempts');
  return clientOf({
    ...inside,
    aroundAttempt: (event, call, run) =>
      runAround(
        'the function of aroundAttempts',
        around,
        attemptEvent(event, call),
        () => inside.aroundAttempt?.(event, call, run) ?? run(),
        ({ outcome, status, usage }) => ({ status, code: outcome.code, usage }),
      ),
  });
}

function attemptEvent(
  { attempts, callId, context, method, operation, path, userId }: Parameters<Attempt>[0],
  { redact, url }: Call,
): AttemptEvent {
  return { callId, context, operation, method, path, attempt: attempts, url: redact(url()), userId };
}

type Attempt = NonNullable<ClientInternals['aroundAttempt']>;
