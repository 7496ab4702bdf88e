import { runCli } from '@threads-sdk/emulator/cli';
import { Ended } from '../../command-error.ts';
import type { Context } from '../../context.ts';

/**
 * Runs `threads-emulator` until it ends.
 *
 * @throws {Ended} with its exit code
 */
export async function runEmulator(
  { env, messages, output, signal }: Context,
  args: readonly string[],
): Promise<void> {
  const exitCode = await runCli(args, {
    print: (line) => output.write(`${line}\n`),
    printError: (line) => messages.write(`${line}\n`),
    isColoured: messages.hasColors,
    variables: env,
    signal,
  });
  throw new Ended(exitCode);
}
