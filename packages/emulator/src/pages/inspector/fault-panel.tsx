import type { Child } from 'hono/jsx';
import type { EmulatorContext } from '../../context.ts';
import type { PlannedFault } from '../../faults/fault-plan.ts';
import { describeFault, faultGroups, timesChoices } from './fault-choices.ts';
import { inspectorPaths } from './inspector-paths.ts';

/** What is to go wrong next: a form for one more fault, and those that were planned. */
export const FaultPanel = ({ context }: { readonly context: EmulatorContext }): Child => (
  <section class="card pad stack faults" aria-labelledby="faults">
    <h2 id="faults">Faults</h2>
    <form method="post" action={inspectorPaths.plan} class="stack">
      <label class="field">
        What goes wrong
        <select name="fault">
          {Object.entries(faultGroups).map(([group, choices]) => (
            <optgroup label={group}>
              {choices.map(({ id, label }) => (
                <option value={id}>{label}</option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <label class="field">
        In which operation
        <select name="operation">
          <option value="">Any operation</option>
          {context.operations
            .map(({ id }) => id)
            .toSorted()
            .map((id) => (
              <option value={id}>{id}</option>
            ))}
        </select>
      </label>
      <label class="field">
        How often
        <select name="times">
          {timesChoices.map(({ value, label }) => (
            <option value={value}>{label}</option>
          ))}
        </select>
      </label>
      <button class="button primary">Plan the fault</button>
    </form>
    <div id="planned-faults">
      <PlannedFaultList faults={context.faults.faults} />
    </div>
  </section>
);

/** The faults that were planned, each with how often it struck and a button that clears it. */
export const PlannedFaultList = ({ faults }: { readonly faults: readonly PlannedFault[] }): Child =>
  faults.length === 0 ? (
    <p class="muted small">None is planned.</p>
  ) : (
    <div class="stack">
      <ul class="planned">
        {faults.map((fault) => (
          <li>
            <form method="post" action={inspectorPaths.clear}>
              <input type="hidden" name="id" value={fault.id} />
              <p>
                {describeFault(fault)}
                <br />
                <span class="muted small">
                  {fault.operation ?? 'Any operation'} · {progressText(fault)}
                </span>
              </p>
              <button
                class="button small"
                aria-label={`Clear: ${describeFault(fault)}, ${fault.operation ?? 'any operation'}`}
              >
                Clear
              </button>
            </form>
          </li>
        ))}
      </ul>
      {faults.length === 1 ? null : (
        <form method="post" action={inspectorPaths.clear}>
          <button class="button small">Clear all</button>
        </form>
      )}
    </div>
  );

function progressText({ hits, times }: PlannedFault): string {
  if (times === Number.POSITIVE_INFINITY) return `struck ${hits} so far`;
  return hits >= times ? `done, struck ${hits}` : `struck ${hits} of ${times}`;
}
