import { createInterface } from 'node:readline';
import { askSecret } from '../../ask.ts';
import type { Context } from '../../context.ts';

/**
 * Reads what a person pastes until something is taken or the signal ends it. At a terminal nothing of it is shown, since the
 * address has a code in it.
 *
 * @param take takes a text, or says why not
 * @returns whether something was taken; `false` once nothing more can come
 */
export async function readPasted(
  context: Context,
  signal: AbortSignal,
  take: (text: string) => Promise<string | undefined>,
): Promise<boolean> {
  for await (const text of texts(context, signal)) {
    if (text === '') continue;
    const fault = await take(text);
    if (fault === undefined) return true;
    context.messages.write(`${fault}\n`);
  }
  return false;
}

async function* texts(context: Context, signal: AbortSignal): AsyncGenerator<string> {
  if (context.canAsk) {
    while (!signal.aborted) {
      // An interruption by the person ends the command; the end of the wait ends the question alone.
      const text = await askSecret(context, {
        message: 'Or paste the address that you came back to (not shown)',
        signal,
      }).catch((error: unknown) => {
        if (signal.aborted) return undefined;
        throw error;
      });
      if (text === undefined) return;
      yield text;
    }
    return;
  }
  if (!context.hasInput) return;
  // A pipe that stays open must not keep the program from ending.
  const stop = (): void => void context.stdin.destroy();
  signal.addEventListener('abort', stop);
  for await (const line of createInterface({ input: context.stdin, signal })) yield line.trim();
}
