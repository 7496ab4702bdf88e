import * as v from 'valibot';
import { InvalidInput } from './invalid-input.ts';

// What callers of the emulator's own functions hand in. Each fault is told in the words that follow the member's name.

/**
 * Makes sure that a value is what a schema wants.
 *
 * @throws {InvalidInput} naming everything that is wrong
 */
export function assertInput<Value>(
  subject: string,
  schema: v.GenericSchema<Value>,
  value: unknown,
): asserts value is Value {
  const issues = issuesOf(schema, value);
  if (issues.length > 0) throw new InvalidInput(subject, issues);
}

/** Names everything that is wrong with a value. */
export function issuesOf(schema: v.GenericSchema, value: unknown): readonly string[] {
  const { issues = [] } = v.safeParse(schema, value);
  return issues.map(({ message, path }) => `${formatPath(path ?? [])} ${message}`);
}

function formatPath(path: readonly { readonly key?: unknown }[]): string {
  const text = path.map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return text === '' ? 'it' : text.replace(/^\./, '');
}

/** A text. */
export const text: v.GenericSchema<string> = /* @__PURE__ */ v.string('must be a text');

/** `true` or `false`. */
export const boolean: v.GenericSchema<boolean> = /* @__PURE__ */ v.boolean('must be true or false');

/** A finite number within bounds, both included. */
export function number(min: number = -Infinity, max: number = Infinity): v.GenericSchema<number> {
  return checked(`must be a number${bounds(min, max)}`, (value): value is number =>
    isWithin(value, min, max),
  );
}

/** A whole number within bounds, both included. */
export function integer(min: number = -Infinity, max: number = Infinity): v.GenericSchema<number> {
  return checked(
    `must be a whole number${bounds(min, max)}`,
    (value): value is number => Number.isSafeInteger(value) && isWithin(value, min, max),
  );
}

function isWithin(value: unknown, min: number, max: number): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max;
}

function bounds(min: number, max: number): string {
  if (min === -Infinity) return '';
  return max === Infinity ? ` from ${min} on` : ` from ${min} to ${max}`;
}

/** What meets a condition. */
export function checked<Value>(
  message: string | ((value: unknown) => string),
  isRight: (value: unknown) => value is Value,
): v.GenericSchema<Value> {
  return v.custom<Value>(isRight, ({ input }) => (typeof message === 'string' ? message : message(input)));
}

/** One of some values, compared exactly. */
export function oneOf<const Value extends string | number>(values: readonly Value[]): v.GenericSchema<Value> {
  return v.picklist(values, `must be one of ${values.join(', ')}`);
}

/** What fits any of some schemas. */
export function either<Value>(
  what: string,
  ...schemas: readonly v.GenericSchema<Value>[]
): v.GenericSchema<Value> {
  return v.union(schemas, `must be ${what}`);
}

/** A list. */
export function listOf<Item>(item: v.GenericSchema<Item>): v.GenericSchema<readonly Item[]> {
  return v.array(item, 'must be a list');
}

/** An object with any names whose values fit. */
export function recordOf<Value>(
  value: v.GenericSchema<Value>,
): v.GenericSchema<Readonly<Record<string, Value>>> {
  return v.record(v.string(), value, 'must be an object');
}

/** The schemas of an object's members. */
export type Entries<Value> = { readonly [Name in keyof Value]-?: v.GenericSchema<Value[Name]> };

/** An object with these members and no others; those that may be absent come from `v.optional`. */
export function object<Value>(entries: Entries<Value>): v.GenericSchema<Value> {
  // valibot's own strict object stops at the first name that it does not know.
  return checkedMore(atLeast<Value>(entries), (value) =>
    Object.keys(Object(value))
      .filter((name) => !Object.hasOwn(entries, name))
      .map((name) => ({ path: [name], message: 'is unknown' })),
  );
}

/** Something that is wrong with a member of a value. */
export interface MemberIssue {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** A schema, and more that a value has to meet, whether the schema found something or not. */
export function checkedMore<Value>(
  schema: v.GenericSchema<Value>,
  issuesIn: (value: unknown) => readonly MemberIssue[],
): v.GenericSchema<Value> {
  return v.pipe(
    schema,
    v.rawCheck<Value>(({ dataset, addIssue }) => {
      if (!isObject(dataset.value)) return;
      for (const { message, path } of issuesIn(dataset.value)) {
        // Of the path of an issue nothing but the keys is read.
        addIssue({ message, path: path.map((key) => ({ key })) as never });
      }
    }),
  );
}

/** An object with these members, and maybe others. */
export function atLeast<Value>(entries: v.ObjectEntries): v.GenericSchema<Value> {
  // Of a member that is missing, its own schema says what it has to be.
  const missing = new Map(Object.entries(entries).map(([name, schema]) => [JSON.stringify(name), schema]));
  const members = v.looseObject(entries, ({ expected }) =>
    messagesOf(missing.get(expected ?? '') ?? v.any(), undefined).join(', '),
  );
  // To valibot a list is an object as well. That what has these members is a `Value`, the caller says.
  return v.pipe(checked('must be an object', isObject), members) as never;
}

function messagesOf(schema: v.GenericSchema, value: unknown): readonly string[] {
  return (v.safeParse(schema, value).issues ?? []).map(({ message }) => message);
}

/** Whether a value is an object with members, no list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
