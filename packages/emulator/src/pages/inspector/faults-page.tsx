import type { Child } from 'hono/jsx';
import type { EmulatorContext } from '../../context.ts';
import type { Fault, PlannedFault } from '../../faults/fault-plan.ts';
import { Layout } from '../parts/layout.tsx';
import {
  describeFault,
  type FaultField,
  faultGroups,
  faultKinds,
  progressText,
  timesChoices,
} from './fault-kinds.ts';
import { inspectorPaths } from './inspector-paths.ts';
import { asChoice, Choice } from './requests-page.tsx';

/** What is to go wrong next: a form for one more fault, and those that were planned. */
export const FaultsPage = ({ context }: { readonly context: EmulatorContext }): Child => (
  <Layout title="Faults" current="faults">
    <h1>Faults</h1>
    <div class="tool-columns first-wide">
      <FaultForm context={context} />
      <section class="stack" aria-labelledby="planned-title">
        <h2 id="planned-title">Planned</h2>
        <ol class="card list" id="planned" data-live="list">
          {context.faults.faults.toReversed().map((fault) => (
            <li id={fault.id} class="entry">
              <Planned fault={fault} />
            </li>
          ))}
        </ol>
        <p class="card empty when-empty">None is planned.</p>
        <form method="post" action={inspectorPaths.clearFault} data-stay data-done="All faults were cleared">
          <button class="button small">Clear all</button>
        </form>
      </section>
    </div>
  </Layout>
);

const FaultForm = ({ context }: { readonly context: EmulatorContext }): Child => {
  const operations = context.operations.map(({ id }) => id).toSorted();
  const users = [...context.store.users.values()].map(({ username }) => username).slice(0, 200);
  return (
    <form
      method="post"
      action={inspectorPaths.planFault}
      class="card pad stack"
      aria-label="One more fault"
      data-stay
      data-done="The fault was planned"
    >
      <div class="fault-groups">
        {Object.entries(faultGroups).map(([group, kinds]) => (
          <fieldset>
            <legend>{group}</legend>
            <ul class="choices">
              {kinds.map((kind) => (
                <KindChoice kind={kind} />
              ))}
            </ul>
          </fieldset>
        ))}
      </div>
      <div class="fields">
        <Choice name="operation" label="Operation" any="Any operation" choices={operations.map(asChoice)} />
        <Choice name="user" label="User" any="Everybody" choices={users.map(asChoice)} />
        <Choice name="times" label="How many calls" choices={timesChoices} />
        <label class="field">
          From which call on
          <input type="number" name="call" min={1} value="1" />
        </label>
      </div>
      <button class="button primary">Plan the fault</button>
    </form>
  );
};

const KindChoice = ({ kind }: { readonly kind: Fault['kind'] }): Child => {
  const { label, does, fields } = faultKinds[kind];
  return (
    <li class="fault-kind">
      <label class="choice">
        <input type="radio" name="kind" value={kind} checked={kind === 'error'} required />
        <span class="name">{label}</span>
        <span class="detail muted small">{does}</span>
      </label>
      {/* Those of the kind that is chosen are shown. */}
      {fields.length === 0 ? null : (
        <div class="fields fault-fields">
          {fields.map((field) => (
            <KindField kind={kind} field={field} />
          ))}
        </div>
      )}
    </li>
  );
};

const KindField = ({ kind, field }: { readonly kind: Fault['kind']; readonly field: FaultField }): Child => {
  const name = `${kind}.${field.name}`;
  if (field.type === 'switch') {
    return (
      <label class="toggle small">
        <input type="checkbox" name={name} value="effect" /> {field.label}
      </label>
    );
  }
  if (field.type === 'choice')
    return <Choice name={name} label={field.label} choices={(field.choices ?? []).map(asChoice)} />;
  return (
    <label class="field">
      {field.label}
      <input
        type={field.type === 'number' ? 'number' : 'text'}
        name={name}
        value={field.value ?? ''}
        autocomplete="off"
      />
    </label>
  );
};

const Planned = ({ fault }: { readonly fault: PlannedFault }): Child => (
  <form
    method="post"
    action={inspectorPaths.clearFault}
    class="planned-fault"
    data-stay
    data-done="The fault was cleared"
  >
    <input type="hidden" name="id" value={fault.id} />
    <p>
      {describeFault(fault)}
      <br />
      <span class="muted small">
        {[fault.operation ?? 'Any operation', ...(fault.user === undefined ? [] : [`@${fault.user}`])].join(
          ', ',
        )}{' '}
        · {progressText(fault)}
      </span>
    </p>
    <button id={`${fault.id}-clear`} class="button tiny" aria-label={`Clear: ${describeFault(fault)}`}>
      Clear
    </button>
  </form>
);
