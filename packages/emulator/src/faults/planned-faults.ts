import type { OperationDescription } from '../description.ts';
import { deepFreeze } from '../freeze.ts';
import type { Parameters } from '../parameters.ts';
import { assertShape } from '../shape.ts';
import type { FaultPlan, PlannedFault } from './fault-plan.ts';
import { faultPlanShape, onlyOperations } from './fault-shape.ts';

/** The faults of one emulator. */
export interface PlannedFaults {
  /** As they stand now, in the order in which they were planned; those that struck for the last time included. */
  readonly planned: readonly PlannedFault[];
  /**
   * Plans a fault, whatever was handed in as its plan.
   *
   * @throws InvalidInput naming everything that is wrong with the plan.
   */
  plan(plan: unknown): PlannedFault;
  /** Forgets one fault, or all of them. Tells whether there was any. */
  clear(id?: string): boolean;
  /** Counts a call and gives the faults that strike it, in the order in which they were planned. */
  strike(call: StruckCall): readonly PlannedFault[];
}

/** What of a call decides whether a fault strikes it. */
export interface StruckCall {
  /** Absent where the path belongs to no operation. */
  readonly operation: string | undefined;
  readonly parameters: Parameters;
}

/** Creates an emulator's list of faults, empty. */
export function createPlannedFaults(operations: readonly OperationDescription[]): PlannedFaults {
  const shape = faultPlanShape(operations.map(({ id }) => id));
  let faults: readonly { readonly fault: PlannedFault; readonly seen: number }[] = [];
  let planned = 0;

  return Object.freeze({
    get planned(): readonly PlannedFault[] {
      return Object.freeze(faults.map(({ fault }) => fault));
    },
    plan(plan: unknown): PlannedFault {
      assertShape<FaultPlan>('planFault', shape, plan);
      const only = onlyOperations[plan.kind];
      planned += 1;
      const fault: PlannedFault = deepFreeze({
        ...structuredClone(plan),
        ...(only === undefined ? {} : { operation: only }),
        call: plan.call ?? 1,
        times: plan.times ?? 1,
        id: `fault-${planned}`,
        hits: 0,
      });
      faults = [...faults, { fault, seen: 0 }];
      return fault;
    },
    clear(id?: string): boolean {
      const before = faults.length;
      faults = id === undefined ? [] : faults.filter(({ fault }) => fault.id !== id);
      return faults.length < before;
    },
    strike(call: StruckCall): readonly PlannedFault[] {
      const struck: PlannedFault[] = [];
      faults = faults.map(({ fault, seen }) => {
        if (!isMeant(fault, call)) return { fault, seen };
        const number = seen + 1;
        if (number < fault.call || number >= fault.call + fault.times) return { fault, seen: number };
        const next = Object.freeze({ ...fault, hits: fault.hits + 1 });
        struck.push(next);
        return { fault: next, seen: number };
      });
      return struck;
    },
  });
}

function isMeant({ operation, match = {} }: PlannedFault, call: StruckCall): boolean {
  if (operation !== undefined && operation !== call.operation) return false;
  return Object.entries(match).every(([name, value]) => call.parameters.get(name)?.includes(value) === true);
}
