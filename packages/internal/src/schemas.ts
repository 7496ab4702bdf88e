import * as v from 'valibot';
import { isObject, withoutToken } from './json.ts';

// What is checked of a value.

/** A condition that a value has to meet beside its type: for a pipe, behind the schema of the type. */
export function check<Value>(isMet: (value: Value) => boolean, message: string): v.GenericSchema<Value> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a pipe ends where the type is another
  return v.custom<Value>(isMet as (value: unknown) => boolean, message);
}

/** A number from `least` on, below what a timer can take. */
export function numberFrom(least: number): v.GenericSchema<number> {
  return v.custom<number>(
    (value) => typeof value === 'number' && value >= least && value < 2 ** 31,
    `must be a number from ${least}`,
  );
}

/** A whole number within bounds. */
export function whole(least: number, most?: number): v.GenericSchema<number> {
  return v.custom<number>(
    (value) => Number.isInteger(value) && Number(value) >= least && !(Number(value) > Number(most)),
    `must be a whole number from ${least}${most === undefined ? '' : ` to ${most}`}`,
  );
}

/** Parameters that the function in front has checked, with the constants that the API wants to see beside them. */
export function checkedInput(
  constants: Readonly<Record<string, unknown>>,
): v.GenericSchema<unknown, Record<string, unknown>> {
  return v.pipe(
    v.custom<object>(() => true),
    v.transform((input) => ({ ...constants, ...input })),
  );
}

/**
 * An object that is handed over: every member is checked, and the caller's own object is left as it is.
 *
 * @param entries the known members
 * @param required the names of those that must be there, default none
 * @param defaults what stands for those that are not there
 * @param isStrict whether a name that is not known is a fault, or left out; default `true`
 */
export function inputObject<Output extends object = Record<string, unknown>>(
  entries: v.ObjectEntries,
  required: readonly string[] = [],
  defaults: Readonly<Record<string, unknown>> = {},
  isStrict = true,
): v.GenericSchema<unknown, Output> {
  const known = Object.entries<v.GenericSchema>(entries);
  return withMembers(isObject, 'must be an object', (object, config, faults) => {
    const output = { ...defaults };
    for (const [name, schema] of known) {
      const member = object[name];
      if (member !== undefined) output[name] = runMember(name, schema, member, config, faults);
      else if (required.includes(name)) faults.push(fault(name, 'is missing'));
    }
    for (const name of isStrict ? Object.keys(object) : []) {
      if (!Object.hasOwn(entries, name))
        faults.push(fault(name, `is unknown; known: ${Object.keys(entries).join(', ') || 'none'}`));
    }
    return output;
  });
}

/** An object with certain members, of which some must be there; others are left out. */
export function shape<Output extends object = Record<string, unknown>>(
  entries: v.ObjectEntries,
  required: readonly string[] = [],
): v.GenericSchema<unknown, Output> {
  return inputObject(entries, required, {}, false);
}

// Of `v.custom`, since valibot's schema of each type would be code of its own in every bundle.
export const text: v.GenericSchema<string> = /* @__PURE__ */ ofType<string>('string');
export const number: v.GenericSchema<number> = /* @__PURE__ */ ofType<number>('number');
export const flag: v.GenericSchema<boolean> = /* @__PURE__ */ ofType<boolean>('boolean');

/** A function, of which nothing else can be known. */
export function callable(): v.GenericSchema<unknown, (...parameters: never[]) => unknown> {
  return ofType<(...parameters: never[]) => unknown>('function');
}

/** What `typeof` calls so, but for NaN. */
function ofType<Type>(name: string): v.GenericSchema<unknown, Type> & v.GenericSchema<Type> {
  return v.custom<Type>((value) => typeof value === name && value === value, `must be a ${name}`);
}

/** A text of a certain form. */
export function matching(form: RegExp, message: string): v.GenericSchema<string> {
  return v.custom<string>((value) => typeof value === 'string' && form.test(value), message);
}

/** A text with something in it. */
export const filledText: v.GenericSchema<string> = /* @__PURE__ */ v.custom<string>(
  (value) => typeof value === 'string' && value !== '',
  ({ input }) => (input === '' ? 'must not be empty' : 'must be a string'),
);

/** One of some texts. */
export function oneOf<const Values extends readonly string[]>(
  values: Values,
): v.GenericSchema<Values[number]> {
  return v.custom<Values[number]>(
    (value) => values.some((known) => known === value),
    `must be one of: ${values.join(', ')}`,
  );
}

/** A list of which each item is checked. valibot's `array` copies every path, which takes a multiple of the time. */
export function listOf<Item>(item: Late<Item>): v.GenericSchema<unknown, Item[]> {
  return withMembers(Array.isArray, 'must be an array', (list, config, faults) =>
    list.map((each: unknown, index) => runMember(index, item, each, config, faults)),
  );
}

/**
 * The list of fields to ask for: names, and objects that name the fields of a part. Any name passes, since Meta may add
 * fields; what is not a name does not.
 */
export const fieldsInput: v.GenericSchema<unknown> = /* @__PURE__ */ v.custom<unknown>(
  isSelection,
  "must be a list like ['id', { part: ['id'] }]",
);

function isSelection(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((field) => isField(field));
}

function isField(field: unknown): boolean {
  if (typeof field === 'string') return /^[a-z]\w*$/i.test(field);
  return (
    field instanceof Object &&
    Object.entries(field).every(([name, nested]) => isField(name) && isSelection(nested))
  );
}

/** A moment in a request: a `Date`, whole Unix seconds, or a date text that Meta understands. */
export const timeInput: v.GenericSchema<unknown> = /* @__PURE__ */ v.custom<unknown>(
  (time) => (typeof time === 'string' ? time !== '' : Number.isInteger(time instanceof Date ? +time : time)),
  'must be a Date, Unix seconds or a date text',
);

// What is checked of an answer.

/** What each member of an object is, whether it may be absent or not: the name of a plain type, or a schema. */
type Members<Output> = {
  readonly [Name in keyof Output]-?: Member<Exclude<Output[Name], undefined>>;
};

type Member<Value> = Late<Value> | PlainType<Value>;

/** Meta sends most ids as text and a few as numbers; callers always get text. */
type PlainType<Value> = [Value] extends [string]
  ? 'string' | 'id'
  : [Value] extends [number]
    ? 'number'
    : [Value] extends [boolean]
      ? 'boolean'
      : never;

/**
 * An object in an answer: its known members are checked where they are there, and what else there is is kept. The object
 * is changed in place: it was made for this answer alone. valibot's `looseObject` and `string` make copies, which takes
 * four times as long for a page of posts.
 *
 * @param members the known members
 * @param required the names of those that must be there, default none
 */
export function answerObject<Output extends object>(
  members: Members<Output>,
  required: readonly (string & keyof Output)[] = [],
): v.GenericSchema<unknown, Output> {
  const types = new Map<string, Late<unknown> | string>(Object.entries(members));
  return withMembers(isObject, 'must be an object', (object, config, faults) => {
    for (const name of required) if (!(name in object)) faults.push(fault(name, 'is missing'));
    for (const name in object) {
      const type = types.get(name);
      const member = object[name];
      if (type === 'id' && typeof member === 'number') object[name] = String(member);
      else if (typeof type === 'string') {
        if (typeof member !== (type === 'id' ? 'string' : type))
          faults.push(fault(name, `must be a ${type}`));
      } else if (type) {
        const made = runMember(name, type, member, config, faults);
        if (made !== member) object[name] = made; // writing takes longer than looking
      }
    }
    return object;
  });
}

/** An identifier in an answer. Meta sends most of them as text and a few as numbers; callers always get text. */
export const idOutput: v.GenericSchema<unknown, string> = /* @__PURE__ */ v.pipe(
  /* @__PURE__ */ v.custom((id) => /^(?:string|number)$/.test(typeof id), 'must be an id'),
  /* @__PURE__ */ v.transform(String),
);

/** A list that comes bare, or inside an object under `member`: callers always get the bare list. */
export function unwrapped<Item>(member: string, item: Late<Item>): v.GenericSchema<unknown, Item[]> {
  return v.pipe(
    v.custom<unknown>(() => true),
    v.transform((value) => (isObject(value) && member in value ? value[member] : value)),
    listOf(item),
  );
}

/** A URL in an answer that Meta has put the access token into: it is handed on without it. */
export const urlWithoutToken: v.GenericSchema<unknown, string> = /* @__PURE__ */ v.pipe(
  text,
  /* @__PURE__ */ v.transform(withoutToken),
);

// How the members of an object are checked.

/** A fault of a member of an object, for valibot. */
export interface MemberFault {
  message: string;
  path?: [v.IssuePathItem, ...v.IssuePathItem[]];
}

export function fault(
  key: string | number,
  message: string,
  below: readonly v.IssuePathItem[] = [],
): MemberFault {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nobody looks at the rest of the item
  return { message, path: [{ key } as v.IssuePathItem, ...below] };
}

/** A schema, or a function that gives it later: for one that leads back to itself. */
export type Late<Output> = v.GenericSchema<unknown, Output> | (() => v.GenericSchema<unknown, Output>);

/**
 * An object or a list whose members are checked one by one. valibot's pipe and transformation would make half a dozen
 * objects for each, and there are hundreds on a page.
 *
 * @param check what to make of one, putting the faults of its members into a list
 */
function withMembers<Whole, Output>(
  is: (value: unknown) => value is Whole,
  message: string,
  check: (whole: Whole, config: Config, faults: MemberFault[]) => unknown,
): v.GenericSchema<unknown, Output> {
  return Object.assign(v.custom<Output>(is, message), {
    '~run': ({ value }: { value: unknown }, config: Config) => {
      const faults: MemberFault[] = [];
      const output = is(value) ? check(value, config, faults) : faults.push({ message });
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its members were checked; nobody looks for more in the faults
      return (
        faults.length > 0 ? { typed: false, value, issues: faults } : { typed: true, value: output }
      ) as never;
    },
  });
}

type Config = v.Config<v.BaseIssue<unknown>>;

/**
 * Checks a member of an object or a list.
 *
 * @returns what the schema made of it
 */
function runMember(
  name: string | number,
  schema: Late<unknown>,
  member: unknown,
  config: Config,
  faults: MemberFault[],
): unknown {
  const { value, issues } = (typeof schema === 'function' ? schema() : schema)['~run'](
    { value: member },
    config,
  );
  if (issues) for (const { message, path } of issues) faults.push(fault(name, message, path));
  return value;
}
