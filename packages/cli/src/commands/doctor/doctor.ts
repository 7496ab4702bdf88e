import { type AddCommand, makeCommand, withConnection, withJson } from '../../command.ts';

/** Adds `threads doctor`. */
export const addDoctor: AddCommand = (program, context) => {
  program.addCommand(
    withConnection(withJson(makeCommand('doctor', 'look for what is wrong, and say what to do')))
      .addHelpText(
        'after',
        `
Looks at the app (id, secret, redirect address), the account (token, permissions, quota), the clock, the storage for files, and
where secrets are kept. It asks Threads only what can be asked without changing anything. The secret of the app is
looked at if THREADS_API_SECRET is set.

A finding is ok, a warning, a problem, or unknown: Threads does not say, so look yourself. Ends with 1 if there is a problem.

--json prints { "data": [ { "check", "level", "message", "remedy" } ] }: level is "ok", "warning", "problem" or "unknown".

Examples:
  $ threads doctor
  $ threads doctor --json | jq '.data[] | select(.level == "problem")'`,
      )
      .action(async (options) => {
        const { examine } = await import('./examine.ts');
        await examine(context, options);
      }),
  );
};
