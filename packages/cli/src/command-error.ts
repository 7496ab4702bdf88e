import type { AnyThreadsError } from '@threads-sdk/errors';

/** What the command line says itself: what it refuses, or what an error of the SDK means to who typed the command. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: number;
  readonly remedy: string;
  override readonly cause: AnyThreadsError | undefined;

  /**
   * @param exitCode one of `exitCodes`
   * @param message what is wrong; it must hold no secret
   * @param remedy what to do next
   * @param cause the error of the SDK that it tells of, whose code and outcome go with it
   */
  constructor(exitCode: number, message: string, remedy: string, cause?: AnyThreadsError) {
    super(message, { cause });
    this.cause = cause;
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
