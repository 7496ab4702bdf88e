import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Clock } from '@threads-sdk/core-http/fetch';
import type { Emulator } from '@threads-sdk/emulator';
import { createContext } from '../src/context.ts';
import { runProgram } from '../src/program.ts';
import type { Ran } from './threads.ts';

/** Whose command it is, and when. */
export interface Here {
  readonly emulator: Emulator;
  readonly url: string;
  readonly username: string;
  readonly scopes?: readonly string[];
  readonly clock?: Clock;
}

/**
 * Runs a command in this process, where starting takes no time: for what a test looks up, and with a clock of its own for what
 * waits for hours. Its streams are pipes. It goes by a token: the database would stay open, and Windows removes no open file.
 */
export async function runHere(
  args: readonly string[],
  { emulator, url, username, scopes, clock }: Here,
): Promise<Ran> {
  const { accessToken } = emulator.issueToken({ username, ...(scopes && { scopes }) });
  const env = { THREADS_EMULATOR: url, THREADS_ACCESS_TOKEN: accessToken };
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  // what a pipe lacks of a terminal's stream is never asked for
  const streams = { env, stdin, stdout, stderr } as unknown as Parameters<typeof createContext>[0];
  const context = { ...createContext(streams, new AbortController().signal), ...(clock && { clock }) };
  const written = Promise.all([text(stdout), text(stderr)]);
  const code = await runProgram(args, context);
  stdout.end();
  stderr.end();
  const [out, messages] = await written;
  return { code, stdout: out, stderr: messages };
}
