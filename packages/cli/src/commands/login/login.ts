import { type AddCommand, makeCommand, Option, withEmulator, withJson } from '../../command.ts';
import { permissions } from '../../permissions.ts';

const scopeHelp = permissions
  .map(({ scope, isFor, isUsual }) => `  ${(isUsual ? '* ' : '  ') + scope.padEnd(28)} ${isFor}`)
  .join('\n');

const help = `
Log in to your own app, which Meta's dashboard makes. It is asked for, or read from THREADS_APP_ID, THREADS_API_SECRET
and THREADS_REDIRECT_URI. Its id and redirect address are remembered, its secret never.

The browser opens where there is a terminal. If the redirect address is one of this machine (https://localhost:3000/callback),
this program waits there for the answer, with a certificate that it makes on the spot and browsers warn about. You may always
paste the address that you came back to instead: the code is in it, also on the page of the warning.

Several accounts can be logged in; each login makes its account the current one. What is kept is a file that nobody
else can read. It is sealed with the key in THREADS_SEALING_KEY if that is set, or with one in the keyring (--keyring).

Permissions (* asked for unless --scope says which; the others show little before Meta has reviewed the app for them):
${scopeHelp}

--json prints what \`threads whoami --json\` prints.

Examples:
  $ threads login
  $ threads login --scope threads_basic --scope threads_keyword_search
  $ threads login --token-stdin < token.txt`;

/** Adds `threads login`. */
export const addLogin: AddCommand = (program, context) => {
  program.addCommand(
    withEmulator(withJson(makeCommand('login', 'log in with your account')))
      .addOption(
        new Option('--scope <permission>', 'a permission to ask for, in place of the usual ones; repeatable')
          .default([], 'those with * below')
          .argParser((scope: string, scopes: readonly string[]) => [...scopes, scope]),
      )
      .option('--no-browser', 'print the address and open no browser')
      .option('--keyring', 'seal what is kept with a key in the keyring of this machine')
      .addOption(
        new Option(
          '--token-stdin',
          "read a token of 60 days, as Meta's dashboard makes it, from standard input",
        ).conflicts(['scope', 'browser']),
      )
      .addHelpText('after', help)
      .action(async (options) => {
        const { logIn } = await import('./log-in.ts');
        await logIn(context, options);
      }),
  );
};
