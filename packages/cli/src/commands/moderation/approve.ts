import { type Command, makeCommand, withConnection, withJson } from '../../command.ts';
import type { Context } from '../../context.ts';

const help = `
<reply> is an id, as \`threads pending\` shows it. Typed again it changes nothing more.
--json prints { "id", "success", "approved" }.

Examples:
  threads approve 17994632108765432
  threads approve 17994632108765432 --ignore`;

/** Adds `threads approve`. */
export function addApprove(program: Command, context: Context): void {
  program.addCommand(
    withConnection(withJson(makeCommand('approve', 'approve a reply that waits, or ignore it')))
      .argument('<reply>', 'its id')
      .option('--ignore', 'leave it hidden in place of approving it')
      .addHelpText('after', help)
      .action(async (reply: string, options) => {
        const { approveReply } = await import('./approve-reply.ts');
        await approveReply(context, reply, options);
      }),
  );
}
