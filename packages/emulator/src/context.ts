import type { ShownForms } from './acts/shown-forms.ts';
import type { EventWorld } from './events/event-state.ts';
import type { FaultWorld } from './faults/late-effects.ts';
import type { PlannedFaults } from './faults/planned-faults.ts';
import type { RequestLog } from './log/log.ts';
import type { MediaJudgement } from './media/media-options.ts';

/** What everything that answers a request works on. */
export interface EmulatorContext extends EventWorld, FaultWorld {
  readonly log: RequestLog;
  /** What was planned to go wrong. */
  readonly faults: PlannedFaults;
  /** How the media of new containers are judged. */
  readonly media: MediaJudgement;
  /** The forms of its pages with which a person writes. */
  readonly forms: ShownForms;
  /** Scheme and host of URLs in answers; absent: those of the request. */
  readonly origin?: string;
}
