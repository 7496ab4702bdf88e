/** How the program talks to the outside and learns that it should end. */
export interface CliEnvironment {
  /** Receives one line for standard output. */
  readonly print: (line: string) => void;
  /** Receives one line for standard error. */
  readonly printError: (line: string) => void;
  /** Whether lines for standard error may have colours. */
  readonly isColoured: boolean;
  /** The variables that the program was started with. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Aborts when the program should close the server and end. */
  readonly signal: AbortSignal;
}

/** Says what is wrong with arguments, and gives the exit code. */
export function refuse(faults: readonly string[], { printError }: CliEnvironment): number {
  for (const fault of faults) printError(`threads-emulator: ${fault}`);
  printError('Try threads-emulator --help');
  return 2;
}

/** A sentence about what went wrong. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
