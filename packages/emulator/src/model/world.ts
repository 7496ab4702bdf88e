import type { OperationDescription } from '../description/description.ts';
import type { EmulatorClock } from './clock.ts';
import type { SettingsHolder } from './settings.ts';
import type { Store } from './store.ts';

/** A Threads with its time and its rules. */
export interface World {
  readonly store: Store;
  readonly clock: EmulatorClock;
  /** What can be changed while the emulator runs. */
  readonly settings: SettingsHolder;
  /** What the API's description says of every operation. */
  readonly operations: readonly OperationDescription[];
}
