import { errorPresets } from '../../faults/error-presets.ts';
import type { Fault, PlannedFault } from '../../faults/fault-plan.ts';
import { limits } from '../../description/limits.ts';
import type { FormFields } from '../parts/form.ts';

/** A field of the form that belongs to one kind of fault. */
export interface FaultField {
  /** The member of the plan. */
  readonly name: string;
  readonly label: string;
  readonly type: 'text' | 'number' | 'choice' | 'switch' | 'headers';
  readonly value?: string;
  readonly choices?: readonly string[];
}

/** A kind of fault in the words of the form. */
export interface FaultKind {
  readonly label: string;
  /** What it does, in one sentence. */
  readonly does: string;
  readonly fields: readonly FaultField[];
}

const after: FaultField = { name: 'after', label: 'The call takes effect first', type: 'switch' };
const connection: FaultField = {
  name: 'connection',
  label: 'How the connection ends',
  type: 'choice',
  choices: ['reset', 'close'],
};
const delay: FaultField = { name: 'delay', label: 'Milliseconds', type: 'number', value: '5000' };
const bytes: FaultField = { name: 'bytes', label: 'Bytes', type: 'number' };
const status = (value?: string): FaultField => ({
  name: 'status',
  label: 'Status',
  type: 'number',
  ...(value === undefined ? {} : { value }),
});

/** Every kind of fault, in groups. */
export const faultGroups: Readonly<Record<string, readonly Fault['kind'][]>> = {
  Errors: ['error', 'html', 'redirect', 'answer'],
  Connection: ['lost-answer', 'lost-request', 'late-effect', 'slow-headers', 'slow-body', 'cut-body'],
  'Odd answers': ['truncated-json', 'empty-body', 'invalid-utf8', 'huge-body', 'headers'],
  Containers: ['container-error', 'container-lost', 'stale-status'],
};

export const faultKinds: Readonly<Record<Fault['kind'], FaultKind>> = {
  error: {
    label: 'An error of the API',
    does: 'The call is answered with an error, and has no effect unless that is asked for.',
    fields: [
      {
        name: 'preset',
        label: 'Which error',
        type: 'choice',
        choices: ['unexpected-error', ...errorPresets.filter((preset) => preset !== 'unexpected-error')],
      },
      { name: 'retryAfter', label: 'Retry-After, in seconds', type: 'number' },
      after,
    ],
  },
  html: {
    label: 'A page of a proxy',
    does: 'HTML comes in place of the JSON, as from a proxy that is out of order.',
    fields: [status('502'), after],
  },
  redirect: {
    label: 'A redirect',
    does: 'The call is sent to another address.',
    fields: [{ name: 'location', label: 'Where to', type: 'text', value: 'https://example.com/' }, after],
  },
  answer: {
    label: 'An answer of yours',
    does: 'Whatever body you write is answered: unknown members, duplicate keys, a cursor that loops.',
    fields: [
      { name: 'body', label: 'Body', type: 'text', value: '{"data":[],"paging":{}}' },
      status('200'),
      after,
    ],
  },
  'lost-answer': {
    label: 'The answer is lost',
    does: 'The call takes effect, and the connection breaks before its answer.',
    fields: [connection],
  },
  'lost-request': {
    label: 'The request is lost',
    does: 'The connection breaks before the call takes any effect.',
    fields: [connection],
  },
  'late-effect': {
    label: 'The effect comes late',
    does: 'The connection breaks, and the call takes effect some time later all the same.',
    fields: [delay, connection],
  },
  'slow-headers': {
    label: 'The answer comes late',
    does: 'The call takes effect at once, and its answer comes after a while.',
    fields: [delay],
  },
  'slow-body': {
    label: 'The body drips',
    does: 'The body comes in small pieces with a pause before each.',
    fields: [
      { ...delay, value: '50' },
      { ...bytes, label: 'Bytes of a piece' },
    ],
  },
  'cut-body': {
    label: 'The body breaks off',
    does: 'The connection breaks in the middle of the body.',
    fields: [{ ...bytes, label: 'Bytes that still come' }, connection],
  },
  'truncated-json': {
    label: 'Half of the JSON',
    does: 'The body ends after half of its JSON, and the answer looks complete.',
    fields: [],
  },
  'empty-body': {
    label: 'No body',
    does: 'The answer has its status and headers, and nothing else.',
    fields: [],
  },
  'invalid-utf8': { label: 'No UTF-8', does: 'The body has bytes in it that are no UTF-8.', fields: [] },
  'huge-body': {
    label: 'A huge body',
    does: 'The body is filled up with white space, compressed on its way.',
    fields: [{ ...bytes, label: 'Bytes, 64 MiB if empty' }],
  },
  headers: {
    label: 'More headers',
    does: 'Headers of yours are added to the answer, such as a date that is wrong.',
    fields: [
      { name: 'headers', label: 'A header', type: 'headers', value: 'date: Thu, 01 Jan 1970 00:00:00 GMT' },
    ],
  },
  'container-error': {
    label: 'Processing fails',
    does: 'The next container that is created ends in ERROR, as soon as it would be finished.',
    fields: [
      {
        name: 'message',
        label: 'Its error message',
        type: 'choice',
        choices: limits.containerErrorMessages.value,
      },
    ],
  },
  'container-lost': {
    label: 'A container is lost',
    does: 'The next container that is created is finished, and publishing it fails for ever.',
    fields: [],
  },
  'stale-status': {
    label: 'An old status',
    does: 'The status of a container is answered as it was before the present one.',
    fields: [],
  },
};

/** For how many calls the form plans a fault. */
export const timesChoices: readonly { readonly value: string; readonly label: string }[] = [
  { value: '1', label: 'One call' },
  { value: '2', label: '2 calls' },
  { value: '3', label: '3 calls' },
  { value: '5', label: '5 calls' },
  { value: 'all', label: 'All calls, until cleared' },
];

/** What a sent form plans, in the shape of a plan; whether it is one is checked where it is planned. */
export function readFaultForm({ text }: FormFields): Readonly<Record<string, unknown>> {
  const kind = text('kind') ?? '';
  const known = Object.entries(faultKinds).find(([name]) => name === kind)?.[1];
  const own = (known?.fields ?? []).map(
    (field) => [field.name, readField(field, text(`${kind}.${field.name}`))] as const,
  );
  const times = text('times') ?? '1';
  const members = [
    ['kind', kind] as const,
    ...own,
    ['operation', text('operation')] as const,
    ['user', text('user')] as const,
    ['call', Number(text('call') ?? 1)] as const,
    ['times', times === 'all' ? Number.POSITIVE_INFINITY : Number(times)] as const,
  ];
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

function readField({ type }: FaultField, value: string | undefined): unknown {
  if (value === undefined) return undefined;
  switch (type) {
    case 'number':
      return Number(value);
    case 'switch':
      return 'effect';
    case 'headers': {
      const [name = '', ...rest] = value.split(':');
      return { [name.trim()]: rest.join(':').trim() };
    }
    case 'text':
    case 'choice':
      return value;
  }
}

/** A planned fault in words: its kind, and what is special about it. */
export function describeFault(fault: PlannedFault): string {
  const {
    id: _id,
    hits: _hits,
    call: _call,
    times: _times,
    operation: _on,
    user: _user,
    kind,
    ...own
  } = fault;
  const details = Object.entries(own).map(([name, value]) =>
    name === 'after'
      ? 'after its effect'
      : `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`,
  );
  const { label } = faultKinds[kind];
  return details.length === 0 ? label : `${label}: ${details.join(', ')}`;
}

/** How far a planned fault has got. */
export function progressText({ hits, times, call }: PlannedFault): string {
  if (times === Number.POSITIVE_INFINITY) return `struck ${hits} so far`;
  if (hits >= times) return `done, struck ${hits}`;
  return `struck ${hits} of ${times}${hits === 0 && call > 1 ? `, from the ${call}. call on` : ''}`;
}
