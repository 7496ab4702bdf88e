import { listReplies } from '@threads-sdk/endpoints';
import { connect, type ConnectOptions } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { findPost } from '../../find-post.ts';
import { postTable } from '../../output/posts.ts';
import { printPage } from '../../output/print-page.ts';
import { type PageOptions, pageParameters } from '../page-options.ts';

/** Lists the direct replies to a post. */
export async function listRepliesTo(
  context: Context,
  given: string,
  options: ConnectOptions & PageOptions & { readonly json?: boolean; readonly oldestFirst?: true },
): Promise<void> {
  const connection = await connect(context, options);
  const parameters = {
    ...pageParameters(options),
    media_id: await findPost(context, connection, given),
    reverse: !options.oldestFirst,
  };
  const pages = listReplies(connection.client, parameters, { signal: context.signal });
  await printPage(context, options, pages, {
    none: 'No replies.',
    rows: (replies) => postTable(context.output, replies, { authors: true }),
  });
}
