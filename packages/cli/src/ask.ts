import { CommandError } from './command-error.ts';
import type { Context } from './context.ts';
import { exitCodes } from './exit-codes.ts';

/** A question to the person at the terminal. Whoever asks has looked at `context.canAsk`. */
export interface Question {
  readonly message: string;
  /** Says what is wrong with an answer, if something is. */
  readonly check?: (answer: string) => string | undefined;
  /** Takes the question back; default: the signal of the context. */
  readonly signal?: AbortSignal;
}

/**
 * Asks for a text.
 *
 * @throws {CommandError} if the person pressed Ctrl+C
 */
export async function askText(context: Context, question: Question): Promise<string> {
  const { text } = await import('@clack/prompts');
  const asked = options(context, question);
  return answerOf(await text(asked));
}

/**
 * Asks for a secret: nothing of it is shown.
 *
 * @throws {CommandError} if the person pressed Ctrl+C, or the question was taken back
 */
export async function askSecret(context: Context, question: Question): Promise<string> {
  const { password } = await import('@clack/prompts');
  const asked = options(context, question);
  return answerOf(await password({ ...asked, mask: '' }));
}

/**
 * Asks for a yes or a no.
 *
 * @throws {CommandError} if the person pressed Ctrl+C
 */
export async function askWhether(
  { signal, stderr, stdin }: Context,
  { message }: Pick<Question, 'message'>,
): Promise<boolean> {
  const { confirm } = await import('@clack/prompts');
  if (signal.aborted) throw interrupted();
  const answer = await confirm({ message, input: stdin, output: stderr, signal });
  if (typeof answer === 'boolean') return answer;
  throw interrupted();
}

function options(
  { stdin, stderr, signal }: Context,
  { message, check, signal: ownSignal = signal }: Question,
): {
  readonly message: string;
  readonly input: Context['stdin'];
  readonly output: Context['stderr'];
  readonly signal: AbortSignal;
  readonly validate: (answer: string | undefined) => string | undefined;
} {
  // It may have been taken back while the prompts were loaded: they would then leave the terminal open, and nothing would end.
  if (ownSignal.aborted) throw interrupted();
  const validate = (answer = ''): string | undefined => check?.(answer.trim());
  return { message, input: stdin, output: stderr, signal: ownSignal, validate };
}

function answerOf(answer: string | symbol): string {
  if (typeof answer === 'string') return answer.trim();
  throw interrupted();
}

/** What a command ends with when the person presses Ctrl+C and nothing is under way. */
export function interrupted(): CommandError {
  return new CommandError(exitCodes.interrupted, 'Interrupted.', 'Nothing was changed.');
}
