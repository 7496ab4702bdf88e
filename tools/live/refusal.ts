import { decide, type Check } from './check.ts';
import type { Live } from './live.ts';
import { describeRefusal, describeWire, isRefusal, type Refusal, type Wire } from './wire.ts';

/** A check whether one call is refused as the emulator refuses it. */
export function refusal({
  refused,
  call,
  ...check
}: Omit<Check, 'emulator' | 'run'> & {
  readonly refused: Refusal;
  readonly call: (live: Live) => Promise<Wire>;
}): Check {
  return {
    ...check,
    emulator: `Refuses: ${describeRefusal(refused)}.`,
    run: async (live) => {
      const wire = await call(live);
      return decide(isRefusal(wire, refused), describeWire(wire));
    },
  };
}
