import { listPendingReplies } from '@threads-sdk/endpoints';
import { connect, type ConnectOptions } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { findPost } from '../../find-post.ts';
import { postTable } from '../../output/posts.ts';
import { printPage } from '../../output/print-page.ts';

interface PendingOptions extends ConnectOptions {
  readonly json?: boolean;
  readonly status?: 'pending' | 'ignored';
  readonly oldestFirst?: true;
  readonly after?: string;
  readonly all?: true;
}

/** Lists the replies to a post that wait for approval, or were ignored. */
export async function listPending(context: Context, given: string, options: PendingOptions): Promise<void> {
  const connection = await connect(context, options);
  const parameters = {
    media_id: await findPost(context, connection, given),
    approval_status: options.status,
    reverse: !options.oldestFirst,
    after: options.after,
  };
  const pages = listPendingReplies(connection.client, parameters, { signal: context.signal });
  await printPage(context, options, pages, {
    none: 'No replies wait.',
    rows: (replies) => postTable(context.output, replies, { authors: true }),
  });
}
