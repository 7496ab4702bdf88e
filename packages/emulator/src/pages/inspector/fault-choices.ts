import type { OperationDescription } from '../../description/description.ts';
import type { Fault, FaultPlan, PlannedFault } from '../../faults/fault-plan.ts';

/** A fault that the form offers, in the words of the form. */
export interface FaultChoice {
  readonly id: string;
  readonly label: string;
  readonly fault: Fault;
}

const seconds = 1000;

/** The faults that people try by hand, in groups; `planFault` has more. */
export const faultGroups: Readonly<Record<string, readonly FaultChoice[]>> = {
  Connection: [
    { id: 'lost-answer', label: 'It works, but the answer is lost', fault: { kind: 'lost-answer' } },
    { id: 'lost-request', label: 'The request is lost', fault: { kind: 'lost-request' } },
    {
      id: 'slow-answer',
      label: 'The answer takes 5 seconds',
      fault: { kind: 'slow-headers', delay: 5 * seconds },
    },
    { id: 'cut-body', label: 'It breaks in the middle of the answer', fault: { kind: 'cut-body' } },
  ],
  Errors: [
    {
      id: 'temporary',
      label: 'A temporary error (500, code 2)',
      fault: { kind: 'error', preset: 'unexpected-error' },
    },
    {
      id: 'temporary-after-effect',
      label: 'It works, but a temporary error is answered',
      fault: { kind: 'error', preset: 'unexpected-error', after: 'effect' },
    },
    {
      id: 'rate-limited',
      label: 'Too many requests (429, wait 30 seconds)',
      fault: { kind: 'error', preset: 'rate-limited', retryAfter: 30 },
    },
    {
      id: 'media-not-found',
      label: 'Media not found (24/4279009)',
      fault: { kind: 'error', preset: 'media-not-found' },
    },
    {
      id: 'session-expired',
      label: 'The token has expired (190/463)',
      fault: { kind: 'error', preset: 'session-expired' },
    },
    {
      id: 'permission-missing',
      label: 'A permission is missing (code 10)',
      fault: { kind: 'error', preset: 'permission-missing' },
    },
  ],
  'Odd answers': [
    { id: 'html', label: 'A page of a proxy (502, HTML)', fault: { kind: 'html', status: 502 } },
    { id: 'truncated-json', label: 'Half of the JSON', fault: { kind: 'truncated-json' } },
  ],
};

/** For how many calls the form plans a fault. */
export const timesChoices: readonly { readonly value: string; readonly label: string }[] = [
  { value: '1', label: 'The next call' },
  { value: '2', label: 'The next 2 calls' },
  { value: '3', label: 'The next 3 calls' },
  { value: '5', label: 'The next 5 calls' },
  { value: 'all', label: 'All calls, until cleared' },
];

/** The plan that a sent form means; nothing where it has something that the form does not offer. */
export function readFaultForm(
  form: FormData,
  operations: readonly OperationDescription[],
): FaultPlan | undefined {
  const choice = everyChoice().find(({ id }) => id === form.get('fault'));
  const times = timesChoices.find(({ value }) => value === form.get('times'))?.value;
  const name = form.get('operation');
  const operation = operations.find(({ id }) => id === name)?.id;
  if (choice === undefined || times === undefined || (operation === undefined && name !== ''))
    return undefined;
  return {
    ...choice.fault,
    ...(operation === undefined ? {} : { operation }),
    times: times === 'all' ? Number.POSITIVE_INFINITY : Number(times),
  };
}

/** A planned fault in words; one that was planned by a program has those of its kind. */
export function describeFault(fault: PlannedFault): string {
  const { id: _id, hits: _hits, call: _call, times: _times, operation: _operation, ...own } = fault;
  const choice = everyChoice().find(({ fault: offered }) => sameMembers(offered, own));
  return choice?.label ?? `Planned by a program: ${fault.kind}`;
}

function everyChoice(): readonly FaultChoice[] {
  return Object.values(faultGroups).flat();
}

function sameMembers(one: object, other: object): boolean {
  const members = new Map(Object.entries(one));
  const others = Object.entries(other);
  return others.length === members.size && others.every(([name, value]) => members.get(name) === value);
}
