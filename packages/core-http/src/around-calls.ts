import { callable, issuesOf, notify, refuse } from '@threads-sdk/internal';
import { type Client, clientOf, insideOf } from './client.ts';
import type { Around } from './hooks.ts';

/**
 * Makes a client whose calls run inside a function, retries included. So a span of OpenTelemetry can be the active one while
 * a call runs, which no hook can do. Whatever the function does, each call is made once and its outcome stays: what the function itself
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
    around: async (event, run) => {
      let running: ReturnType<typeof run> | undefined;
      let error: unknown;
      // The same call for all who ask for it, the function itself and whatever it left behind.
      const once = (): ReturnType<typeof run> =>
        (running ??= inside.around ? inside.around(event, run) : run());
      const listener = async (): Promise<void> => {
        try {
          await around(Object.freeze(event), () => {
            const ended = once().then(() => undefined);
            // Handled here for a function that does not wait for it: the caller gets this error anyway.
            ended.catch((thrown: unknown) => {
              error = thrown;
            });
            return ended;
          });
        } catch (thrown) {
          if (thrown !== error) throw thrown; // else it hands on the call's own error
        }
      };
      await notify('the function of aroundCalls', listener, undefined);
      return once();
    },
  });
}
