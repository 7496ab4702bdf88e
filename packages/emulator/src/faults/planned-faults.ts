import type { OperationDescription } from '../description/description.ts';
import { deepFreeze } from '../input/freeze.ts';
import { maskParameter } from '../log/mask-secrets.ts';
import type { Parameters } from '../graph/parameters.ts';
import { assertInput } from '../input/schemas.ts';
import { type Store, userByName } from '../model/store.ts';
import type { FaultPlan, PlannedFault } from './fault-plan.ts';
import { faultPlanSchema, onlyOperations } from './fault-schema.ts';

/** The faults of one emulator. */
export interface PlannedFaults {
  /** As they stand now, in the order in which they were planned; those that struck for the last time included. */
  readonly faults: readonly PlannedFault[];
  /**
   * Plans a fault, whatever was handed in as its plan.
   *
   * @throws {InvalidInput} naming everything that is wrong with the plan.
   */
  planFault(plan: unknown): PlannedFault;
  /** Forgets one fault, or all of them. Tells whether there was any. */
  clearFaults(id?: string): boolean;
  /** Counts a call and gives the faults that strike it, in the order in which they were planned. */
  strike(call: StruckCall): readonly PlannedFault[];
}

/** What of a call decides whether a fault strikes it. */
export interface StruckCall {
  /** Absent where the path belongs to no operation. */
  readonly operation: string | undefined;
  /** The username of the token's owner, if there is one. */
  readonly user: string | undefined;
  readonly parameters: Parameters;
}

interface Entry {
  /** As it is shown: a token to match is masked. */
  readonly fault: PlannedFault;
  readonly match: Readonly<Record<string, string>>;
  /** How many calls there were that it is meant for. */
  readonly seen: number;
}

/** Creates an emulator's list of faults, empty. */
export function createPlannedFaults(
  operations: readonly OperationDescription[],
  store: Store,
): PlannedFaults {
  const schema = faultPlanSchema(
    operations.map(({ id }) => id),
    (username) => userByName(store, username) !== undefined,
  );
  let entries: readonly Entry[] = [];
  let planned = 0;

  return Object.freeze({
    get faults(): readonly PlannedFault[] {
      return Object.freeze(entries.map(({ fault }) => fault));
    },
    planFault(plan: unknown): PlannedFault {
      assertInput<FaultPlan>('planFault', schema, plan);
      const only = onlyOperations[plan.kind];
      planned += 1;
      const { match = {}, ...rest } = structuredClone(plan);
      const fault: PlannedFault = deepFreeze({
        ...rest,
        ...(plan.match === undefined ? {} : { match: maskAll(match) }),
        ...(only === undefined ? {} : { operation: only }),
        call: plan.call ?? 1,
        times: plan.times ?? 1,
        id: `fault-${planned}`,
        hits: 0,
      });
      entries = [...entries, { fault, match, seen: 0 }];
      return fault;
    },
    clearFaults(id?: string): boolean {
      const before = entries.length;
      entries = id === undefined ? [] : entries.filter(({ fault }) => fault.id !== id);
      return entries.length < before;
    },
    strike(call: StruckCall): readonly PlannedFault[] {
      const struck: PlannedFault[] = [];
      entries = entries.map((entry) => {
        if (!isMeant(entry, call)) return entry;
        const seen = entry.seen + 1;
        const { fault } = entry;
        if (seen < fault.call || seen >= fault.call + fault.times) return { ...entry, seen };
        const next = Object.freeze({ ...fault, hits: fault.hits + 1 });
        struck.push(next);
        return { ...entry, fault: next, seen };
      });
      return struck;
    },
  });
}

function isMeant({ fault: { operation, user }, match }: Entry, call: StruckCall): boolean {
  if (user !== undefined && user.toLowerCase() !== call.user?.toLowerCase()) return false;
  if (operation !== undefined && operation !== call.operation) return false;
  return Object.entries(match).every(([name, value]) => call.parameters.get(name)?.includes(value) === true);
}

function maskAll(match: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(match).map(([name, value]) => [name, maskParameter(name, value)]));
}
