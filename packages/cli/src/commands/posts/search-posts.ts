import { searchThreads, type SearchThreadsParameters } from '@threads-sdk/endpoints';
import { connect, type ConnectOptions } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { postTable } from '../../output/posts.ts';
import { printPage } from '../../output/print-page.ts';
import { type PageOptions, pageParameters, type WindowOptions, windowParameters } from '../page-options.ts';

interface SearchOptions extends ConnectOptions, PageOptions, WindowOptions {
  readonly json?: boolean;
  readonly type: 'top' | 'recent';
  readonly tag?: true;
  readonly media?: 'text' | 'image' | 'video';
  readonly author?: string;
}

const types = { top: 'TOP', recent: 'RECENT' } as const;
const kinds = { text: 'TEXT', image: 'IMAGE', video: 'VIDEO' } as const;

/** Searches posts. */
export async function searchPosts(
  context: Context,
  words: readonly string[],
  options: SearchOptions,
): Promise<void> {
  const { client, username } = await connect(context, options);
  const parameters: SearchThreadsParameters = {
    ...pageParameters(options),
    ...windowParameters(options),
    q: words.join(' '),
    search_type: types[options.type],
    search_mode: options.tag ? 'TAG' : 'KEYWORD',
    media_type: options.media && kinds[options.media],
    author_username: options.author?.replace(/^@/, ''),
  };
  const found = await printPage(
    context,
    options,
    searchThreads(client, parameters, { signal: context.signal }),
    {
      none: 'Nothing found.',
      rows: (posts) => postTable(context.output, posts, { authors: true }),
    },
  );
  if (!options.json && found.every((post) => post.username === username))
    context.messages.write(
      'None is of somebody else: until Meta has approved the app for threads_keyword_search, Threads searches your own posts alone.\n',
    );
}
