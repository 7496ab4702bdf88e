// @boundaries-ignore what the emulator does has one home
import { numberBehaviours } from '../../packages/openapi/fidelity/emit-page.ts';
// @boundaries-ignore what the emulator does has one home
import { readFidelity } from '../../packages/openapi/fidelity/read-fidelity.ts';

/** A behaviour of the page about the emulator's fidelity. */
export interface KnownBehaviour {
  /** Its number on that page. */
  readonly number: string;
  readonly behaviour: string;
  readonly evidence: string;
  /** The title of its subject. */
  readonly subject: string;
}

/** Everything that is known, or asked, of the API's behaviour. */
export const knownBehaviours: readonly KnownBehaviour[] = numberBehaviours(readFidelity()).flatMap(
  ({ title, behaviours }) =>
    behaviours.map(({ number, behaviour, evidence }) => ({ number, behaviour, evidence, subject: title })),
);
