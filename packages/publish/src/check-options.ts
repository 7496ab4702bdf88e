import type { InputIssue } from '@threads-sdk/errors';
import {
  abortSignal,
  callable,
  custom,
  filledText,
  flag,
  inputObject,
  isObject,
  issuesOf,
  numberFrom,
} from '@threads-sdk/internal';
import type * as v from 'valibot';
import { extraIssues, locatedAt } from './check-post.ts';
import type { PublishOptions } from './options.ts';

/** The options that a function has which takes a post; the others have a post already. */
export function postOptions() {
  return { fast: flag, check: callable(), extra: custom(isObject, 'must be an object') };
}

/**
 * What is wrong with the options of any function here: a misspelt one may be the one that keeps a post from being made twice.
 *
 * @param own those that one function alone has
 */
export function optionIssues(options: object, own: v.ObjectEntries = {}): readonly InputIssue[] {
  const { extra, idempotencyKey, journal }: PublishOptions = Object(options);
  return [
    ...issuesOf(optionsSchema(own), options, 'options'),
    ...(journal !== undefined && idempotencyKey === undefined
      ? [{ path: 'options.idempotencyKey', message: 'is needed for a journal' }]
      : []),
    ...(journal === undefined && idempotencyKey !== undefined
      ? [{ path: 'options.journal', message: 'is needed for a key' }]
      : []),
    ...locatedAt('options.extra', extraIssues(extra)),
  ];
}

// A function, so that importing the package builds nothing.
function optionsSchema(own: v.ObjectEntries): v.GenericSchema {
  return inputObject({
    signal: abortSignal(),
    processingTimeout: numberFrom(0),
    onProgress: callable(),
    idempotencyKey: filledText,
    journal: custom((value) => {
      const { get, set, compareAndSet = get } = Object(value);
      return [get, set, compareAndSet].every((each) => typeof each === 'function');
    }, 'must have the functions get and set'),
    storage: custom((value) => typeof Object(value).open === 'function', 'must be a storage'),
    context: custom(() => true), // of the caller
    ...own,
  });
}
