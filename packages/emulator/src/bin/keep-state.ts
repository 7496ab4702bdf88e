import { setImmediate } from 'node:timers';
import type { Emulator } from '../emulator.ts';
import type { StateFile } from './state-file.ts';

/** An emulator whose state is written down while it works. */
export interface KeptEmulator {
  /** The same emulator, to be served: what it answers is in the file before. */
  readonly emulator: Emulator;
  /** Saves for the last time and gives the file free. Whether the file now holds the state. */
  close(): boolean;
}

/**
 * Keeps an emulator's state in a file: at once, before every answer, and when it is closed. So nothing that was answered is
 * lost when the process is killed. Any call may change something: reading counts against quotas, and a GET exchanges tokens.
 *
 * @param reportFailure receives a sentence each time that the state could not be written
 */
export function keepState(
  emulator: Emulator,
  file: StateFile,
  reportFailure: (sentence: string) => void,
): KeptEmulator {
  const save = (): boolean => {
    try {
      file.save(emulator.snapshot());
      return true;
    } catch (error) {
      reportFailure(
        `the state could not be saved: ${error instanceof Error ? error.message : String(error)}`,
      );
      return false;
    }
  };
  save();
  // A call that ends after the last save must not write to a file that is somebody else's by then.
  let closed = false;
  let nextSave: Promise<void> | undefined;
  // One save for all calls that are ready in the same turn.
  const saved = (): Promise<void> =>
    (nextSave ??= new Promise((resolve) => {
      setImmediate(() => {
        nextSave = undefined;
        if (!closed) save();
        resolve();
      });
    }));
  return {
    emulator: {
      ...emulator,
      fetch: async (request) => {
        try {
          return await emulator.fetch(request);
        } finally {
          await saved();
        }
      },
    },
    close: () => {
      closed = true;
      const saved = save();
      file.close();
      return saved;
    },
  };
}
