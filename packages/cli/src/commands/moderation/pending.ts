import { Option } from 'commander';
import { type Command, makeCommand, withConnection, withJson } from '../../command.ts';
import type { Context } from '../../context.ts';

const help = `
Only for a post whose replies wait for approval (\`threads post --approve\`); what Threads answers for others is not documented.
--json prints { "data": [replies] }, with Meta's fields: "reply_approval_status" is pending or ignored. "paging" is there if
more follow.

Examples:
  threads pending 18050206876707110
  threads pending 18050206876707110 --status ignored`;

/** Adds `threads pending`. */
export function addPending(program: Command, context: Context): void {
  program.addCommand(
    withConnection(withJson(makeCommand('pending', 'list the replies that wait for your approval')))
      .argument('<post>', 'its id, address or shortcode')
      .addOption(
        new Option('--status <status>', 'only those that wait, or that were ignored (default: both)').choices(
          ['pending', 'ignored'],
        ),
      )
      .option('--oldest-first', 'in the order in which they came')
      .option('--after <cursor>', 'go on after a page, whose end names the cursor')
      .option('--all', 'all of them, page after page')
      .addHelpText('after', help)
      .action(async (post: string, options) => {
        const { listPending } = await import('./list-pending.ts');
        await listPending(context, post, options);
      }),
  );
}
