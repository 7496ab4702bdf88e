import type { Command } from '../command.ts';
import { makeCommand, withConnection, withJson } from '../command.ts';
import type { Context } from '../context.ts';

/** Adds `threads list`. */
export function addList(program: Command, context: Context): void {
  program.addCommand(
    withConnection(withJson(makeCommand('list', 'list your posts, newest first')))
      .option('--limit <number>', 'how many at most', '25')
      .action(async (options) => {
        const { listPosts } = await import('./list-posts.ts');
        await listPosts(context, options);
      }),
  );
}
