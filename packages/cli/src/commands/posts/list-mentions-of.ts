import { listMentions } from '@threads-sdk/endpoints';
import { connect, type ConnectOptions } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { postTable } from '../../output/posts.ts';
import { printPage } from '../../output/print-page.ts';
import { type PageOptions, pageParameters, type WindowOptions, windowParameters } from '../page-options.ts';

/** Lists the posts that mention the account. */
export async function listMentionsOf(
  context: Context,
  options: ConnectOptions & PageOptions & WindowOptions & { readonly json?: boolean },
): Promise<void> {
  const { client } = await connect(context, options);
  const part = { ...pageParameters(options), ...windowParameters(options) };
  await printPage(context, options, listMentions(client, part, { signal: context.signal }), {
    none: 'No mentions.',
    rows: (posts) => postTable(context.output, posts, { authors: true }),
  });
}
