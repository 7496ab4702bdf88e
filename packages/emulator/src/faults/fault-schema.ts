import * as v from 'valibot';
import {
  atLeast,
  boolean,
  checked,
  checkedMore,
  either,
  type Entries,
  integer,
  number,
  object,
  oneOf,
  recordOf,
  text,
} from '../input/schemas.ts';
import { errorPresets } from './error-presets.ts';
import type { Fault, FaultPlan, FaultTarget } from './fault-plan.ts';

type FaultOf<Kind extends Fault['kind']> = Fault & { readonly kind: Kind };

/** The members of every kind of fault, its kind aside. */
type FaultEntries = { readonly [Kind in Fault['kind']]: Entries<Omit<FaultOf<Kind>, 'kind'>> };

// The longest that a timer of JavaScript takes, in milliseconds.
const maxDelay = 2 ** 31 - 1;
const maxBytes = 2 ** 30;

function faultEntries(): FaultEntries {
  const status = v.optional(statusSchema());
  const preset = v.optional(oneOf(errorPresets));
  const delay = number(0, maxDelay);
  const after = v.optional(oneOf(['effect']));
  const connection = v.optional(oneOf(['reset', 'close']));
  const bytes = v.optional(integer(1, maxBytes));
  const headers = headersSchema();
  const lost = { connection };
  return {
    error: {
      after,
      preset,
      status,
      code: v.optional(integer()),
      subcode: v.optional(integer()),
      type: v.optional(text),
      message: v.optional(text),
      isTransient: v.optional(boolean),
      userTitle: v.optional(text),
      userMessage: v.optional(text),
      retryAfter: v.optional(
        either<string | number>('a whole number of seconds or a header value', integer(0), headerValue()),
      ),
    },
    html: { after, status },
    redirect: { after, status: v.optional(oneOf([301, 302, 303, 307, 308])), location: headerValue() },
    answer: { after, status, headers: v.optional(headers), body: text },
    headers: { headers },
    'lost-request': lost,
    'lost-answer': lost,
    'late-effect': { connection, delay, preset },
    'slow-headers': { delay },
    'slow-body': { delay, bytes },
    'cut-body': { connection, bytes: v.optional(integer(0, maxBytes)) },
    'huge-body': { bytes },
    'truncated-json': {},
    'empty-body': {},
    'invalid-utf8': {},
    'container-error': { message: v.optional(text) },
    'container-lost': {},
    'stale-status': {},
  };
}

function statusSchema(): v.GenericSchema<number> {
  // Those of 204, 205 and 304 have no body, which is what these faults are about.
  return v.pipe(
    integer(200, 599),
    v.check(
      (status) => ![204, 205, 304].includes(status),
      ({ input }) => `must be a status that comes with a body, which ${input} does not`,
    ),
  );
}

function headersSchema(): v.GenericSchema<Readonly<Record<string, string>>> {
  return checkedMore(recordOf(headerValue()), (headers) =>
    Object.keys(Object(headers))
      .filter((name) => !/^[\w!#$%&'*+.^`|~-]+$/.test(name))
      .map((name) => ({
        path: [],
        message: `has the name ${JSON.stringify(name)}, which no header can have`,
      })),
  );
}

function headerValue(): v.GenericSchema<string> {
  return checked(
    'must be a text that a header can carry',
    (value): value is string => typeof value === 'string' && /^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(value),
  );
}

/** The operation that a kind of fault is for, where there is only one. */
export const onlyOperations: Readonly<Partial<Record<Fault['kind'], string>>> = {
  'container-error': 'createContainer',
  'container-lost': 'createContainer',
  'stale-status': 'getContainer',
};

/** What a plan has to look like; `operations` are the ids of those that it may name, `isUser` tells of usernames. */
export function faultPlanSchema(
  operations: readonly string[],
  isUser: (username: string) => boolean,
): v.GenericSchema<FaultPlan> {
  const target: Entries<FaultTarget> = {
    operation: v.optional(
      checked(
        (value) => `must be an operation of the API, not ${JSON.stringify(value)}`,
        (value): value is string => operations.some((operation) => operation === value),
      ),
    ),
    call: v.optional(integer(1)),
    times: v.optional(
      either(
        'a whole number from 1 on, or Infinity ("always" in JSON)',
        integer(1),
        v.literal(Number.POSITIVE_INFINITY),
      ),
    ),
    user: v.optional(
      checked(
        (value) => `must be the name of a user, not ${JSON.stringify(value)}`,
        (value): value is string => typeof value === 'string' && isUser(value),
      ),
    ),
    match: v.optional(recordOf(text)),
  };
  const kinds = new Map<unknown, v.GenericSchema<FaultPlan>>(
    Object.entries(faultEntries()).map(([kind, entries]) => {
      const only = Object.entries(onlyOperations).find(([name]) => name === kind)?.[1];
      const operation = only === undefined ? target.operation : v.optional(oneOf([only]));
      const members: v.ObjectEntries = { ...target, operation, kind: text, ...entries };
      return [kind, object<FaultPlan>(members as Entries<FaultPlan>)];
    }),
  );
  // Of an unknown kind, no other member can be called unknown.
  const ofNoKind = atLeast<FaultPlan>({ kind: oneOf([...kinds.keys()].map(String)), ...target });
  return v.lazy((plan) => kinds.get(Object(plan).kind) ?? ofNoKind);
}
