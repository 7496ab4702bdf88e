/** What the command line itself refuses: no error of Threads or of the SDK. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: number;
  readonly remedy: string;

  /**
   * @param exitCode one of `exitCodes`
   * @param message what is wrong; it must hold no secret
   * @param remedy what to do next
   */
  constructor(exitCode: number, message: string, remedy: string) {
    super(message);
    this.exitCode = exitCode;
    this.remedy = remedy;
  }
}

/** Thrown by a command that has said all that there is to say, to end the program with an exit code of its own. */
export class Ended extends Error {
  override readonly name = 'Ended';
  readonly exitCode: number;

  constructor(exitCode: number) {
    super(`ended with ${exitCode}`);
    this.exitCode = exitCode;
  }
}
