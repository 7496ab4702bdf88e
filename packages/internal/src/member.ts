import type * as v from 'valibot';

/** Whether it is a JSON object: neither null nor an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A fault of a member of an object, for valibot. */
export interface MemberFault {
  message: string;
  path: [v.IssuePathItem, ...v.IssuePathItem[]];
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
 * Checks a member of an object as `safeParse` does, but without a result around the result: there are hundreds on a page.
 *
 * @returns what the schema made of it
 */
export function runMember(
  name: string | number,
  schema: Late<unknown>,
  member: unknown,
  config: v.Config<v.BaseIssue<unknown>>,
  addIssue: (issue: MemberFault) => void,
): unknown {
  const { value, issues } = (typeof schema === 'function' ? schema() : schema)['~run'](
    { value: member },
    config,
  );
  for (const { message, path } of issues ?? []) addIssue(fault(name, message, path));
  return value;
}
