import { type Command, makeCommand, withConnection, withJson } from '../../command.ts';
import type { Context } from '../../context.ts';

const help = `
Writes a file of JSON lines: a post each, newest first, with Meta's fields and "insights", its numbers; a number that Threads does
not tell is absent. Each post is a request of its own for its numbers. Where Threads says that it is enough, the export waits as
long as Threads asks for, or five minutes.
Until all is there, it is kept in <file>.part: whatever ends the export, the same command goes on there, and the file has every post
once. The numbers are those of when a post was read.
--json prints { "file", "posts", "replies" }.

Examples:
  threads export
  threads export backup/ --replies
  threads export posts.jsonl --no-insights --force`;

/** Adds `threads export`. */
export function addExport(program: Command, context: Context): void {
  program.addCommand(
    withConnection(withJson(makeCommand('export', 'write all of your posts with their numbers into a file')))
      .argument('[file]', 'the file, or a folder for it (default: threads-<username>.jsonl here)')
      .option('--replies', 'the replies that you wrote, too')
      .option('--no-insights', 'without the numbers: a request for each hundred posts, not for each')
      .option('--pause <seconds>', 'how long to wait before each request', '0')
      .option('--force', 'replace the file if it is there')
      .addHelpText('after', help)
      .action(async (file: string | undefined, options) => {
        const { exportPosts } = await import('./export-posts.ts');
        await exportPosts(context, file, options);
      }),
  );
}
