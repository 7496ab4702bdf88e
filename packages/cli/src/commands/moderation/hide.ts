import { type Command, makeCommand, withConnection, withJson } from '../../command.ts';
import type { Context } from '../../context.ts';

const help = `
<reply> is an id, as \`threads replies\` and \`threads conversation\` show it. The replies to it are hidden with it.
Typed again it changes nothing more.
--json prints { "id", "success", "hidden" }.

Examples:
  threads hide 17994632108765432
  threads hide 17994632108765432 --undo`;

/** Adds `threads hide`. */
export function addHide(program: Command, context: Context): void {
  program.addCommand(
    withConnection(withJson(makeCommand('hide', 'hide a reply to one of your posts, or show it again')))
      .argument('<reply>', 'its id')
      .option('--undo', 'show it again')
      .addHelpText('after', help)
      .action(async (reply: string, options) => {
        const { hideReply } = await import('./hide-reply.ts');
        await hideReply(context, reply, options);
      }),
  );
}
