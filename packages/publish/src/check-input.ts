import { type InputIssue, InvalidInputError, toInputIssues } from '@threads-sdk/errors';
import * as v from 'valibot';
import type { PublishOptions, ResumeOptions } from './options.ts';

/** Refuses what a function was called with, naming the faults of the input and of the options at once. */
export function checkInput(
  call: string,
  schema: v.GenericSchema,
  input: unknown,
  options: PublishOptions,
): void {
  const issues = [
    ...toInputIssues(v.safeParse(schema, input).issues ?? []),
    ...optionFaults(options),
    ...(options.fast === true && Object(input).media?.length > 0
      ? [{ path: 'options.fast', message: 'is for posts without media' }]
      : []),
  ];
  if (issues.length > 0) throw new InvalidInputError(call, issues);
}

/** What is wrong with options. */
export function optionFaults(options: Omit<ResumeOptions, 'onProgress'>): InputIssue[] {
  const { processingTimeout = 0, idempotencyKey, journal } = options;
  const faults: (readonly [isFault: boolean, path: string, message: string])[] = [
    [!(processingTimeout >= 0), 'processingTimeout', 'must be a number of milliseconds, 0 or more'],
    [idempotencyKey === '', 'idempotencyKey', 'must not be empty'],
    [journal !== undefined && idempotencyKey === undefined, 'idempotencyKey', 'is needed for a journal'],
  ];
  return faults
    .filter(([isFault]) => isFault)
    .map(([, name, message]) => ({ path: `options.${name}`, message }));
}
