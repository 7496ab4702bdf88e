import { type AddCommand, makeCommand, withConnection, withEmulator, withJson } from '../../command.ts';

/** Adds `threads whoami`. */
export const addWhoami: AddCommand = (program, context) => {
  program.addCommand(
    withConnection(withJson(makeCommand('whoami', 'show whose account commands are for')))
      .option('--all', 'all accounts that are logged in')
      .addHelpText(
        'after',
        `
Shows what is kept here; Threads is asked only for a token in THREADS_ACCESS_TOKEN, whose it is.
\`threads doctor\` asks Threads whether all works.

--json prints { "username", "id", "origin", "current", "kept_in", "sealed_by", "scopes", "expiration", "days_left" }:
scopes, expiration and days_left are absent where nobody knows; sealed_by is null, "variable" or "keyring".
With --all it prints { "data": [ … ] } of them.

Examples:
  $ threads whoami
  $ threads whoami --all --json`,
      )
      .action(async (options) => {
        const { showAccount } = await import('./show-account.ts');
        await showAccount(context, options);
      }),
  );
};

/** Adds `threads use`. */
export const addUse: AddCommand = (program, context) => {
  program.addCommand(
    withEmulator(withJson(makeCommand('use', 'choose the account that commands are for')))
      .argument('<username>', 'one who is logged in')
      .addHelpText(
        'after',
        `
A single command is for another account with --account.
--json prints { "username", "id" }.

Example:
  $ threads use mika`,
      )
      .action(async (username: string, options) => {
        const { chooseAccount } = await import('./choose-account.ts');
        await chooseAccount(context, username, options);
      }),
  );
};

/** Adds `threads logout`. */
export const addLogout: AddCommand = (program, context) => {
  program.addCommand(
    withEmulator(withJson(makeCommand('logout', 'forget an account on this machine')))
      .argument('[username]', 'whose (default: the current one)')
      .option('--all', 'all accounts')
      .addHelpText(
        'after',
        `
Threads is not told: it keeps what you granted to the app until you remove the app there, in the settings of your account
under "Website permissions". What was posted, and the journal of it, stays.
--json prints { "data": [ { "username", "id" } ] }: who was forgotten.

Examples:
  $ threads logout
  $ threads logout --all`,
      )
      .action(async (username: string | undefined, options) => {
        const { logOut } = await import('./log-out.ts');
        await logOut(context, username, options);
      }),
  );
};

/** Adds `threads refresh`. */
export const addRefresh: AddCommand = (program, context) => {
  program.addCommand(
    withConnection(withJson(makeCommand('refresh', 'let a login last for 60 more days')))
      .option('--all', 'all accounts')
      .addHelpText(
        'after',
        `
Commands refresh a token by themselves once less than half of its 60 days is left; an account that rests for so long needs
this. A token can be refreshed from a day after it was made, until it ends.
--json prints { "data": [ { "username", "id", "refreshed", "expiration" } ] }, with an "error" where it was not refreshed.
With --all a token that is too young is no failure.

Examples:
  $ threads refresh
  $ threads refresh --all`,
      )
      .action(async (options) => {
        const { refreshAccounts } = await import('./refresh-accounts.ts');
        await refreshAccounts(context, options);
      }),
  );
};
