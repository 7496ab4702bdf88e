import { createRedactor } from '@threads-sdk/errors';

/** A word of Threads that is passed on, without anything shaped like a secret. */
export function redact(word: string | undefined): string | undefined {
  return word === undefined ? undefined : createRedactor([])(word);
}
