import { deletePost, getThread } from '@threads-sdk/endpoints';
import { askWhether } from '../../ask.ts';
import { CommandError } from '../../command-error.ts';
import { connect, type Connection, type ConnectOptions } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { exitCodes } from '../../exit-codes.ts';
import { findPost } from '../../find-post.ts';
import { headline } from '../../output/posts.ts';
import { printable } from '../../output/printable.ts';
import { shortTime } from '../../output/short-time.ts';
import { cut } from '../../output/table.ts';
import { printChange } from './print-change.ts';

/** Deletes a post, once the person has agreed. */
export async function deleteOwnPost(
  context: Context,
  given: string,
  options: ConnectOptions & { readonly json?: boolean; readonly yes?: true },
): Promise<void> {
  if (!options.yes && !context.canAsk)
    throw new CommandError(
      exitCodes.usage,
      'Nobody can be asked here whether to delete it. Nothing was sent.',
      'Give --yes if it shall be deleted without a question.',
    );
  const connection = await connect(context, options);
  const id = await findPost(context, connection, given);
  if (!options.yes) await ask(context, connection, id);
  const { success } = await deletePost(connection.client, { media_id: id }, { signal: context.signal });
  printChange(context, options, { id, success }, 'Deleted');
}

/** Asks with the text before the person's eyes, since ids look alike. */
async function ask(context: Context, { client }: Connection, id: string): Promise<void> {
  const { messages, signal } = context;
  const post = await getThread(client, { media_id: id }, { signal });
  messages.write(`${cut(printable(`${shortTime(post.timestamp)}  ${headline(post)}`), messages.width)}\n`);
  const answer = await askWhether(context, { message: 'Delete it? It cannot be brought back.' }, false);
  if (!answer)
    throw new CommandError(
      exitCodes.refused,
      'Nothing was deleted, as you answered.',
      'Answer yes to delete it.',
    );
}
