import { InvalidInputError, toInputIssues } from '@threads-sdk/errors';
import * as v from 'valibot';

/** Checks an input and throws one error that names every fault. */
export function parseInput<Output>(
  call: string,
  schema: v.GenericSchema<unknown, Output>,
  input: unknown,
): Output {
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  throw new InvalidInputError(call, toInputIssues(result.issues));
}
