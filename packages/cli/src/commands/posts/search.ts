import { Option } from 'commander';
import { type Command, makeCommand, withConnection, withJson } from '../../command.ts';
import type { Context } from '../../context.ts';
import { withPages, withWindow } from '../page-options.ts';

const help = `
Until Meta has approved the app for threads_keyword_search, Threads searches your own posts alone, and does not say so.
2,200 searches in 24 hours are free, repeated ones and those of other apps among them; those that find nothing do not count.
--json prints { "data": [posts] }, with Meta's fields; "paging" is there if more follow.

Examples:
  threads search slow walks --type recent
  threads search kyoto --tag --author kyoto.walks --json`;

/** Adds `threads search`. */
export function addSearch(program: Command, context: Context): void {
  program.addCommand(
    withConnection(
      withJson(withWindow(withPages(makeCommand('search', 'search public posts by words or topic')))),
    )
      .argument('<words...>', 'what to search for')
      .addOption(
        new Option('--type <order>', 'the most popular first, or the newest')
          .choices(['top', 'recent'])
          .default('top'),
      )
      .option('--tag', 'search topics in place of texts')
      .addOption(new Option('--media <kind>', 'only posts of this kind').choices(['text', 'image', 'video']))
      .option('--author <username>', 'only posts of this author')
      .addHelpText('after', help)
      .action(async (words: readonly string[], options) => {
        const { searchPosts } = await import('./search-posts.ts');
        await searchPosts(context, words, options);
      }),
  );
}
