import { isThreadsError } from '@threads-sdk/errors';
import { CommandError } from '../../command-error.ts';
import type { Context } from '../../context.ts';
import { exitCodes } from '../../exit-codes.ts';
import type { ProgressBar } from '../../output/progress-bar.ts';
import { shortTime } from '../../output/short-time.ts';

/** How long is waited where Threads does not say how long. */
const unknownWait = 5 * 60_000;

/** Makes calls at the pace that Threads allows. */
export interface Patience {
  /** Makes a call, and again after the wait that Threads asks for, as often as it does. */
  readonly call: <Value>(make: () => Promise<Value>) => Promise<Value>;
  /** Says something between the progress. */
  readonly say: (line: string) => void;
}

/** @param pause milliseconds before each call */
export function createPatience(
  { clock, messages, signal }: Context,
  bar: ProgressBar,
  pause: number,
): Patience {
  const say = (line: string): void => {
    bar.clear();
    messages.write(`${line}\n`);
  };
  const sleep = async (milliseconds: number): Promise<void> => {
    await clock.sleep(milliseconds, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
      throw new CommandError(exitCodes.interrupted, 'Interrupted.', 'Type the same command again to go on.');
    });
  };
  const call = async <Value>(make: () => Promise<Value>): Promise<Value> => {
    if (pause > 0) await sleep(pause);
    for (;;) {
      try {
        return await make();
      } catch (error) {
        if (!isThreadsError(error) || error.code !== 'RATE_LIMITED') throw error;
        const until = error.retryAt?.getTime() ?? clock.now() + unknownWait;
        const why = error.retryAt ? 'as Threads asks' : 'since Threads does not say how long';
        say(`Rate limited. Going on at ${shortTime(until)}, ${why}. Ctrl+C ends it.`);
        await sleep(Math.max(until - clock.now(), 1000));
      }
    }
  };
  return Object.freeze({ call, say });
}
