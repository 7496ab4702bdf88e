import * as v from 'valibot';
import { isNumberFrom } from './input.ts';
import { isObject, withoutToken } from './json.ts';

// What is checked of a value.

/**
 * A schema of one condition. That of valibot is as much code as all of these schemas together.
 *
 * @param message what is said if the condition is not met, of the value if need be
 */
export function custom<Value>(
  isMet: (value: unknown) => boolean,
  message: string | ((value: unknown) => string) = '',
): v.GenericSchema<unknown, Value> & v.GenericSchema<Value> {
  return schemaOf((value, _, faults) => {
    if (!isMet(value)) faults.push({ message: typeof message === 'function' ? message(value) : message });
    return value;
  });
}

/**
 * A condition that a value has to meet beside its type.
 *
 * @param schema what else the value has to be
 * @param message what is said if the condition is not met, of the value if need be
 */
export function check<Value>(
  schema: v.GenericSchema<unknown, Value>,
  isMet: (value: Value) => boolean,
  message: string | ((value: Value) => string),
): v.GenericSchema<unknown, Value> {
  return mapped(schema, (value, faults) => {
    if (!isMet(value)) faults.push({ message: typeof message === 'function' ? message(value) : message });
    return value;
  });
}

/**
 * What a schema makes of a value, made into something else.
 *
 * @param change what to make of it, putting what is wrong with it into a list
 */
export function mapped<From, To>(
  schema: v.GenericSchema<unknown, From>,
  change: (value: From, faults: MemberFault[]) => To,
): v.GenericSchema<unknown, To> {
  return schemaOf((value, config, faults) => {
    const { issues, value: checked } = schema['~run']({ value }, config);
    if (issues) return faults.push(...issues);
    return change(checked, faults);
  });
}

/** A number from `least` on, below what a timer can take. */
export function numberFrom(least: number): v.GenericSchema<number> {
  return custom<number>((value) => isNumberFrom(least, value), `must be a number from ${least}`);
}

/** A whole number within bounds. */
export function whole(least: number, most?: number): v.GenericSchema<number> {
  return custom<number>(
    // an integer is a number, and none is greater than what is not there
    (value) =>
      Number.isInteger(value) && (value as number) >= least && !((value as number) > (most as number)),
    `must be a whole number from ${least}${most === undefined ? '' : ` to ${most}`}`,
  );
}

/** Parameters that the function in front has checked, with the constants that the API wants to see beside them. */
export function checkedInput(
  constants: Readonly<Record<string, unknown>>,
): v.GenericSchema<unknown, Record<string, unknown>> {
  return schemaOf((input) => ({ ...constants, ...Object(input) }));
}

/**
 * An object that is handed over: every member is checked, and the caller's own object is left as it is.
 *
 * @param entries the known members
 * @param required the names of those that must be there, default none
 * @param defaults what stands for those that are not there
 * @param rules what the members are to each other
 * @param isStrict whether a name that is not known is a fault, or left out; default `true`
 */
export function inputObject<Output extends object = Record<string, unknown>>(
  entries: v.ObjectEntries,
  required: readonly string[] = [],
  defaults: Readonly<Record<string, unknown>> = {},
  rules: readonly Rule[] = [],
  isStrict = true,
): v.GenericSchema<unknown, Output> {
  const known = Object.entries<v.GenericSchema>(entries);
  return schemaOf((object, config, faults) => {
    if (!isObject(object)) return faults.push({ message: 'must be an object' });
    const output = { ...defaults };
    for (const [name, schema] of known) {
      const member = object[name];
      if (member !== undefined) output[name] = runMember(name, schema, member, config, faults);
      else if (required.includes(name)) faults.push(fault(name, 'is missing'));
    }
    for (const [name, isBroken, message] of rules) if (isBroken(object)) faults.push(fault(name, message));
    for (const name of isStrict ? Object.keys(object) : []) {
      if (!Object.hasOwn(entries, name))
        faults.push(fault(name, `is unknown; known: ${Object.keys(entries).join(', ') || 'none'}`));
    }
    return output;
  });
}

/** The member that is told of, whether the rule is broken, and what is said then. */
type Rule = readonly [
  name: string,
  isBroken: (input: Readonly<Record<string, unknown>>) => boolean,
  message: string,
];

/** An object with certain members, of which some must be there; others are left out. */
export function shape<Output extends object = Record<string, unknown>>(
  entries: v.ObjectEntries,
  required: readonly string[] = [],
): v.GenericSchema<unknown, Output> {
  return inputObject(entries, required, {}, [], false);
}

export const text: v.GenericSchema<string> = /* @__PURE__ */ ofType<string>('string');
export const number: v.GenericSchema<number> = /* @__PURE__ */ ofType<number>('number');
export const flag: v.GenericSchema<boolean> = /* @__PURE__ */ ofType<boolean>('boolean');

/** A function, of which nothing else can be known. */
export function callable(): v.GenericSchema<unknown, (...parameters: never[]) => unknown> {
  return ofType<(...parameters: never[]) => unknown>('function');
}

/** What ends something. */
export function abortSignal(): v.GenericSchema<unknown, AbortSignal> {
  return custom<AbortSignal>((value) => value instanceof AbortSignal, 'must be an AbortSignal');
}

/** The options that are handed on to a call: `signal`, `timeout` in milliseconds, and `context`, which is of the caller. */
export function callOptions(): v.GenericSchema {
  return inputObject({ signal: abortSignal(), timeout: numberFrom(1), context: custom(() => true) });
}

/** What `typeof` calls so, but for NaN. */
function ofType<Type>(name: string): v.GenericSchema<unknown, Type> & v.GenericSchema<Type> {
  return custom<Type>((value) => typeof value === name && value === value, `must be a ${name}`);
}

/** A text of a certain form. */
export function matching(form: RegExp, message: string): v.GenericSchema<string> {
  return custom<string>((value) => typeof value === 'string' && form.test(value), message);
}

/** A text with something in it. */
export const filledText: v.GenericSchema<string> = /* @__PURE__ */ custom<string>(
  (value) => typeof value === 'string' && value !== '',
  (value) => (value === '' ? 'must not be empty' : 'must be a string'),
);

/** One of some texts. */
export function oneOf<const Values extends readonly string[]>(
  values: Values,
): v.GenericSchema<Values[number]> {
  return custom<Values[number]>(
    (value) => values.some((known) => known === value),
    `must be one of: ${values.join(', ')}`,
  );
}

/**
 * A list of which each item is checked. valibot's `array` copies every path, which takes a multiple of the time.
 *
 * @param isMet a condition for the whole list; whether it is met hides no wrong item
 * @param message what is said if it is not
 */
export function listOf<Item>(
  item: Late<Item>,
  isMet?: (list: readonly unknown[]) => boolean,
  message = '',
): v.GenericSchema<unknown, Item[]> {
  return schemaOf((list, config, faults) => {
    if (!Array.isArray(list)) return faults.push({ message: 'must be an array' });
    if (isMet?.(list) === false) faults.push({ message });
    return list.map((each: unknown, index) => runMember(index, item, each, config, faults));
  });
}

/** A list of so many items, of which each is checked. */
export function boundedList<Item>(
  item: Late<Item>,
  least: number,
  most?: number,
): v.GenericSchema<unknown, Item[]> {
  return listOf(
    item,
    ({ length }) => length >= least && length <= (most ?? length),
    `must have ${span(least, most)} items`,
  );
}

/** How many there may be, in words. */
export function span(least: number, most?: number): string {
  if (most === undefined) return `${least} or more`;
  return least === 0 ? `at most ${most}` : `${least} to ${most}`;
}

/**
 * The list of fields to ask for: names, and objects that name the fields of a part. Any name passes, since Meta may add
 * fields; what is not a name does not.
 */
export const fieldsInput: v.GenericSchema<unknown> = /* @__PURE__ */ custom<unknown>(
  isSelection,
  "must be a list like ['id', { part: ['id'] }]",
);

function isSelection(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((field) => isField(field));
}

function isField(field: unknown): boolean {
  if (typeof field === 'string') return /^[a-z]\w*$/i.test(field);
  return (
    isObject(field) && Object.entries(field).every(([name, nested]) => isField(name) && isSelection(nested))
  );
}

/** A moment in a request: a `Date`, whole Unix seconds, or a date text that Meta understands. */
export const timeInput: v.GenericSchema<unknown> = /* @__PURE__ */ custom<unknown>((time) => {
  const seconds = secondsOf(time);
  if (Number.isInteger(seconds)) return seconds >= 0 && seconds < 1e11; // in the year 5138
  return typeof time === 'string' && time.trim() !== '';
}, 'must be a Date, Unix seconds (not milliseconds) or a date text');

/** Whether a moment is surely not after another: in which time zone Meta reads a bare day is not known. */
export function isUpTo(time: unknown, other: unknown): boolean {
  const distance = secondsOf(other) - secondsOf(time);
  return distance >= (isDay(time) === isDay(other) ? 0 : 14 * 3600);
}

/** A moment in Unix seconds, NaN of a text that only Meta can read. */
function secondsOf(time: unknown): number {
  if (typeof time === 'number') return time;
  const text = String(time instanceof Date ? time.toJSON() : time);
  if (/^\d{9,}$/.test(text)) return Number(text);
  const isKnown = /^\d{4}-\d\d-\d\d(T.*(Z|[+-]\d\d:?\d\d))?$/.test(text);
  return isKnown ? Math.floor(Date.parse(text) / 1000) : Number.NaN;
}

function isDay(time: unknown): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(String(time));
}

// What is checked of an answer.

/** What each member of an object is, whether it may be absent or not: the name of a plain type, or a schema. Not of what may be anything. */
type Members<Output> = {
  readonly [Name in keyof Output as unknown extends Output[Name] ? never : Name]-?: Member<
    Exclude<Output[Name], undefined>
  >;
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
 * An object in an answer. A known member of another type is taken out, and what else there is is kept. The object is changed
 * in place: it was made for this answer alone. valibot's `looseObject` and `string` make copies, which takes four times as long
 * for a page of posts.
 *
 * @param members the known members
 * @param required the names of those without which nothing can be made of the object, default none
 */
export function answerObject<Output extends object>(
  members: Members<Output>,
  required: readonly (string & keyof Output)[] = [],
): v.GenericSchema<unknown, Output> {
  const types = new Map<string, Late<unknown> | string>(Object.entries(members));
  return schemaOf((object, config, faults) => {
    if (!isObject(object)) return void faults.push({ message: 'must be an object' });
    for (const name in object) {
      const type = types.get(name);
      const member = object[name];
      if (!type || typeof member === type) continue;
      let made: unknown;
      if (typeof type !== 'string') made = runMember(name, type, member, config, faults);
      else if (type === 'id' && /^(number|string)$/.test(typeof member)) made = String(member);
      else faults.push(fault(name, `must be a ${type}`));
      if (made === undefined) delete object[name];
      else if (made !== member) object[name] = made; // writing takes longer than looking
    }
    let whole: unknown = object;
    for (const name of required) {
      if (!(name in object)) whole = void faults.push(fault(name, 'is missing'));
    }
    return whole;
  }, true);
}

/**
 * A list in an answer. What cannot be read of it is left out.
 *
 * @param member the list may also come inside of an object under this name: callers always get the bare list
 */
export function answerList<Item>(item: Late<Item>, member = ''): v.GenericSchema<unknown, Item[]> {
  return schemaOf((value, config, faults) => {
    const list = isObject(value) ? value[member] : value;
    if (!Array.isArray(list)) return void faults.push({ message: 'must be an array' });
    return list
      .map((each: unknown, index) => runMember(index, item, each, config, faults))
      .filter((made) => made !== undefined);
  }, true);
}

/** One page of a list: the items under `data`, and the cursors under `paging`, which an empty page lacks. */
export function pageOf<Item>(item: v.GenericSchema<unknown, Item>): v.GenericSchema<unknown, Page<Item>> {
  const cursors = answerObject<Cursors>({ before: 'string', after: 'string' });
  const paging = answerObject<Paging>({ cursors, next: 'string', previous: 'string' });
  return answerObject<Page<Item>>({ data: answerList(item), paging }, ['data']);
}

interface Page<Item> {
  readonly data: readonly Item[];
  readonly paging?: Paging;
}

interface Paging {
  readonly cursors?: Cursors;
  readonly next?: string;
  readonly previous?: string;
}

interface Cursors {
  readonly before?: string;
  readonly after?: string;
}

/** An identifier in an answer. Meta sends most of them as text and a few as numbers; callers always get text. */
export const idOutput: v.GenericSchema<unknown, string> = /* @__PURE__ */ mapped(
  /* @__PURE__ */ custom((id) => /^(?:string|number)$/.test(typeof id), 'must be an id'),
  String,
);

/** A URL in an answer that Meta has put the access token into: it is handed on without it. */
export const urlWithoutToken: v.GenericSchema<unknown, string> = /* @__PURE__ */ mapped(text, withoutToken);

// How the members of an object are checked.

/** A fault of a member of an object, for valibot. */
interface MemberFault {
  message: string;
  path?: [v.IssuePathItem, ...v.IssuePathItem[]] | undefined;
}

function fault(key: string | number, message: string, below: readonly v.IssuePathItem[] = []): MemberFault {
  // nobody looks at the rest of the item
  return { message, path: [{ key } as v.IssuePathItem, ...below] };
}

/** A schema, or a function that gives it later: for one that leads back to itself. */
type Late<Output> = v.GenericSchema<unknown, Output> | (() => v.GenericSchema<unknown, Output>);

/**
 * A schema that is one function. valibot's pipe and transformation would make half a dozen objects for each object and list,
 * and there are hundreds on a page.
 *
 * @param read what to make of a value, putting what is wrong with it into a list
 * @param isLenient whether something can be made of a value with faults: only `undefined` is refused then, and the faults are
 *   told beside the value, under `leftOut`
 */
function schemaOf<Schema>(
  read: (value: unknown, config: Config, faults: MemberFault[]) => unknown,
  isLenient = false,
): Schema {
  const run = ({ value }: { readonly value: unknown }, config: Config): Made => {
    const faults: MemberFault[] = [];
    const output = read(value, config, faults);
    const isRight = faults.length === 0 || (isLenient && output !== undefined);
    return isRight
      ? { typed: true, value: output, leftOut: faults }
      : { typed: false, value, issues: faults };
  };
  // what was read is checked; nobody looks for more in the faults
  return Object.assign(v.unknown(), { '~run': run }) as Schema;
}

type Config = v.Config<v.BaseIssue<unknown>>;

/**
 * Checks a member of an object or a list.
 *
 * @returns what the schema made of it, `undefined` if it is not as the schema wants it
 */
function runMember(
  name: string | number,
  schema: Late<unknown>,
  member: unknown,
  config: Config,
  faults: MemberFault[],
): unknown {
  const made: Made = (typeof schema === 'function' ? schema() : schema)['~run']({ value: member }, config);
  const { issues, leftOut = issues, value } = made;
  if (leftOut) for (const { message, path } of leftOut) faults.push(fault(name, message, path));
  return issues ? undefined : value;
}

/** What a schema made of a value. */
interface Made {
  readonly typed: boolean;
  readonly value: unknown;
  readonly issues?: readonly MemberFault[] | undefined;
  readonly leftOut?: readonly MemberFault[] | undefined;
}
