import { refreshCredentials } from '@threads-sdk/auth';
import type { Credentials } from '@threads-sdk/credentials';
import { CredentialsError, isThreadsError, type ThreadsError } from '@threads-sdk/errors';
import type { Account, Accounts } from '../../accounts/accounts.ts';
import { findAccount, nobodyFound, openAccounts } from '../../accounts/find-account.ts';
import { CommandError } from '../../command-error.ts';
import { type ConnectOptions, makeClient, usesVariable } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { exitCodeOf, exitCodes } from '../../exit-codes.ts';
import { type Origin, readOrigin } from '../../origin.ts';
import { print } from '../../output/print.ts';
import { inOurWords } from '../../in-our-words.ts';
import { tokenApp } from '../../token-app.ts';

/** What became of one account. */
interface Refreshed {
  readonly account: Account;
  readonly credentials?: Credentials;
  readonly error?: ThreadsError;
}

/** Refreshes the token of an account, or those of all. */
export async function refreshAccounts(
  context: Context,
  options: ConnectOptions & { readonly json?: boolean; readonly all?: boolean },
): Promise<void> {
  if (!options.all && usesVariable(context, options))
    throw new CommandError(
      exitCodes.usage,
      'The token in THREADS_ACCESS_TOKEN cannot be refreshed: nobody knows when it ends, and the new one could not be put there.',
      'Keep it with `threads login --token-stdin`, or name an account: --account.',
    );
  const origin = readOrigin(context, options);
  const accounts = openAccounts(context, origin);
  const all = accounts.list();
  const account = findAccount(all, options.account);
  if (all.length === 0 || (!options.all && !account)) throw nobodyFound(all, options.account);
  const results: Refreshed[] = [];
  // One after the other: an interruption leaves none half done.
  for (const each of options.all ? all : all.filter((one) => one === account))
    results.push(await refresh(context, origin, accounts, each));

  const [only] = results;
  if (!options.all && only?.error) throw only.error;
  print(context, options, { data: results.map(viewResult) }, () => results.map(describeResult).join(''));
  const failed = results.filter(({ error }) => error && error.code !== 'TOKEN_TOO_YOUNG');
  if (failed.length > 0)
    throw new CommandError(
      exitCodeOf(failed[0]?.error),
      `${failed.length} of ${results.length} could not be refreshed.`,
      'What to do stands with each.',
    );
}

async function refresh(
  context: Context,
  origin: Origin,
  { store }: Accounts,
  account: Account,
): Promise<Refreshed> {
  const { userId } = account;
  try {
    const stored = await store.get(userId);
    if (stored === undefined) throw loggedOut(account);
    const app = tokenApp(makeClient(context, origin));
    const { signal } = context;
    const credentials = await refreshCredentials(app, { credentials: stored.credentials }, { signal });
    // Another program may have refreshed it in the same moment: then its token is the one that stays.
    if (!(await store.compareAndSet?.(userId, credentials, stored.version))) {
      const theirs = await store.get(userId);
      if (theirs === undefined) throw loggedOut(account);
      return { account, credentials: theirs.credentials };
    }
    return { account, credentials };
  } catch (error) {
    if (!isThreadsError(error) || error.code === 'ABORTED') throw error;
    return { account, error };
  }
}

function loggedOut({ username }: Account): CredentialsError {
  return new CredentialsError('CREDENTIALS_MISSING', `${username} was logged out meanwhile.`, {
    remedy: 'Log in again with `threads login`.',
  });
}

function viewResult({ account, credentials, error }: Refreshed): object {
  return {
    username: account.username,
    id: account.userId,
    refreshed: credentials !== undefined,
    ...(credentials && { expiration: credentials.expiration.toISOString() }),
    ...(error && {
      error: { code: error.code, message: inOurWords(error.message), remedy: inOurWords(error.remedy) },
    }),
  };
}

function describeResult({ account: { username }, credentials, error }: Refreshed): string {
  if (credentials)
    return `${username} is logged in until ${credentials.expiration.toISOString().slice(0, 10)}.\n`;
  return `${username}: ${inOurWords(error?.message ?? '')} ${inOurWords(error?.remedy ?? '')}\n`;
}
