import type { DatabaseSync } from 'node:sqlite';
import { CommandError } from '../command-error.ts';
import type { Context } from '../context.ts';
import { openDatabase } from '../open-database.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Origin } from '../origin.ts';
import { type Account, type Accounts, createAccounts } from './accounts.ts';
import { loadSealings } from './load-sealing.ts';

/**
 * Opens the accounts of an origin.
 *
 * @throws {CommandError} if the data folder cannot be used, or the sealing key is none
 */
export function openAccounts(
  context: Pick<Context, 'env'>,
  { name }: Origin,
  database: DatabaseSync = openDatabase(context),
): Accounts {
  return createAccounts(database, name, loadSealings(context));
}

/** Finds the account with a name, with or without an @ before it, in any case; without a name the current one. */
export function findAccount(all: readonly Account[], named: string | undefined): Account | undefined {
  const wanted = named?.replace(/^@/, '').toLowerCase();
  return all.find(({ username, isCurrent }) =>
    wanted === undefined ? isCurrent : username.toLowerCase() === wanted,
  );
}

/** What is said where `findAccount` finds nobody. */
export function nobodyFound(all: readonly Account[], named: string | undefined): CommandError {
  const name = named?.replace(/^@?/, '@');
  const known = all.map(({ username }) => username).join(', ');
  if (known === '')
    return new CommandError(
      exitCodes.loginNeeded,
      name === undefined ? 'Nobody is logged in.' : `${name} is not logged in, and nobody else is.`,
      'Log in with `threads login`, or try things without an account: `threads emulator` in another terminal, then this command with --emulator.',
    );
  return new CommandError(
    exitCodes.loginNeeded,
    name === undefined ? 'No account is chosen.' : `${name} is not logged in.`,
    `These are: ${known}. Choose one with \`threads use <username>\` or --account, or log in with \`threads login\`.`,
  );
}
