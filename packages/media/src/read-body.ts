import type { Access } from './access.ts';
import { interrupted } from './follow.ts';
import { mostBytes } from './limits.ts';
import { until } from './until.ts';

/** Counts what is read of a file, over all its requests. */
export interface Budget {
  read: number;
}

/** The bytes that may still be read. */
export function bytesLeft({ read }: Budget): number {
  return Math.max(0, mostBytes - read);
}

/** Yields the pieces of a body, one at a time as they are asked for, and ends when the budget is used up. */
export async function* readBody(
  response: Response,
  budget: Budget,
  { signal }: Access,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = response.body?.getReader();
  while (reader && bytesLeft(budget) > 0) {
    const { done, value } = await until(signal, reader.read()).catch((error: unknown) => {
      throw interrupted(error, signal);
    });
    if (done) return;
    const piece = value.subarray(0, bytesLeft(budget));
    budget.read += piece.byteLength;
    yield piece;
  }
}
