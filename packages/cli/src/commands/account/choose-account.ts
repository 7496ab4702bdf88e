import { findAccount, nobodyFound, openAccounts } from '../../accounts/find-account.ts';
import { type ConnectOptions, usesVariable } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { readOrigin } from '../../origin.ts';
import { print } from '../../output/print.ts';

/** Makes an account the current one. */
export async function chooseAccount(
  context: Context,
  named: string,
  options: ConnectOptions & { readonly json?: boolean },
): Promise<void> {
  const accounts = openAccounts(context, readOrigin(context, options));
  const all = accounts.list();
  const account = findAccount(all, named);
  if (!account) throw nobodyFound(all, named);
  const { username, userId: id } = account;
  accounts.makeCurrent(id);
  if (usesVariable(context, {}))
    context.messages.write('THREADS_ACCESS_TOKEN is set, and goes before the account that is chosen.\n');
  print(context, options, { username, id }, () => `Commands are for ${username} now.\n`);
}
