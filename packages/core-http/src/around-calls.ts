import { callable, issuesOf, refuse } from '@threads-sdk/internal';
import { type Client, clientOf, insideOf } from './client.ts';
import type { Around } from './hooks.ts';
import { runAround } from './run-around.ts';

/**
 * Makes a client whose calls run inside a function, retries included. So a span of OpenTelemetry can be the active one while
 * a call runs, which no hook can do; {@link aroundAttempts} does the same for each time that it is sent. Whatever the function does, each call is made once and its outcome stays: what the function itself
 * throws is written to `console.error`.
 *
 * @param client made by `createClient`; it stays as it is, and shares its limit of requests in flight with the new one
 * @param around is called for each call with what hooks see of it, and with `run`, which makes the call and rejects with
 *   its error. The call ends when this does
 * @returns a client like the given one
 * @throws {InvalidInputError} if `around` is not a function
 *
 * @example
 * ```ts
 * import { aroundCalls, createClient } from '@threads-sdk/core-http';
 *
 * export const client = aroundCalls(createClient(), async ({ operation }, run) => {
 *   console.time(operation);
 *   await run().finally(() => console.timeEnd(operation));
 * });
 * ```
 *
 * @category Watch calls
 */
export function aroundCalls(client: Client, around: Around): Client {
  refuse('aroundCalls', issuesOf(callable(), around, 'around'));
  const inside = insideOf(client, 'aroundCalls');
  return clientOf({
    ...inside,
    around: (event, run) =>
      runAround(
        'the function of aroundCalls',
        around,
        event,
        () => (inside.around ? inside.around(event, run) : run()),
        () => undefined,
      ),
  });
}
