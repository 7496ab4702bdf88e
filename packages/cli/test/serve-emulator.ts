import { createEmulator, type Emulator, type EmulatorOptions } from '@threads-sdk/emulator';
import { serve } from '@threads-sdk/emulator/serve';
import { afterAll } from 'vitest';

/** Serves an emulator on a free port for the tests of a file. */
export async function serveEmulator(
  options: EmulatorOptions = {},
): Promise<{ readonly emulator: Emulator; readonly url: string }> {
  const emulator = createEmulator(options);
  const served = await serve(emulator, { port: 0 });
  afterAll(() => served.close());
  return { emulator, url: served.url };
}
