import { isThreadsError } from '@threads-sdk/errors';
import type { Account, Accounts } from '../../accounts/accounts.ts';
import { openAccounts } from '../../accounts/find-account.ts';
import { type AccountView, describeAccount, viewAccount } from '../../accounts/view-account.ts';
import { connect, type ConnectOptions, usesVariable } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { databaseFile } from '../../data-folder.ts';
import { type Origin, readOrigin } from '../../origin.ts';
import { print } from '../../output/print.ts';
import { table } from '../../output/table.ts';

/** Shows whose account a command with these options is for, or all that are logged in. */
export async function showAccount(
  context: Context,
  options: ConnectOptions & { readonly json?: boolean; readonly all?: boolean },
): Promise<void> {
  if (options.all) return showAll(context, options);
  const { origin, userId, username, tokenFrom } = await connect(context, options);
  if (tokenFrom === 'variable')
    context.messages.write(
      'The token is the one in THREADS_ACCESS_TOKEN. It cannot be refreshed, since nobody knows when it ends: `threads login --token-stdin` keeps it and asks.\n',
    );
  if (tokenFrom === 'emulator')
    context.messages.write('Nobody is logged in: on an emulator nobody needs to.\n');
  const accounts = openAccounts(context, origin);
  const account = accounts.list().find((each) => each.userId === userId);
  const view =
    tokenFrom === 'account' && account
      ? await viewAccount(context, origin, accounts, account)
      : {
          username,
          id: userId,
          origin: origin.name,
          current: true,
          kept_in: tokenFrom === 'variable' ? 'THREADS_ACCESS_TOKEN' : 'the emulator',
          sealed_by: null,
        };
  print(context, options, view, () => describeAccount(context, view));
}

async function showAll(
  context: Context,
  options: ConnectOptions & { readonly json?: boolean },
): Promise<void> {
  const origin = readOrigin(context, options);
  const accounts = openAccounts(context, origin);
  const data = await Promise.all(
    accounts.list().map((account) => tryToView(context, origin, accounts, account)),
  );
  if (usesVariable(context, options))
    context.messages.write(
      'THREADS_ACCESS_TOKEN is set: commands without --account are for whom it belongs to.\n',
    );
  if (data.length === 0) context.messages.write('Nobody is logged in.\n');
  print(context, options, { data }, () =>
    data.length === 0
      ? ''
      : table(
          context.output,
          [
            { title: '', value: ({ current }) => (current ? '*' : '') },
            { title: 'USERNAME', value: ({ username }) => username },
            { title: 'ID', value: ({ id }) => id },
            { title: 'DAYS LEFT', value: ({ days_left: days }) => days ?? 'unknown', align: 'right' },
            { title: 'SEALED', value: ({ sealed_by: by }) => by ?? 'no' },
            { title: 'PERMISSIONS', value: ({ scopes }) => scopes?.join(', ') ?? 'unknown', shrinks: true },
          ],
          data,
        ),
  );
}

/** One account that cannot be read hides no other. */
async function tryToView(
  context: Context,
  origin: Origin,
  accounts: Accounts,
  account: Account,
): Promise<AccountView> {
  try {
    return await viewAccount(context, origin, accounts, account);
  } catch (error) {
    if (!isThreadsError(error)) throw error;
    context.messages.write(`${error.message} ${error.remedy}\n`);
    const { username, userId, isCurrent, sealedBy } = account;
    return {
      username,
      id: userId,
      origin: origin.name,
      current: isCurrent,
      kept_in: databaseFile(context),
      sealed_by: sealedBy ?? null,
    };
  }
}
