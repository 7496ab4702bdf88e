import { nextCursor, type Pages } from '@threads-sdk/core-http/fetch';
import { getThread, listConversation, type Thread } from '@threads-sdk/endpoints';
import { CommandError } from '../../command-error.ts';
import { connect, type ConnectOptions } from '../../connect.ts';
import type { Context, Output } from '../../context.ts';
import { exitCodes } from '../../exit-codes.ts';
import { findPost } from '../../find-post.ts';
import { countOf } from '../../output/count.ts';
import { postBlock } from '../../output/posts.ts';
import { print } from '../../output/print.ts';
import { readNumber } from '../page-options.ts';

/** Shows a post and all replies to it. */
export async function showConversation(
  context: Context,
  given: string,
  options: ConnectOptions & { readonly json?: boolean; readonly limit: string },
): Promise<void> {
  const limit = readNumber(options.limit);
  if (!Number.isInteger(limit) || limit < 1)
    throw new CommandError(exitCodes.usage, '--limit must be a whole number from 1 on.', 'Or leave it out.');
  const { messages, output, signal } = context;
  const connection = await connect(context, options);
  const { client } = connection;
  const id = await findPost(context, connection, given);
  const root: Thread = await getThread(client, { media_id: id }, { signal });
  const parameters = { media_id: id, limit: 100, reverse: false };
  const { replies, after } = await readUpTo(limit, listConversation(client, parameters, { signal }));
  const data = [root, ...replies];
  print(context, options, { data, ...(after !== undefined && { paging: { cursors: { after } } }) }, () =>
    tree(output, root, replies),
  );
  if (options.json) return;
  if (replies.length === 0) messages.write('No replies.\n');
  if (after !== undefined)
    messages.write(
      `There are more: these are the oldest ${countOf(replies.length, 'reply', 'replies')}. See --limit.\n`,
    );
}

async function readUpTo(
  limit: number,
  pages: Pages<Thread>,
): Promise<{ readonly replies: readonly Thread[]; readonly after: string | undefined }> {
  const replies: Thread[] = [];
  for await (const page of pages.pages()) {
    replies.push(...page.data);
    if (replies.length >= limit) return { replies, after: nextCursor(page) };
  }
  return { replies, after: undefined };
}

/** Every reply below what it answers. What answers something that is not there, since it is hidden or gone, is below the post. */
function tree(output: Output, root: Thread, replies: readonly Thread[]): string {
  const left = new Map(replies.map((reply) => [reply.id, reply]));
  left.delete(root.id);
  const below = new Map<string | undefined, Thread[]>();
  for (const reply of left.values()) {
    const to = reply.replied_to?.id;
    below.set(to, [...(below.get(to) ?? []), reply]);
  }
  const lines: string[] = [];
  const deepest = Math.floor(Math.min(output.width, 80) / 4);
  const add = (post: Thread, depth: number): void => {
    left.delete(post.id);
    lines.push(postBlock(output, post, '  '.repeat(Math.min(depth, deepest))));
    for (const reply of below.get(post.id) ?? []) if (left.has(reply.id)) add(reply, depth + 1);
  };
  add(root, 0);
  const ids = new Set(left.keys());
  for (const post of left.values()) if (!ids.has(post.replied_to?.id ?? '')) add(post, 1);
  // Whoever answers each other in a circle is at nobody's feet.
  for (const post of left.values()) add(post, 1);
  return lines.join('');
}
