import { type Command, makeCommand, withConnection, withJson } from '../../command.ts';
import type { Context } from '../../context.ts';

const help = `
<post> is its id; or the address or shortcode of a post that a list of the API shows.
--json prints the post with Meta's fields, and "insights" with its numbers if they can be read: of own posts, with the
permission threads_manage_insights. A number that Threads does not tell is absent.

Examples:
  threads show 18050206876707110
  threads show https://www.threads.com/@you/post/DRHI1xwkg9u --json | jq .insights.views`;

/** Adds `threads show`. */
export function addShow(program: Command, context: Context): void {
  program.addCommand(
    withConnection(withJson(makeCommand('show', 'show a post or reply, with its numbers if it is yours')))
      .argument('<post>', 'its id, address or shortcode')
      .addHelpText('after', help)
      .action(async (post: string, options) => {
        const { showPost } = await import('./show-post.ts');
        await showPost(context, post, options);
      }),
  );
}
