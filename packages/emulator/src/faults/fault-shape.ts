import {
  boolean,
  either,
  integer,
  isObject,
  number,
  object,
  oneOf,
  optional,
  recordOf,
  text,
  type Check,
  type Members,
  type Shape,
} from '../shape.ts';
import { errorPresets } from './error-presets.ts';
import type { Fault, FaultPlan, FaultTarget } from './fault-plan.ts';

type FaultOf<Kind extends Fault['kind']> = Fault & { readonly kind: Kind };

/** The members of every kind of fault, its kind aside. */
type FaultMembers = { readonly [Kind in Fault['kind']]: Members<Omit<FaultOf<Kind>, 'kind'>> };

// The longest that a timer of JavaScript takes, in milliseconds.
const maxDelay = 2 ** 31 - 1;
const maxBytes = 2 ** 30;

function faultMembers(): FaultMembers {
  const status = optional(isStatus);
  const preset = optional(oneOf(errorPresets));
  const delay = number(0, maxDelay);
  const after = optional(oneOf(['effect']));
  const connection = optional(oneOf(['reset', 'close']));
  const bytes = optional(integer(1, maxBytes));
  const lost = { connection };
  return {
    error: {
      after,
      preset,
      status,
      code: optional(integer()),
      subcode: optional(integer()),
      type: optional(text),
      message: optional(text),
      isTransient: optional(boolean),
      userTitle: optional(text),
      userMessage: optional(text),
      retryAfter: optional(either('a whole number of seconds or a header value', integer(0), isHeaderValue)),
    },
    html: { after, status },
    redirect: { after, status: optional(oneOf([301, 302, 303, 307, 308])), location: isHeaderValue },
    answer: { after, status, headers: optional(headers), body: text },
    headers: { headers },
    'lost-request': lost,
    'lost-answer': lost,
    'late-effect': { connection, delay, preset },
    'slow-headers': { delay },
    'slow-body': { delay, bytes },
    'cut-body': { connection, bytes: optional(integer(0, maxBytes)) },
    'huge-body': { bytes },
    'truncated-json': {},
    'empty-body': {},
    'invalid-utf8': {},
    'container-error': { message: optional(text) },
    'container-lost': {},
    'stale-status': {},
  };
}

// Those of 204, 205 and 304 have no body, which is what these faults are about.
const isStatus: Check = (value, path) => {
  const issues = integer(200, 599)(value, path);
  if (issues.length > 0 || ![204, 205, 304].some((status) => status === value)) return issues;
  return [`${path} must be a status that comes with a body, which ${String(value)} does not`];
};

const headers: Check = (value, path) => {
  const issues = recordOf(isHeaderValue)(value, path);
  if (issues.length > 0 || !isObject(value)) return issues;
  return Object.keys(value)
    .filter((name) => !/^[\w!#$%&'*+.^`|~-]+$/.test(name))
    .map((name) => `${path} has the name ${JSON.stringify(name)}, which no header can have`);
};

const isHeaderValue: Check = (value, path) =>
  typeof value === 'string' && /^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(value)
    ? []
    : [`${path} must be a text that a header can carry`];

/** The operation that a kind of fault is for, where there is only one. */
export const onlyOperations: Readonly<Partial<Record<Fault['kind'], string>>> = {
  'container-error': 'createContainer',
  'container-lost': 'createContainer',
  'stale-status': 'getContainer',
};

/** What a plan has to look like; `operations` are the ids of those that it may name. */
export function faultPlanShape(operations: readonly string[]): Shape<FaultPlan> {
  const kinds: Readonly<Record<string, Readonly<Record<string, Check>>>> = faultMembers();
  const target: Members<FaultTarget> = {
    operation: optional(operationOf(operations)),
    call: optional(integer(1)),
    times: optional(either('a whole number from 1 on, or Infinity', integer(1), isInfinite)),
    match: optional(recordOf(text)),
  };
  return (value, path) => {
    const kind = isObject(value) ? value['kind'] : undefined;
    const members = typeof kind === 'string' && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (!isObject(value) || members !== undefined) {
      const only = Object.entries(onlyOperations).find(([name]) => name === kind)?.[1];
      const operation = only === undefined ? target.operation : optional(oneOf([only]));
      return object({ ...target, operation, kind: text, ...members })(value, path);
    }
    // Of an unknown kind, no other member can be called unknown.
    const { call, match, operation, times } = value;
    return [
      ...oneOf(Object.keys(kinds))(kind, 'kind'),
      ...object(target)(definedMembers({ call, match, operation, times }), path),
    ];
  };
}

function definedMembers(members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(members).filter(([, member]) => member !== undefined));
}

function operationOf(operations: readonly string[]): Check {
  return (value, path) =>
    operations.some((operation) => operation === value)
      ? []
      : [`${path} must be an operation of the API, not ${JSON.stringify(value)}`];
}

const isInfinite: Check = (value) => (value === Number.POSITIVE_INFINITY ? [] : ['no']);
