import type { Emulator } from '../emulator.ts';
import type { StateFile } from './state-file.ts';

/** An emulator whose state is written down while it works. */
export interface KeptEmulator {
  /** The same emulator, to be served: what it does is soon in the file. */
  readonly emulator: Emulator;
  /** Tells that something changed besides. */
  changed(): void;
  /** Saves for the last time and gives the file free. Whether the file now holds the state. */
  close(): boolean;
}

/** How long it takes at most, in milliseconds, until what was answered is being written. */
const savePause = 500;

/**
 * Keeps an emulator's state in a file: at once, when it is closed, and soon after a call. No call waits for that, since
 * it takes time where there are many posts; who is killed without being told loses what was answered since the last save. Any call
 * may change something: reading counts against quotas, and a GET exchanges tokens.
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
  let nextSave: NodeJS.Timeout | undefined;
  const changed = (): void => {
    if (closed) return;
    nextSave ??= setTimeout(() => {
      nextSave = undefined;
      save();
    }, savePause).unref();
  };
  return {
    emulator: {
      ...emulator,
      fetch: async (request) => {
        try {
          return await emulator.fetch(request);
        } finally {
          changed();
        }
      },
    },
    changed,
    close: () => {
      closed = true;
      clearTimeout(nextSave);
      const saved = save();
      file.close();
      return saved;
    },
  };
}
