import { type Command, makeCommand, withConnection, withJson } from '../../command.ts';
import type { Context } from '../../context.ts';
import { withPages, withWindow } from '../page-options.ts';

const help = `
--json prints { "data": [posts] }, with Meta's fields; "paging" is there if more follow.
Posts of others: of public profiles with 100 followers or more, and until Meta has approved the app for
threads_profile_discovery, of a few accounts of Meta's alone.

Examples:
  threads list --limit 5
  threads list --since 2026-10-01 --json | jq -r '.data[].permalink'
  threads list --user meta`;

/** Adds `threads list`. */
export function addList(program: Command, context: Context): void {
  program.addCommand(
    withConnection(withJson(withWindow(withPages(makeCommand('list', 'list posts, newest first')))))
      .option('--user <username>', 'whose: somebody with a public profile (default: yours)')
      .option('--ghost', 'your ghost posts, those that are archived too')
      .option('--replies', 'the replies that you wrote')
      .addHelpText('after', help)
      .action(async (options) => {
        const { listPosts } = await import('./list-posts.ts');
        await listPosts(context, options);
      }),
  );
}
