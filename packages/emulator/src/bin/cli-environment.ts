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
