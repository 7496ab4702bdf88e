import type { Emulator } from '../emulator.ts';
import type { StateFile } from './state-file.ts';

/** An emulator whose state is written down while it works. */
export interface KeptEmulator {
  /** The same emulator, to be served: what it is asked leads to a save. */
  readonly emulator: Emulator;
  /** Saves for the last time and gives the file free. Whether the file now holds the state. */
  close(): boolean;
}

// Long enough that a burst of calls is one write, short enough to lose little when the machine goes down.
const delay = 200;

/**
 * Keeps an emulator's state in a file: at once, shortly after every call, and when it is closed. Any call may change
 * something: reading counts against quotas, and a GET exchanges tokens.
 *
 * @param reportFailure receives a sentence each time that the state could not be written
 */
export function keepState(
  emulator: Emulator,
  file: StateFile,
  reportFailure: (sentence: string) => void,
): KeptEmulator {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = (): boolean => {
    timer = undefined;
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
  const saveSoon = (): void => {
    if (!closed) timer ??= setTimeout(save, delay);
  };
  return {
    emulator: {
      ...emulator,
      fetch: (request) => emulator.fetch(request).finally(saveSoon),
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
      const saved = save();
      file.close();
      return saved;
    },
  };
}
