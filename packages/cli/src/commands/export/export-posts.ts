import { existsSync } from 'node:fs';
import { nextCursor, type Client, type Page } from '@threads-sdk/core-http/fetch';
import { listGhostPosts, listThreads, listUserReplies, type Thread } from '@threads-sdk/endpoints';
import { isThreadsError } from '@threads-sdk/errors';
import { CommandError } from '../../command-error.ts';
import { connect, type ConnectOptions } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { exitCodes } from '../../exit-codes.ts';
import { countOf } from '../../output/count.ts';
import { print } from '../../output/print.ts';
import { createProgressBar } from '../../output/progress-bar.ts';
import { type Counts, readCounts } from '../../read-counts.ts';
import { readNumber } from '../page-options.ts';
import { createPatience, type Patience } from './patience.ts';
import { fileOf, type Kept, openPart } from './part-file.ts';

interface ExportOptions extends ConnectOptions {
  readonly json?: boolean;
  readonly replies?: true;
  readonly insights: boolean;
  readonly pause: string;
  readonly force?: true;
}

/** An hour, in milliseconds. */
const longestPause = 60 * 60 * 1000;

/** Writes all posts of the account into a file. */
export async function exportPosts(
  context: Context,
  target: string | undefined,
  options: ExportOptions,
): Promise<void> {
  const pause = readNumber(options.pause) * 1000;
  const faults = [
    ...(pause >= 0 && pause <= longestPause
      ? []
      : [`--pause must be a number of seconds, up to ${longestPause / 1000}.`]),
    ...(target === '' ? ['The name of the file is empty.'] : []),
  ];
  if (faults.length > 0)
    throw new CommandError(
      exitCodes.usage,
      faults.join(' '),
      'Correct it or leave it out. Nothing was read.',
    );
  const { client, origin, userId, username } = await connect(context, options);
  const file = fileOf(target, username);
  const about = { origin: origin.name, userId, insights: options.insights };
  if (existsSync(file) && !existsSync(`${file}.part`) && !options.force)
    throw new CommandError(
      exitCodes.usage,
      `${file} is there already. Nothing was read.`,
      'Name another file, or give --force to replace it when the export is complete.',
    );
  const part = openPart(file, about);
  if (part.size() > 0)
    context.messages.write(`Going on: ${countOf(part.size(), 'post')} of ${file}.part stay as they are.\n`);
  const bar = createProgressBar(context.messages);
  const patience = createPatience(context, bar, pause);
  try {
    const posts = await listAll(context, client, options, patience, (found) => bar.show('Listing', found));
    await readThem(
      context,
      client,
      posts.filter(({ id }) => !part.has(id)),
      {
        insights: options.insights,
        patience,
        keep: part.keep,
        onRead: () => bar.show('Reading', part.size(), posts.length),
      },
    );
    part.finish(posts.map(({ id }) => id));
    bar.clear();
    const replies = posts.filter((post) => post.is_reply).length;
    const summary = { file, posts: posts.length - replies, replies };
    print(context, options, summary, () => `${file}\n`);
    if (!options.json)
      context.messages.write(
        `${countOf(summary.posts, 'post')}${options.replies ? ` and ${countOf(replies, 'reply', 'replies')}` : ''}\n`,
      );
  } catch (error) {
    bar.clear();
    context.messages.write(`What was read is kept in ${file}.part: the same command goes on there.\n`);
    if (isThreadsError(error) && error.code === 'PERMISSION_MISSING' && options.insights)
      context.messages.write(
        'If it is the numbers that the login may not read, leave them out: --no-insights.\n',
      );
    throw error;
  } finally {
    part.close();
  }
}

type List = (after: string | undefined) => Promise<Page<Thread>>;

/** All posts, newest first, each once: whether ghost posts are among the others is not documented. */
async function listAll(
  { signal }: Context,
  client: Client,
  { replies }: ExportOptions,
  patience: Patience,
  onPage: (found: number) => void,
): Promise<readonly Thread[]> {
  const found = new Map<string, Thread>();
  const lists: readonly List[] = [
    async (after) => listThreads(client, { limit: 100, after }, { signal }),
    async (after) => listGhostPosts(client, { limit: 100, after }, { signal }),
    ...(replies
      ? [async (after: string | undefined) => listUserReplies(client, { limit: 100, after }, { signal })]
      : []),
  ];
  for (const list of lists) {
    const cursors = new Set<string>();
    let after: string | undefined;
    do {
      const page = await patience.call(async () => list(after));
      // A ghost post says more of itself in its own list.
      for (const post of page.data) found.set(post.id, { ...found.get(post.id), ...post });
      onPage(found.size);
      after = nextCursor(page);
      if (after !== undefined && cursors.has(after))
        throw new CommandError(
          exitCodes.refused,
          'Threads answers with the same page again and again.',
          'Try again later.',
        );
      if (after !== undefined) cursors.add(after);
    } while (after !== undefined);
  }
  const time = ({ timestamp = '' }: Thread): number => Date.parse(timestamp) || 0;
  return [...found.values()].toSorted((a, b) => time(b) - time(a));
}

interface Reading {
  readonly insights: boolean;
  readonly patience: Patience;
  readonly keep: (post: Kept) => void;
  readonly onRead: () => void;
}

/** Reads the numbers of each post and keeps it. */
async function readThem(
  { signal }: Context,
  client: Client,
  posts: readonly Thread[],
  { insights, patience, keep, onRead }: Reading,
): Promise<void> {
  for (const post of posts) {
    onRead();
    // Of reposts Threads tells no numbers.
    const counts =
      insights && post.media_type !== 'REPOST_FACADE'
        ? await patience.call(async () => countsUnlessGone(client, post.id, signal))
        : undefined;
    if (counts === 'gone') {
      patience.say(`${post.id} was deleted meanwhile: it is kept without numbers.`);
    }
    keep({ ...post, ...(counts && counts !== 'gone' && { insights: counts }) });
  }
}

async function countsUnlessGone(client: Client, id: string, signal: AbortSignal): Promise<Counts | 'gone'> {
  try {
    return await readCounts(client, id, signal);
  } catch (error) {
    if (isThreadsError(error) && error.code === 'OBJECT_NOT_FOUND') return 'gone';
    throw error;
  }
}
