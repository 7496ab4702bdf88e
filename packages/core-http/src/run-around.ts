import { notify } from '@threads-sdk/internal';

/**
 * Calls a function around something, which is done once whatever that function does, and whose outcome stays.
 *
 * @param name who is to blame for what the function throws
 * @param around gets what to do as `run`
 * @param event what else it gets, frozen
 * @param run is done once
 * @param tell what the function is told of the outcome
 */
export async function runAround<Event, Result, Told>(
  name: string,
  around: (event: Event, run: () => Promise<Told>) => unknown,
  event: Event,
  run: () => Promise<Result>,
  tell: (result: Result) => Told,
): Promise<Result> {
  let running: Promise<Result> | undefined;
  let error: unknown;
  // The same for all who ask for it, the function itself and whatever it left behind.
  const once = (): Promise<Result> => (running ??= run());
  const listener = async (): Promise<void> => {
    try {
      await around(Object.freeze(event), () => {
        const ended = once().then(tell);
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
  await notify(name, listener, undefined);
  return once();
}
