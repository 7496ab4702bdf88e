import { findAccount, nobodyFound, openAccounts } from '../../accounts/find-account.ts';
import { CommandError } from '../../command-error.ts';
import { type ConnectOptions, usesVariable } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { exitCodes } from '../../exit-codes.ts';
import { readOrigin } from '../../origin.ts';
import { print } from '../../output/print.ts';

/** Forgets an account, or all of them. */
export async function logOut(
  context: Context,
  named: string | undefined,
  options: ConnectOptions & { readonly json?: boolean; readonly all?: boolean },
): Promise<void> {
  if (options.all && named !== undefined)
    throw new CommandError(
      exitCodes.usage,
      '--all forgets everybody, and a name only one.',
      'Leave one of them out.',
    );
  const accounts = openAccounts(context, readOrigin(context, options));
  const before = accounts.list();
  const account = findAccount(before, named);
  if (!options.all && !account) throw nobodyFound(before, named);
  const forgotten = options.all ? before : before.filter((each) => each === account);
  for (const { userId } of forgotten) accounts.remove(userId);

  const { messages } = context;
  const data = forgotten.map(({ username, userId: id }) => ({ username, id }));
  print(context, options, { data }, () =>
    data.length === 0
      ? 'Nobody was logged in.\n'
      : data.map(({ username }) => `${username} is forgotten here.\n`).join(''),
  );
  if (data.length > 0)
    messages.write(
      'Threads keeps what was granted to the app, and the token works until it ends: to end both, remove the app in the settings of the account at Threads, under "Website permissions".\n',
    );
  const left = accounts.list();
  if (left.length > 0 && !left.some(({ isCurrent }) => isCurrent))
    messages.write(
      `Choose an account with \`threads use\`: ${left.map(({ username }) => username).join(', ')}.\n`,
    );
  if (usesVariable(context, {}))
    messages.write('THREADS_ACCESS_TOKEN is still set, and commands go on using it.\n');
}
