import type { Command } from '../../command.ts';
import { makeCommand, withConnection, withJson } from '../../command.ts';
import type { Context } from '../../context.ts';

const help = `
The file is UTF-8: parts are separated by lines of three hyphens (---). Each is posted as
it is written, but for images: what Markdown writes as ![A red gate](gate.jpg) is
taken out of the text and posted with it; as a video, if it ends with .mp4, .mov
or .m4v. Paths go from the folder of the file. Where files go, and the limits of
each part, \`threads post --help\` says.

Settings may stand on top, between two lines of ---, as YAML:
  topic, location, quote, reply-to     of the first part
  who-can-reply, approve, country      of every part
  reply-to-each: previous, root        what each part answers (default: previous)
  media:                               more media: a list of part (from 1), image
                                       or video, and alt

All parts are checked before the first is sent. On a terminal they are shown, and
you are asked; in a pipe nobody is asked.

Never twice: the chain has a key, as a post has. The same command again goes on
where it stopped. If the file was changed after its chain had begun, it says what
is live and what you can do, and posts nothing.

JSON: { "data": [{ "id", "permalink", "timestamp" }], "key", "alreadyLive" }, with
a member of data for each part. With --dry-run:
{ "dryRun": true, "data": [{ "text", "characters", "bytes", "media" }] }.

Examples:
  threads chain kyoto.md --dry-run
  threads chain kyoto.md --yes`;

/** Adds `threads chain`. */
export function addChain(program: Command, context: Context): void {
  program.addCommand(
    withConnection(
      withJson(makeCommand('chain', 'post a chain of posts from a file, each a reply to the one before it')),
    )
      .argument('<file>', 'a text file, such as kyoto.md')
      .option('--yes', 'do not ask')
      .option('--key <name>', 'your own name for this chain (default: made from account and content)')
      .option(
        '--dry-run',
        'send nothing: show how it will look, and what an emulator in this process says to it',
      )
      .addHelpText('after', help)
      .action(async (file: string, options) => {
        const { sendChain } = await import('./send-chain.ts');
        await sendChain(context, file, options);
      }),
  );
}
