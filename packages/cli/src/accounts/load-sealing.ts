import { openCredentials, sealCredentials, type StoreSealing } from '@threads-sdk/credentials';
import { CommandError } from '../command-error.ts';
import type { Context } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';

/** Where the key is that credentials are sealed with: in `THREADS_SEALING_KEY`, or in the keyring of the machine. */
export type SealedBy = 'variable' | 'keyring';

/** What seals credentials on this machine. */
export interface Sealings {
  /** What seals what was not sealed before: the variable, if it is set. */
  readonly usual: SealedBy | undefined;
  /**
   * Loads the key of one of them.
   *
   * @throws {CommandError} if it is not at hand
   */
  readonly load: (by: SealedBy) => Promise<StoreSealing>;
}

const variable = 'THREADS_SEALING_KEY';

/**
 * Finds what seals credentials. The keyring is asked only for an account that it seals.
 *
 * @throws {CommandError} if the variable is set and holds no key, naming every fault
 */
export function loadSealings({ env }: Pick<Context, 'env'>): Sealings {
  const key = env[variable] ?? '';
  const faults = key === '' ? [] : faultsOf(key);
  if (faults.length > 0)
    throw new CommandError(
      exitCodes.usage,
      `${variable} holds no key: ${faults.join(', ')}.`,
      `A key is 32 random bytes in 43 characters of base64url: node -p "crypto.randomBytes(32).toString('base64url')" makes one.`,
    );
  let fromKeyring: Promise<string> | undefined;
  return Object.freeze({
    usual: key === '' ? undefined : 'variable',
    load: async (by: SealedBy) => {
      if (by === 'variable' && key === '')
        throw new CommandError(
          exitCodes.loginNeeded,
          `they are sealed with a key that is not at hand: ${variable} is not set.`,
          `Set ${variable} to the key of the login, or log in again.`,
        );
      if (by === 'variable') return sealingWith(key);
      fromKeyring ??= import('./keyring.ts').then(({ readKeyringKey }) => readKeyringKey());
      return sealingWith(await fromKeyring);
    },
  });
}

function sealingWith(key: string): StoreSealing {
  const keys = [key];
  return {
    seal: (credentials) => sealCredentials(credentials, { keys }),
    open: (text) => openCredentials(text, { keys }),
  };
}

function faultsOf(key: string): readonly string[] {
  return [
    /\s/.test(key) && 'it has white space in it',
    key.length !== 43 && `it has ${key.length} characters and not 43`,
    /[^\w\s-]/.test(key) && 'it has characters that base64url has not',
    /^[\w-]{43}$/.test(key) && !/[048AEIMQUYcgkosw]$/.test(key) && 'its last character ends no 32 bytes',
  ].filter((fault) => fault !== false);
}
