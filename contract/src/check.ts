import { decide, type Answer } from './answer.ts';
import type { Live } from './live.ts';
import { describeRefusal, describeWire, isRefusal, type Refusal, type Wire } from './wire.ts';

/** One question to the real API. */
export interface Check {
  readonly id: string;
  readonly question: string;
  /** What the emulator does, which `confirmed` stands for. */
  readonly emulator: string;
  /** The sentences of packages/openapi/fidelity that the answer settles. */
  readonly settles: readonly string[];
  /** Permissions without which it is skipped. */
  readonly scopes: readonly string[];
  /** It is asked only with a token that lacks this permission. */
  readonly without?: string;
  /** What has to be given besides the token. */
  readonly needs?: 'app' | 'image' | 'video';
  /** It creates containers that are never published, which the person is asked about once. What it publishes it asks for itself. */
  readonly creates?: true;
  /** It may cost the token, and comes after everything else. */
  readonly risksToken?: true;
  readonly run: (live: Live) => Promise<Answer>;
}

/** The permissions of whatever publishes: what cannot be deleted again is not posted. */
export const publishing: readonly string[] = ['threads_basic', 'threads_content_publish', 'threads_delete'];

/** The permissions of containers that are never published. */
export const creating: readonly string[] = ['threads_basic', 'threads_content_publish'];

/** An id that names nothing. */
export const unknownId = '10000000000000001';

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

/** A check whether one call is accepted, as the emulator accepts it. */
export function acceptance({
  call,
  ...check
}: Omit<Check, 'run'> & { readonly call: (live: Live) => Promise<Wire> }): Check {
  return {
    ...check,
    run: async (live) => {
      const wire = await call(live);
      return decide(wire.status === 200, describeWire(wire));
    },
  };
}
