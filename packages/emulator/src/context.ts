import type { Behaviour } from './behaviour.ts';
import type { EmulatorClock } from './clock.ts';
import type { OperationDescription } from './description.ts';
import type { EventState } from './events/event-state.ts';
import type { LateEffects } from './faults/late-effects.ts';
import type { PlannedFaults } from './faults/planned-faults.ts';
import type { MediaJudgement } from './media/media-options.ts';
import type { RequestLog } from './log.ts';
import type { SettingsHolder } from './settings.ts';
import type { Store } from './store.ts';

/** What everything that answers a request works on. */
export interface EmulatorContext {
  readonly store: Store;
  readonly clock: EmulatorClock;
  readonly options: ResolvedOptions;
  readonly log: RequestLog;
  /** What can be changed while the emulator runs. */
  readonly settings: SettingsHolder;
  /** What was planned to go wrong. */
  readonly faults: PlannedFaults;
  /** What calls that failed still do. */
  readonly lateEffects: LateEffects;
  /** What the app is told without being asked. */
  readonly events: EventState;
  /** What the API's description says of every operation. */
  readonly operations: readonly OperationDescription[];
}

/** The options that outlive the set-up. */
export interface ResolvedOptions {
  /** Scheme and host of URLs in answers; absent: those of the request. */
  readonly origin?: string;
  readonly behaviour: Behaviour;
  readonly media: MediaJudgement;
}
