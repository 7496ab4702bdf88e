import { createRedactor, isThreadsError } from '@threads-sdk/errors';
import { callable, checkInput, inputObject, notify } from '@threads-sdk/internal';
import { clientOf, type Debug, insideOf } from './client.ts';
import type { Exchange } from './failure.ts';
import type { CallEvent, Hooks } from './hooks.ts';
import type { Call } from './transport.ts';

/**
 * How `printCalls` prints.
 *
 * @category Watch calls
 */
export interface PrintOptions {
  /** Takes one line, without its end. Default `console.error`. */
  readonly write?: (line: string) => unknown;
}

/** How much of an answer, or of one parameter, is printed. */
const longest = 400;

/**
 * Prints what a client sends and what it is answered, to see what goes wrong: for `debug` of `createClient`. A line for each request
 * with its parameters, one for each answer with its status, time and the beginning of what came, one for each repetition with its
 * reason, and one for a call that failed. Tokens, secrets and codes are replaced by `[redacted]`; what people wrote is not, so it is
 * no log for production.
 *
 * @param options `write` takes the lines, default `console.error`
 * @returns what `debug` of `createClient` takes
 * @throws {InvalidInputError} if `write` is not a function
 *
 * @example
 * ```ts
 * import { type Client, createClient, printCalls } from '@threads-sdk/core-http';
 * import type { Credentials } from '@threads-sdk/credentials';
 *
 * export function clientFor(credentials: Credentials, isVerbose: boolean): Client {
 *   return createClient({ credentials, ...(isVerbose && { debug: printCalls() }) });
 * }
 * // #1 listThreads > GET https://graph.threads.com/v1.0/me/threads?limit=2
 * // #1 listThreads < 200 in 84 ms {"data":[{"id":"18044200034000005"}, …
 * ```
 *
 * @category Watch calls
 */
export function printCalls(options: PrintOptions = {}): Debug {
  const { write = printError }: PrintOptions = checkInput(
    'printCalls',
    inputObject<PrintOptions>({ write: callable() }),
    options,
  );
  return (client) => {
    const inside = insideOf(client, 'printCalls');
    const { onEnd, onRetry } = inside.hooks;
    // What cannot be made a text of, such as an answer that is nested too deeply for it, must not make the call fail.
    const print = ({ callId, operation }: CallEvent, text: () => string): void =>
      void notify(
        'write of printCalls',
        () => write(printable(`#${callId} ${operation} ${text()}`)),
        undefined,
      );
    const hooks: Hooks = {
      ...inside.hooks,
      onRetry: (event) => {
        print(event, () => `  again in ${event.delay} ms, because of ${event.code}`);
        return onRetry?.(event);
      },
      onEnd: (event) => {
        const { duration, error, outcome } = event;
        if (outcome !== 'succeeded')
          print(event, () => `! ${outcome} after ${duration} ms: ${messageOf(error)}`);
        return onEnd?.(event);
      },
    };
    return clientOf({
      ...inside,
      hooks,
      aroundAttempt: async (event, call, run) => {
        const { clock } = inside;
        const number = event.attempts === 1 ? '' : ` (attempt ${event.attempts})`;
        print(event, () => `> ${event.method} ${call.redact(call.url())}${formOf(call)}${number}`);
        const startedAt = clock.now();
        const exchange = await (inside.aroundAttempt?.(event, call, run) ?? run());
        const duration = clock.now() - startedAt;
        print(event, () => `< ${answerOf(exchange, call, duration)}`);
        return exchange;
      },
    });
  };
}

function printError(line: string): void {
  // oxlint-disable-next-line no-console -- what it is for
  console.error(line);
}

/** What the address does not show: the form of a POST, and that there are secrets. */
function formOf({ operation, others, redact }: Call): string {
  const { method, secretParameters = [] } = operation;
  return others
    .filter(([name]) => method === 'POST' || secretParameters.includes(name))
    .map(
      ([name, text]) =>
        ` ${name}=${secretParameters.includes(name) ? '[redacted]' : shortened(redact(JSON.stringify(text)))}`,
    )
    .join('');
}

function answerOf({ outcome, status }: Exchange, { redact }: Call, duration: number): string {
  const { code } = outcome;
  // Redacted before it is cut: half a token is not known for one.
  const text = code ? `${code}: ${redact(outcome.reason)}` : redact(JSON.stringify(outcome.value));
  return `${status ?? 'no answer'} in ${duration} ms ${shortened(text)}`;
}

/** What a call failed with. What a function of the app threw may hold anything, so what looks like a secret is taken out of it. */
function messageOf(error: unknown): string {
  const { message = error } = Object(error);
  return isThreadsError(error) ? error.message : createRedactor([])(String(message));
}

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** One line, whatever others wrote: without what would move the cursor of a terminal or turn the direction of the text. */
function printable(line: string): string {
  return line.replaceAll(/[\p{Cc}\u2028-\u202E\u2066-\u2069]/gu, ' ');
}
