import { Option } from 'commander';
import type { Command } from '../../command.ts';
import { makeCommand, withConnection, withJson } from '../../command.ts';
import type { Context } from '../../context.ts';
import {
  maxAltTextLength,
  maxCarouselItems,
  maxLinks,
  maxPollOptionLength,
  maxPollOptions,
  maxSpoilers,
  maxTextAttachmentLength,
  maxTextLength,
  maxTopicTagLength,
  minPollOptions,
  replyControls,
} from '../../generated/limits.ts';
import { createMediaOptions } from './media-options.ts';

const help = `
Text: at most ${maxTextLength} characters. Without an argument it comes from standard input
if that is a pipe or a file; else, if there is nothing else to post, from the
editor in VISUAL or EDITOR, where a draft is kept until it is posted.

Limits: ${maxCarouselItems} images and videos, ${maxAltTextLength} characters of each --alt, ${maxPollOptions} answers of ${maxPollOptionLength}
characters, a long text of ${maxTextAttachmentLength}, ${maxSpoilers} spoilers, ${maxTopicTagLength} characters of a topic, ${maxLinks} different links.

Files: Threads downloads media from an address. Files of this machine are
uploaded to the bucket of THREADS_S3_ENDPOINT, THREADS_S3_REGION,
THREADS_S3_BUCKET, THREADS_S3_ACCESS_KEY_ID and THREADS_S3_SECRET_ACCESS_KEY
(THREADS_S3_SESSION_TOKEN for credentials that end, THREADS_S3_PUBLIC_URL if the
bucket is public), or copied to THREADS_FOLDER, which a web server shows at
THREADS_FOLDER_URL. An emulator needs neither. Files are checked before anything
is sent; so are addresses, unless it is sent to an emulator.

Never twice: each post has a key, made from account and content, or given with
--key. The same command again, after an error, Ctrl+C or a crash, goes on with
the same post; if it is live, it says so and posts nothing. If a file holds
other bytes than then, it is refused. To post the same once more, give another
key: --key "$(date +%F)" for one each day.

JSON: { "id", "permalink", "timestamp", "key", "alreadyLive" }; permalink and
timestamp only if they could be read. With --dry-run:
{ "dryRun": true, "data": [{ "text", "characters", "bytes", "media" }] }.

Examples:
  threads post "Up before the city." --topic kyoto
  threads post "The gate" --image gate.jpg --alt "A red gate in fog"
  threads post "In the morning?" --poll Tea --poll Coffee --dry-run`;

/** Adds `threads post`. */
export function addPost(program: Command, context: Context): void {
  const media = createMediaOptions();
  const command = withConnection(
    withJson(makeCommand('post', 'post a text, images, videos, a link, a poll or a GIF')),
  ).argument('[text]', 'the text; - takes it from standard input');
  for (const option of media.options) command.addOption(option);
  program.addCommand(
    command
      .option('--link <address>', 'a page that is shown as a card')
      .addOption(
        new Option(
          '--poll <answer>',
          `an answer of a poll: give it ${minPollOptions} to ${maxPollOptions} times`,
        ).argParser(gather),
      )
      .option('--gif <id>', 'a GIF, by its id at GIPHY')
      .option('--long-text <file>', 'a long text that readers open from the post, from a file')
      .option('--reply-to <post>', 'the post that this one answers, by its id, address or shortcode')
      .option('--quote <post>', 'the post that this one quotes')
      .option('--topic <name>', 'its topic, with or without #')
      .option('--location <id>', 'its place, by the id that `threads api searchLocations` finds')
      .addOption(
        new Option(
          '--spoiler <part>',
          'a part of the text that is covered, wherever it occurs; several times',
        ).argParser(gather),
      )
      .option('--spoiler-media', 'cover the images and videos')
      .option('--ghost', 'archive it after 24 hours: for a text alone')
      .addOption(
        new Option(
          '--country <code>',
          'only people in this country see it, such as JP; several times',
        ).argParser(gather),
      )
      .option('--who-can-reply <whom>', `one of ${replyControls.join(', ')}`)
      .option('--approve', 'replies stay hidden until you approve them')
      .option('--instagram <background>', 'share it as a story on Instagram too: light or dark')
      .option('--key <name>', 'your own name for this post (default: made from account and content)')
      .option(
        '--dry-run',
        'send nothing: show how it will look, and what an emulator in this process says to it',
      )
      .addHelpText('after', help)
      .action(async (text: string | undefined, options) => {
        const { sendPost } = await import('./send-post.ts');
        await sendPost(context, text, options, media.given());
      }),
  );
}

function gather(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
