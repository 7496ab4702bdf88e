import { ThreadsError } from '@threads-sdk/errors';

/** The id of an answer. What is none must not get into a state: nobody knows what it is. */
export function idOf({ id }: { readonly id: string }, operation: string): string {
  if (isId(id)) return id;
  throw new ThreadsError(
    'RESPONSE_INVALID',
    `${operation}: the answer has an id that is no string of digits.`,
    {
      remedy: 'Check that nothing between here and Threads changes answers.',
    },
  );
}

/** Whether a value is an id of Threads. */
export function isId(value: unknown): boolean {
  return typeof value === 'string' && /^\d+$/.test(value);
}
