import { type Command, makeCommand, withConnection, withJson } from '../../command.ts';
import type { Context } from '../../context.ts';

const help = `
Meant for the post that a thread began with; what Threads answers for a reply is not documented.
--json prints { "data": [the post, then its replies at every depth, oldest first] }, with Meta's fields: "replied_to" says what
each answers. "paging" is there if more follow.

Example:
  threads conversation 18050206876707110`;

/** Adds `threads conversation`. */
export function addConversation(program: Command, context: Context): void {
  program.addCommand(
    withConnection(withJson(makeCommand('conversation', 'show a post and all replies to it, as a tree')))
      .argument('<post>', 'its id, address or shortcode')
      .option('--limit <number>', 'how many replies at most, to the next hundred', '1000')
      .addHelpText('after', help)
      .action(async (post: string, options) => {
        const { showConversation } = await import('./show-conversation.ts');
        await showConversation(context, post, options);
      }),
  );
}
