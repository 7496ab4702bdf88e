import { readEmulatorAddress } from '@threads-sdk/internal';
import { CommandError } from './command-error.ts';
import type { Context } from './context.ts';
import { exitCodes } from './exit-codes.ts';

/** Where calls go. */
export interface Origin {
  /** `threads`, or the address of an emulator: what accounts and journals are kept under. */
  readonly name: string;
  /** Variables as `loadApp` and `loadClientOptions` take them. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isEmulator: boolean;
}

/** Where an emulator is if nobody says. */
export const usualEmulator = 'http://127.0.0.1:4000';

/**
 * Reads where calls go: to the emulator of `--emulator`, to that of `THREADS_EMULATOR`, or else to Threads.
 *
 * @throws {CommandError} if the address is none of an emulator
 */
export function readOrigin(
  { env }: Pick<Context, 'env'>,
  { emulator }: { readonly emulator?: string | true },
): Origin {
  const address = emulator === true ? usualEmulator : (emulator ?? env['THREADS_EMULATOR']);
  const variables = { ...env, THREADS_EMULATOR: address };
  const { emulator: found, issues } = readEmulatorAddress(variables);
  if (issues.length > 0) {
    const name = emulator === undefined ? 'THREADS_EMULATOR' : '--emulator';
    throw new CommandError(
      exitCodes.usage,
      issues.map(({ message }) => `${name} ${message}.`).join(' '),
      emulator === undefined
        ? 'Write the address as `threads emulator` prints it.'
        : 'What follows --emulator is its address, as `threads emulator` prints it. A text or an id goes before it: threads post "Hello" --emulator.',
    );
  }
  return Object.freeze({
    name: found?.address ?? 'threads',
    env: variables,
    isEmulator: found !== undefined,
  });
}
