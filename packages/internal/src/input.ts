import { type InputIssue, InvalidInputError } from '@threads-sdk/errors';
import * as v from 'valibot';

/**
 * Checks what a function was called with.
 *
 * @param call the function's name
 * @param schema what its input has to be; where it says nothing itself, a fault is told in our words
 * @param input what it was called with
 * @param others faults that were found in another way
 * @returns what the schema made of the input
 * @throws {InvalidInputError} if there are faults, naming all of them
 */
export function checkInput<Output>(
  call: string,
  schema: v.GenericSchema<unknown, Output>,
  input: unknown,
  others: readonly InputIssue[] = [],
): Output {
  const result = v.safeParse(schema, input, inOurWords);
  const issues = [...toInputIssues(result.issues ?? []), ...others];
  refuse(call, issues);
  return result.output as Output; // there were no issues
}

/**
 * The faults of an input, none if it is as the schema wants it.
 *
 * @param path where the input stands in what is checked
 */
export function issuesOf(
  schema: v.GenericSchema,
  input: unknown,
  ...path: readonly string[]
): readonly InputIssue[] {
  const { issues = [] } = v.safeParse(schema, input, inOurWords);
  return toInputIssues(
    issues.map((issue) => ({ message: issue.message, path: [...path, ...(issue.path ?? [])] })),
  );
}

/** @throws {InvalidInputError} always, for the one fault */
export function fail(call: string, issue: InputIssue): never {
  throw new InvalidInputError(call, [issue]);
}

/** @throws {InvalidInputError} if there are faults, naming all of them */
export function refuse(call: string, issues: readonly InputIssue[], remedy?: string): void {
  if (issues.length > 0) throw new InvalidInputError(call, issues, remedy === undefined ? {} : { remedy });
}

/**
 * Turns the faults that a validator found into issues with paths like `media[2].altText`. It reads those of any validator
 * that follows Standard Schema.
 *
 * @param issues the validator's faults; their messages are taken over as they are and must hold no secret
 */
export function toInputIssues(
  issues: readonly {
    readonly message: string;
    readonly path?: readonly (PropertyKey | { readonly key: unknown })[] | undefined;
  }[],
): readonly InputIssue[] {
  return issues.map(({ message, path = [] }) => {
    const keys = path.map((segment) => (typeof segment === 'object' ? segment.key : segment));
    const spelled = keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
    return { path: spelled.replace(/^\./, ''), message };
  });
}

/** What valibot asks for a message where a schema has none of its own. */
const inOurWords: v.Config<v.BaseIssue<unknown>> = {
  message: ({ expected, input }) => {
    // Such as `string`, `Array` or `("a" | "b")`.
    const kinds = String(expected).replaceAll(/[()]/g, '').split(' | ');
    const named = kinds.map((kind) =>
      /^\W/.test(kind) ? kind : `${/^[AO]/.test(kind) ? 'an' : 'a'} ${kind.toLowerCase()}`,
    );
    return input === undefined ? 'is missing' : `must be ${named.join(' or ')}`;
  },
};

/** A condition that a value has to meet beside its type. */
export function check<Value>(
  isMet: (value: Value) => boolean,
  message: string,
): v.RawTransformAction<Value, Value> {
  return v.rawTransform(({ dataset: { value }, addIssue }) => {
    if (!isMet(value)) addIssue({ message });
    return value;
  });
}

/** A number from `least` on, below what a timer can take. */
export function numberFrom(least: number): v.GenericSchema<number> {
  return v.pipe(
    v.number(),
    check((value) => value >= least && value < 2 ** 31, `must be a number from ${least}`),
  );
}

/** A function, of which nothing else can be known. */
export function callable(): v.GenericSchema<unknown, (...parameters: never[]) => unknown> {
  return v.function();
}
