import { constants } from 'node:os';

/**
 * How the program talks to the outside and learns that it should end.
 *
 * @category Start
 */
export interface CliEnvironment {
  /** Receives one line for standard output. */
  readonly print: (line: string) => void;
  /** Receives one line for standard error. */
  readonly printError: (line: string) => void;
  /** Whether lines for standard error may have colours. */
  readonly isColoured: boolean;
  /** The variables that the program was started with. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Aborts when the program should close the server and end. Its reason may be the name of the signal that came, such as `SIGINT`. */
  readonly signal: AbortSignal;
}

/** Says what is wrong with arguments, and gives the exit code. */
export function refuse(faults: readonly string[], { printError }: CliEnvironment): number {
  for (const fault of faults) reporter(printError)(fault);
  printError('Try threads-emulator --help');
  return 2;
}

/** Says sentences as the program. */
export function reporter(printError: CliEnvironment['printError']): (sentence: string) => void {
  return (sentence) => printError(`threads-emulator: ${sentence}`);
}

/** A sentence about what went wrong. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Says why something was not done, unless the program was told to end, and gives the exit code. */
export function fail(error: unknown, { printError, signal }: CliEnvironment): number {
  if (signal.aborted) return exitCodeOf(signal.reason);
  reporter(printError)(messageOf(error));
  return 1;
}

/** The exit code by which shells tell that a signal ended something. */
export function exitCodeOf(signal: unknown): number {
  const number = Object.entries(constants.signals).find(([name]) => name === signal)?.[1];
  return 128 + (number ?? 0);
}
