import type { Readable, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Clock } from '@threads-sdk/core-http/fetch';
import { systemClock } from '@threads-sdk/internal';
import { readUtf8 } from './read-utf8.ts';

/** Where a command writes: data to standard output, all else to standard error. */
export interface Output {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  /** Columns of the terminal; without one there is no limit. */
  readonly width: number;
  /** Whether it shows colours: a terminal, unless `NO_COLOR` is set. */
  readonly hasColors: boolean;
  /** Whether whoever read it has left, as `head` does, or it failed. */
  readonly isClosed: () => boolean;
  /** Waits until all that was written has left the program. */
  readonly flushed: () => Promise<void>;
  /** Why it could not be written, as where the disk is full; that somebody has left is no failure. */
  readonly failure: () => string | undefined;
}

/** All of the outside that a command has to do with. */
export interface Context {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where data goes. */
  readonly output: Output;
  /** Where everything goes that is for the person: progress, hints, errors. */
  readonly messages: Output;
  /** Whether a person can be asked: questions come on standard error, answers on standard input. */
  readonly canAsk: boolean;
  /** Whether standard input is something else than a terminal. */
  readonly hasInput: boolean;
  readonly readInput: () => Promise<string>;
  readonly stdin: Readable;
  readonly stderr: Writable;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

type Stream = Pick<NodeJS.WriteStream, 'write' | 'on' | 'isTTY' | 'columns' | 'hasColors'>;

/** Makes the context of a process. */
export function createContext(
  { env, stdin, stdout, stderr }: Pick<NodeJS.Process, 'env' | 'stdin' | 'stdout' | 'stderr'>,
  signal: AbortSignal,
): Context {
  const output = outputOf(stdout, env);
  const messages = outputOf(stderr, env);
  return Object.freeze({
    env,
    output,
    messages,
    canAsk: stdin.isTTY && messages.isTerminal,
    hasInput: !stdin.isTTY,
    readInput: async () => readUtf8(await buffer(stdin), 'What came on standard input'),
    stdin,
    stderr,
    signal,
    clock: systemClock,
  });
}

function outputOf(stream: Stream, env: Context['env']): Output {
  let isClosed = false;
  let failure: string | undefined;
  // A post that is on its way goes on, whoever stops reading about it.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    isClosed = true;
    // A terminal that was closed fails in ways of its own.
    if (error.code !== 'EPIPE' && !stream.isTTY) failure = error.code ?? error.message;
  });
  const isTerminal = stream.isTTY;
  return Object.freeze({
    write: (line: string) => {
      if (!isClosed) stream.write(line);
    },
    isTerminal,
    // A terminal that does not know its width says 0.
    width: isTerminal ? stream.columns || 80 : Number.POSITIVE_INFINITY,
    hasColors: isTerminal && stream.hasColors() && (env['NO_COLOR'] ?? '') === '',
    isClosed: () => isClosed,
    flushed: () =>
      new Promise<void>((resolve) => {
        if (isClosed) resolve();
        else stream.write('', () => resolve());
      }),
    failure: () => failure,
  });
}
