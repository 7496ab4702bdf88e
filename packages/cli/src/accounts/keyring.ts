import { createSealingKey } from '@threads-sdk/credentials';
import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';

/** Under which names the key stands in the keyring of the machine: one for all accounts. */
const service = 'threads-sdk';
const name = 'sealing-key';

/**
 * Reads the key that seals credentials from the keyring of the machine.
 *
 * @throws {CommandError} if the keyring cannot be used, or the key is gone
 */
export async function readKeyringKey(): Promise<string> {
  const key = (await useKeyring((entry) => entry.getPassword())) ?? '';
  if (key !== '') return key;
  throw new CommandError(
    exitCodes.loginNeeded,
    `The keyring has no entry ${service} ${name} any more.`,
    'Log in again with `threads login --keyring`.',
  );
}

/**
 * Puts a new key into the keyring of the machine, if there is none. What stands there is read back: a keyring may be locked.
 *
 * @throws {CommandError} if the keyring cannot be used
 */
export async function makeKeyringKey(): Promise<void> {
  await useKeyring((entry) => {
    if ((entry.getPassword() ?? '') !== '') return;
    const key = createSealingKey();
    entry.setPassword(key);
    if (entry.getPassword() !== key) throw new Error('it does not give back what was put into it');
  });
}

interface Entry {
  readonly getPassword: () => string | null;
  readonly setPassword: (password: string) => void;
}

async function useKeyring<Result>(use: (entry: Entry) => Result): Promise<Result> {
  const { Entry } = await import('@napi-rs/keyring').catch((error: unknown) => {
    const isMissing = Object(error).code === 'ERR_MODULE_NOT_FOUND';
    throw new CommandError(
      exitCodes.refused,
      isMissing
        ? 'The keyring needs the package @napi-rs/keyring, which is not installed.'
        : `The package @napi-rs/keyring cannot be loaded: ${reasonOf(error)}.`,
      'Install it beside this program (npm install --global @napi-rs/keyring), or log in without --keyring.',
    );
  });
  try {
    // The kernel's keyring, which Linux would fall back to, forgets everything when the machine restarts.
    return use(new Entry(service, name, { linux: { store: 'secret-service' } }));
  } catch (error) {
    throw new CommandError(
      exitCodes.refused,
      `The keyring of this machine cannot be used: ${reasonOf(error)}.`,
      'It takes the session of a desktop, unlocked. Without one, log in without --keyring, and set THREADS_SEALING_KEY to seal what is kept.',
    );
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
}
