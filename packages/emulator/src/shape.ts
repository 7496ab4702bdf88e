import { InvalidInput } from './invalid-input.ts';

/** Names what is wrong with a value that stands at `path`; nothing where it fits. */
export type Check = (value: unknown, path: string) => readonly string[];

/** A check that every value which passes it is a `Value`. */
export interface Shape<Value> extends Check {
  readonly value?: Value;
}

/** The checks of an object's members; those of optional ones come from `optional`. */
export type Members<Value> = { readonly [Name in keyof Value]-?: Check };

/**
 * Makes sure that a value has a shape.
 *
 * @throws {InvalidInput} naming everything that is wrong.
 */
export function assertShape<Value>(
  subject: string,
  shape: Shape<Value>,
  value: unknown,
): asserts value is Value {
  const issues = shape(value, '');
  if (issues.length > 0) throw new InvalidInput(subject, issues);
}

function expected(what: string, isRight: (value: unknown) => boolean): Check {
  return (value, path) => (isRight(value) ? [] : [`${path === '' ? 'it' : path} must be ${what}`]);
}

/** A text. */
export const text: Check = /* @__PURE__ */ expected('a text', (value) => typeof value === 'string');

/** `true` or `false`. */
export const boolean: Check = /* @__PURE__ */ expected(
  'true or false',
  (value) => typeof value === 'boolean',
);

/** A finite number within bounds, both included. */
export function number(min: number = -Infinity, max: number = Infinity): Check {
  const isRight = (value: unknown): boolean =>
    typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max;
  return expected(`a number${bounds(min, max)}`, isRight);
}

/** A whole number within bounds, both included. */
export function integer(min: number = -Infinity, max: number = Infinity): Check {
  const isRight = (value: unknown): boolean =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max;
  return expected(`a whole number${bounds(min, max)}`, isRight);
}

function bounds(min: number, max: number): string {
  if (min === -Infinity) return '';
  return max === Infinity ? ` from ${min} on` : ` from ${min} to ${max}`;
}

/** One of some values, compared exactly. */
export function oneOf(values: readonly (string | number)[]): Check {
  return expected(`one of ${values.join(', ')}`, (value) => values.some((candidate) => candidate === value));
}

/** What passes any of some checks. */
export function either(what: string, ...checks: readonly Check[]): Check {
  return expected(what, (value) => checks.some((check) => check(value, '').length === 0));
}

/** What may be left out. */
export function optional(check: Check): Check {
  return (value, path) => (value === undefined ? [] : check(value, path));
}

/** A list of what passes a check. */
export function listOf(check: Check): Check {
  return (value, path) =>
    Array.isArray(value)
      ? value.flatMap((item, index) => check(item, `${path}[${index}]`))
      : expected('a list', () => false)(value, path);
}

/** An object with any names whose values pass a check. */
export function recordOf(check: Check): Check {
  return (value, path) =>
    isObject(value)
      ? Object.entries(value).flatMap(([name, member]) => check(member, memberPath(path, name)))
      : expected('an object', () => false)(value, path);
}

/** An object with these members and no others. */
export function object<Value>(members: Members<Value>): Shape<Value> {
  const checks = new Map(Object.entries<Check>(members));
  return (value, path) => {
    if (!isObject(value)) return expected('an object', () => false)(value, path);
    const given = new Map(Object.entries(value));
    return [
      ...[...given.keys()]
        .filter((name) => !checks.has(name))
        .map((name) => `${memberPath(path, name)} is unknown`),
      ...[...checks].flatMap(([name, check]) => check(given.get(name), memberPath(path, name))),
    ];
  };
}

/** An object with these members, and maybe others. */
export function atLeast(members: Readonly<Record<string, Check>>): Check {
  return (value, path) =>
    isObject(value)
      ? Object.entries(members).flatMap(([name, check]) => check(value[name], memberPath(path, name)))
      : expected('an object', () => false)(value, path);
}

/** Whether a value is an object with members, no list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function memberPath(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
