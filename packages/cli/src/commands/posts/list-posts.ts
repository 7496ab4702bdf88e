import type { Pages } from '@threads-sdk/core-http/fetch';
import {
  listGhostPosts,
  listProfilePosts,
  listThreads,
  listUserReplies,
  type Thread,
} from '@threads-sdk/endpoints';
import { CommandError } from '../../command-error.ts';
import { connect, type Connection, type ConnectOptions } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { exitCodes } from '../../exit-codes.ts';
import { postTable } from '../../output/posts.ts';
import { printPage } from '../../output/print-page.ts';
import { type PageOptions, pageParameters, type WindowOptions, windowParameters } from '../page-options.ts';

interface ListOptions extends ConnectOptions, PageOptions, WindowOptions {
  readonly json?: boolean;
  readonly user?: string;
  readonly ghost?: true;
  readonly replies?: true;
}

/** Lists the posts of the account, its ghost posts or its replies, or the posts of a public profile. */
export async function listPosts(context: Context, options: ListOptions): Promise<void> {
  const { user, ghost, replies } = options;
  if ([user, ghost, replies].filter(Boolean).length > 1)
    throw new CommandError(
      exitCodes.usage,
      '--user, --ghost and --replies name different lists.',
      'Give one of them, or none for your posts.',
    );
  const pages = pagesOf(context, await connect(context, options), options);
  await printPage(context, options, pages, {
    none: `No ${ghost ? 'ghost posts' : replies ? 'replies' : 'posts'}.`,
    rows: (posts) => postTable(context.output, posts),
  });
}

function pagesOf({ signal }: Context, { client }: Connection, options: ListOptions): Pages<Thread> {
  const { user, ghost, replies } = options;
  const part = { ...pageParameters(options), ...windowParameters(options) };
  if (ghost) return listGhostPosts(client, part, { signal });
  if (replies) return listUserReplies(client, part, { signal });
  if (user === undefined) return listThreads(client, part, { signal });
  return listProfilePosts(client, { ...part, username: user.replace(/^@/, '') }, { signal });
}
