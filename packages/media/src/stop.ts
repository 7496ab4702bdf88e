import type { MediaIssueCode } from './media-report.ts';

/** Ends a check because nothing more can be found out about the file. `checkMedia` turns it into an issue. */
export class Stop extends Error {
  override readonly name = 'Stop';
  readonly code: MediaIssueCode;

  constructor(code: MediaIssueCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** The file is not what its format asks for. */
export function damaged(what: string): Stop {
  return new Stop('DAMAGED', `is damaged: ${what}`);
}

/** This package reads no more of a file. */
export function readLimitReached(): Stop {
  return new Stop('READ_LIMIT_REACHED', 'does not show what it is within the 8 MiB that are read of it');
}

/**
 * Waits for a promise until a signal is aborted, even if the work behind the promise ignores the signal.
 *
 * @throws {Stop} if the signal is aborted first
 */
export async function untilAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(new Error('aborted'));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } catch (error) {
    // The work may have noticed the signal first and failed in its own way.
    throw signal.aborted ? new Stop('TIMED_OUT', 'could not be read in time') : error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
