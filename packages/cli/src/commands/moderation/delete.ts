import { type Command, makeCommand, withConnection, withJson } from '../../command.ts';
import type { Context } from '../../context.ts';

const help = `
It cannot be brought back. At a terminal you are asked first; elsewhere --yes is needed. 100 posts in 24 hours can be deleted.
After an unclear answer type it again: exit code 3 then means that it is gone.
--json prints { "id", "success" }.

Examples:
  threads delete 18050206876707110
  threads delete https://www.threads.com/@you/post/DRHI1xwkg9u --yes`;

/** Adds `threads delete`. */
export function addDelete(program: Command, context: Context): void {
  program.addCommand(
    withConnection(withJson(makeCommand('delete', 'delete one of your posts or replies')))
      .argument('<post>', 'its id, address or shortcode')
      .option('--yes', 'do not ask')
      .addHelpText('after', help)
      .action(async (post: string, options) => {
        const { deleteOwnPost } = await import('./delete-own-post.ts');
        await deleteOwnPost(context, post, options);
      }),
  );
}
