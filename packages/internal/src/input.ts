import { type InputIssue, InvalidInputError } from '@threads-sdk/errors';
import type * as v from 'valibot';

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
  const { issues = [], value } = schema['~run']({ value: input }, inOurWords);
  refuse(call, [...toInputIssues(issues), ...others]);
  return value as Output; // there were no issues
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
  const { issues = [] } = schema['~run']({ value: input }, inOurWords);
  return toInputIssues(
    issues.map((issue) => ({ message: issue.message, path: [...path, ...(issue.path ?? [])] })),
  );
}

/** The fault of a number, where a schema would be a great part of a bundle: {@link isNumberFrom}. */
export function numberIssues(path: string, value: unknown, least: number): readonly InputIssue[] {
  return isNumberFrom(least, value) ? [] : [{ path, message: `must be a number from ${least}` }];
}

/** Whether it is a number from `least` on, below what a timer can take. */
export function isNumberFrom(least: number, value: unknown): boolean {
  return typeof value === 'number' && value >= least && value < 2 ** 31;
}

/** @throws {InvalidInputError} always, for the one fault */
export function fail(call: string, issue: InputIssue): never {
  throw new InvalidInputError(call, [issue]);
}

/** @throws {InvalidInputError} if there are faults, naming all of them */
export function refuse(
  call: string,
  issues: readonly InputIssue[],
  details?: { readonly remedy: string },
): void {
  if (issues.length > 0) throw new InvalidInputError(call, issues, details);
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
    const spelled = path.map((segment) => {
      const { key = segment }: { readonly key?: unknown } = Object(segment);
      return typeof key === 'number' ? `[${key}]` : `.${String(key)}`;
    });
    return { path: spelled.join('').replace(/^\./, ''), message };
  });
}

/**
 * What is said where a schema has no words of its own: valibot's would quote the value, which may be a secret. A schema that
 * is run with this heeds nothing that an app has set for its own use of valibot.
 */
const inOurWords: v.Config<v.BaseIssue<unknown>> = {
  message: ({ expected, input }) => (input === undefined ? 'is missing' : `must be of type ${expected}`),
};
