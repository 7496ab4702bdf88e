import type { Emulator, EmulatorOptions } from '@threads-sdk/emulator';
// @boundaries-ignore a tool of tests has one home
import { createFastClock } from '../../publish/test/processes/fast-clock.ts';
import { serveEmulator } from './serve-emulator.ts';

/**
 * Serves an emulator whose time goes by faster, also while nobody waits.
 *
 * @param speed how many of its seconds pass in a real one
 * @returns besides, the variables with which a program lives in the same time
 */
export async function serveFastEmulator(
  speed: number,
  options: EmulatorOptions = {},
): Promise<{
  readonly emulator: Emulator;
  readonly url: string;
  readonly variables: Readonly<Record<string, string>>;
}> {
  const origin = Date.now();
  const clock = createFastClock({ origin, speed, offset: 0 });
  const { emulator, url } = await serveEmulator({ ...options, clock });
  return { emulator, url, variables: fastVariables(url, { origin, speed }) };
}

/** The variables with which a program asks an emulator, and lives in its time. */
export function fastVariables(
  url: string,
  time: { readonly origin: number; readonly speed: number },
): Readonly<Record<string, string>> {
  return {
    THREADS_EMULATOR: url,
    NODE_OPTIONS: `--import=${new URL('fast-time.ts', import.meta.url).href} --disable-warning=ExperimentalWarning`,
    FAST_TIME: JSON.stringify(time),
  };
}
