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
 * @throws {CommandError} if the person pressed Ctrl+C or Ctrl+D
 */
export async function askText(context: Context, question: Question): Promise<string> {
  const { text } = await loadPrompts();
  const asked = options(context, question);
  return answerOf(await text(asked));
}

/**
 * Asks for a secret: nothing of it is shown.
 *
 * @throws {CommandError} if the person pressed Ctrl+C or Ctrl+D, or the question was taken back
 */
export async function askSecret(context: Context, question: Question): Promise<string> {
  const { password } = await loadPrompts();
  const asked = options(context, question);
  return answerOf(await password({ ...asked, mask: '' }));
}

/**
 * Asks for a yes or a no.
 *
 * @param usual what Enter alone means; yes by default
 * @throws {CommandError} if the person pressed Ctrl+C or Ctrl+D
 */
export async function askWhether(
  { signal, stderr, stdin }: Context,
  { message }: Pick<Question, 'message'>,
  usual = true,
): Promise<boolean> {
  const { confirm } = await loadPrompts();
  if (signal.aborted) throw interrupted();
  const answer = await confirm({ message, initialValue: usual, input: stdin, output: stderr, signal });
  if (typeof answer === 'boolean') return answer;
  throw interrupted();
}

/** Loads the prompts. Ctrl+D closes their input: without a meaning it would end the program in the middle of nothing. */
async function loadPrompts() {
  const prompts = await import('@clack/prompts');
  prompts.updateSettings({ aliases: { '\u0004': 'cancel' } });
  return prompts;
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
