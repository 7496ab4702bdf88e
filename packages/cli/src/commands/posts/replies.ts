import { type Command, makeCommand, withConnection, withJson } from '../../command.ts';
import type { Context } from '../../context.ts';
import { withPages } from '../page-options.ts';

const help = `
Replies to replies are in \`threads conversation\`, those that wait for your approval in \`threads pending\`.
--json prints { "data": [replies] }, with Meta's fields; "paging" is there if more follow.

Examples:
  threads replies 18050206876707110 --oldest-first
  threads replies 18050206876707110 --all --json | jq -r '.data[] | [.id, .text] | @tsv'`;

/** Adds `threads replies`. */
export function addReplies(program: Command, context: Context): void {
  program.addCommand(
    withConnection(
      withJson(withPages(makeCommand('replies', 'list the direct replies to a post, newest first'))),
    )
      .argument('<post>', 'its id, address or shortcode')
      .option('--oldest-first', 'in the order in which they came')
      .addHelpText('after', help)
      .action(async (post: string, options) => {
        const { listRepliesTo } = await import('./list-replies-to.ts');
        await listRepliesTo(context, post, options);
      }),
  );
}
