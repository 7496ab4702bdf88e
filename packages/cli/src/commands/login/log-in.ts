import type { Credentials } from '@threads-sdk/credentials';
import { openAccounts } from '../../accounts/find-account.ts';
import { rememberApps } from '../../accounts/remembered-app.ts';
import { describeAccount, viewAccount } from '../../accounts/view-account.ts';
import { usesVariable } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { openDatabase } from '../../open-database.ts';
import { readOrigin } from '../../origin.ts';
import { print } from '../../output/print.ts';
import { permissions, usualScopes } from '../../permissions.ts';

/** What `threads login` takes. */
export interface LoginOptions {
  readonly emulator?: string | true;
  readonly json?: boolean;
  readonly scope: readonly string[];
  readonly browser: boolean;
  readonly keyring?: boolean;
  readonly tokenStdin?: boolean;
}

/** Somebody of whom there are credentials. */
export interface Person {
  readonly username: string;
  readonly credentials: Credentials;
}

/** Logs somebody in, in the browser or with a token, and keeps them. */
export async function logIn(context: Context, options: LoginOptions): Promise<void> {
  const origin = readOrigin(context, options);
  // All that can be refused is refused before anybody is asked for anything.
  const database = openDatabase(context);
  const accounts = openAccounts(context, origin, database);
  const sealedBy = options.keyring ? 'keyring' : undefined;
  if (options.keyring) {
    const { makeKeyringKey } = await import('../../accounts/keyring.ts');
    await makeKeyringKey();
  }
  const keep = ({ username, credentials }: Person): Promise<void> =>
    accounts.add(username, credentials, sealedBy);

  let person: Person;
  if (options.tokenStdin) {
    const { readToken } = await import('./read-token.ts');
    person = await readToken(context, origin);
    await keep(person);
  } else {
    const { logInWithBrowser } = await import('./log-in-with-browser.ts');
    const scopes = options.scope.length > 0 ? options.scope : usualScopes;
    const apps = rememberApps(database, origin.name);
    person = await logInWithBrowser(context, origin, {
      scopes: [...new Set(['threads_basic', ...scopes])],
      opensBrowser: options.browser,
      apps,
      keep,
    });
  }
  const { userId } = person.credentials;
  const account = accounts.list().find((each) => each.userId === userId);
  if (!account) return; // logged out meanwhile
  const view = await viewAccount(context, origin, accounts, account);
  print(context, options, view, () => `Logged in as ${person.username}.\n${describeAccount(context, view)}`);
  if (usesVariable(context, {}))
    context.messages.write(
      'THREADS_ACCESS_TOKEN is set, and goes before this account: remove it, or name the account with --account.\n',
    );
}

/** Says what cannot be done since a permission was not granted. */
export function tellMissing(
  { messages }: Context,
  asked: readonly string[],
  granted: readonly string[],
): void {
  for (const scope of asked) {
    if (granted.includes(scope)) continue;
    const isFor = permissions.find((permission) => permission.scope === scope)?.isFor;
    messages.write(`${scope} was not granted${isFor === undefined ? '' : `: it is for ${isFor}`}.\n`);
  }
}
