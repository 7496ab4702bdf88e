import { type Command, makeCommand, withConnection, withJson } from '../../command.ts';
import type { Context } from '../../context.ts';

const help = `
A post is reposted once: what was done is kept in the journal of this machine, and the same command again answers with the same
repost, also after an unclear answer (exit code 5). To repost it anew after you have undone it, give another key.
--json prints { "id", "reposted_post": { "id" }, "key" }; the first id is that of the repost.

Examples:
  threads repost 18050206876707110
  threads repost 18050206876707110 --key again-in-december`;

/** Adds `threads repost`. */
export function addRepost(program: Command, context: Context): void {
  program.addCommand(
    withConnection(withJson(makeCommand('repost', 'repost a post, once')))
      .argument('<post>', 'its id, address or shortcode')
      .option('--key <key>', 'under which it is done once (default: "repost <id>")')
      .addHelpText('after', help)
      .action(async (post: string, options) => {
        const { repostOnce } = await import('./repost-once.ts');
        await repostOnce(context, post, options);
      }),
  );
}
