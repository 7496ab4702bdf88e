import { createRedactor, isThreadsError } from '@threads-sdk/errors';
import { CommandError } from './command-error.ts';
import type { Context } from './context.ts';
import { isDatabaseError, unusableDatabase } from './data-folder.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { jsonText } from './output/json-text.ts';
import { printable } from './output/printable.ts';
import { styled } from './output/styled.ts';
import { inOurWords } from './in-our-words.ts';
import { secretVariables } from './secret-variables.ts';

/** Says on standard error what failed, what is known, and what to do. With `--json` it is one line of JSON. */
export function reportError(context: Context, given: unknown, isJson: boolean): number {
  const { messages, signal } = context;
  const thrown = isDatabaseError(given) ? unusableDatabase(context, given) : given;
  // What Ctrl+C made fail is of no interest, unless it says what is known.
  const isKnown = isThreadsError(thrown) || thrown instanceof CommandError;
  const error = signal.aborted && !isKnown ? interrupted() : thrown;
  const exitCode = exitCodeOf(error);
  const { code, details, ...said } = describe(error);
  // What was typed is repeated where it makes no sense, and it may have been a secret that has no place there.
  const redact = createRedactor(secretVariables.map((name) => context.env[name]));
  const message = redact(said.message);
  const remedy = said.remedy === undefined ? undefined : redact(said.remedy);
  if (isJson) {
    messages.write(`${jsonText({ error: { code, message, remedy, ...details, exitCode } })}\n`);
    return exitCode;
  }
  messages.write(`${styled(messages, 'red', 'Error:')} ${printable(message, 'lines')}\n`);
  if (details.retryAt) messages.write(`Not before ${details.retryAt}.\n`);
  if (remedy !== undefined) messages.write(`${printable(remedy, 'lines')}\n`);
  return exitCode;
}

function interrupted(): CommandError {
  return new CommandError(exitCodes.interrupted, 'Interrupted.', 'Type the same command again to go on.');
}

interface Description {
  readonly code: string;
  readonly message: string;
  readonly remedy: string | undefined;
  readonly details: { readonly carriedOut?: string; readonly retryAt?: string };
}

function describe(error: unknown): Description {
  if (isThreadsError(error)) {
    // The cause knows when a chain may go on.
    const retryAt = error.retryAt ?? (error.code === 'CHAIN_STOPPED' ? error.cause.retryAt : undefined);
    // What is known of the outcome with a key that belongs to another post is that of the other one.
    const { code, message, remedy, carriedOut } = error;
    return {
      code,
      message: inOurWords(message),
      remedy: inOurWords(remedy),
      details: {
        ...(code !== 'IDEMPOTENCY_KEY_REUSED' && { carriedOut }),
        ...(retryAt && { retryAt: retryAt.toISOString() }),
      },
    };
  }
  if (error instanceof CommandError) {
    const { cause, message, remedy } = error;
    const { code, details } = cause === undefined ? { code: 'COMMAND', details: {} } : describe(cause);
    return { code, message, remedy, details };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'UNEXPECTED', message, remedy: undefined, details: {} };
}
