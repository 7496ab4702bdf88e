import { setTimeout } from 'node:timers/promises';
import type { Emulator } from '../emulator.ts';
import { CallbackError } from '../events/callback-error.ts';

/**
 * Subscribes the webhook of the options as soon as the app answers its verification: it may start after the emulator, and
 * be corrected while both run.
 *
 * @param tell - Is given a sentence when it is subscribed, and each time that another reason stands against it.
 */
export async function subscribeWhenReady(
  emulator: Emulator,
  signal: AbortSignal,
  tell: (sentence: string) => void,
): Promise<void> {
  let told: string | undefined;
  while (!signal.aborted) {
    try {
      await emulator.subscribeWebhooks();
      tell('The webhook is subscribed.');
      return;
    } catch (error) {
      if (!(error instanceof CallbackError)) throw error;
      if (signal.aborted) return;
      if (error.message !== told) tell(`${error.message} It is tried again every second.`);
      told = error.message;
    }
    // It ends early where the program does.
    await setTimeout(1000, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
