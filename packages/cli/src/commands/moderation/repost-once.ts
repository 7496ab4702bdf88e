import { publishRepost } from '@threads-sdk/publish';
import { CommandError } from '../../command-error.ts';
import { connect, type ConnectOptions } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { openDatabase } from '../../open-database.ts';
import { exitCodes } from '../../exit-codes.ts';
import { findPost } from '../../find-post.ts';
import { createJournal } from '../../journal.ts';
import { print } from '../../output/print.ts';
import { outcomeError } from '../post/outcome.ts';

/** Reposts a post under a key, so that it happens once. */
export async function repostOnce(
  context: Context,
  given: string,
  options: ConnectOptions & { readonly json?: boolean; readonly key?: string },
): Promise<void> {
  if (options.key === '')
    throw new CommandError(
      exitCodes.usage,
      '--key is empty.',
      'Give it a name, or leave it out. Nothing was sent.',
    );
  const connection = await connect(context, options);
  const { client, origin } = connection;
  const mediaId = await findPost(context, connection, given);
  const key = options.key ?? `repost ${mediaId}`;
  const journal = createJournal(openDatabase(context), origin.name);
  const { signal } = context;
  const { id } = await publishRepost(client, { mediaId }, { idempotencyKey: key, journal, signal }).catch(
    (error: unknown) => {
      throw outcomeError(error, { key, parts: 1 });
    },
  );
  print(context, options, { id, reposted_post: { id: mediaId }, key }, () => `Reposted as ${id}\n`);
}
