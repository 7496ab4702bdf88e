import { type InputIssue, InvalidInputError, toInputIssues } from '@threads-sdk/errors';
import * as v from 'valibot';
import type { PublishOptions } from './options.ts';

/** Refuses what a function was called with, naming the faults of the input and of the options at once. */
export function checkInput(
  call: string,
  schema: v.GenericSchema,
  input: unknown,
  options: PublishOptions,
): void {
  const issues = [...toInputIssues(v.safeParse(schema, input).issues ?? []), ...optionFaults(options)];
  if (issues.length > 0) throw new InvalidInputError(call, issues);
}

function optionFaults({ processingTimeout = 0 }: PublishOptions): InputIssue[] {
  if (Number.isFinite(processingTimeout) && processingTimeout >= 0) return [];
  return [{ path: 'options.processingTimeout', message: 'must be a number of milliseconds, 0 or more' }];
}
