import { getThread, type Thread } from '@threads-sdk/endpoints';
import { isThreadsError } from '@threads-sdk/errors';
import { connect, type Connection, type ConnectOptions } from '../../connect.ts';
import type { Context, Output } from '../../context.ts';
import { findPost } from '../../find-post.ts';
import { count } from '../../output/count.ts';
import { facts } from '../../output/facts.ts';
import { postBlock } from '../../output/posts.ts';
import { print } from '../../output/print.ts';
import { shortTime } from '../../output/short-time.ts';
import { type Counts, readCounts } from '../../read-counts.ts';

/** Shows a post with all that is known of it. */
export async function showPost(
  context: Context,
  given: string,
  options: ConnectOptions & { readonly json?: boolean },
): Promise<void> {
  const connection = await connect(context, options);
  const id = await findPost(context, connection, given);
  const post: Thread = await getThread(connection.client, { media_id: id }, { signal: context.signal });
  const insights = await readOwnCounts(context, connection, post);
  print(context, options, { ...post, ...(insights && { insights }) }, () =>
    describe(context.output, post, insights),
  );
}

/** The numbers of an own post, where the token may read them. */
async function readOwnCounts(
  { messages, signal }: Context,
  { client, username }: Connection,
  post: Thread,
): Promise<Counts | undefined> {
  if (post.username !== username) return undefined;
  try {
    return await readCounts(client, post.id, signal);
  } catch (error) {
    if (!isThreadsError(error) || error.code !== 'PERMISSION_MISSING') throw error;
    messages.write('Its numbers are not shown: the login lacks threads_manage_insights.\n');
    return undefined;
  }
}

function describe(output: Output, post: Thread, insights: Counts | undefined): string {
  const lines: (readonly [string, string | undefined])[] = [
    ['Address', post.permalink],
    ...mediaOf(post).map((media) => ['Media', media] as const),
    ...pollOf(post).map((option) => ['Poll', option] as const),
    ['GIF', post.gif_url],
    ['Link', post.link_attachment_url],
    ['Long text', post.text_attachment?.plaintext],
    ['Topic', post.topic_tag],
    ['Place', post.location?.name],
    ['Reply to', post.replied_to?.id],
    ['In the thread of', post.root_post?.id],
    ['Quotes', post.quoted_post?.id],
    ['Reposts', post.reposted_post?.id],
    ...Object.entries(insights ?? {}).map(([name, value]) => [capitalized(name), count(value)] as const),
  ];
  return `${postBlock(output, post)}\n${facts(output, lines)}`;
}

function mediaOf(post: Thread): readonly string[] {
  const items = post.children ?? [post];
  return items.flatMap(({ media_url: url, alt_text: alt }) =>
    url === undefined ? [] : [alt === undefined ? url : `${url} (${alt})`],
  );
}

function pollOf({ poll_attachment: poll }: Thread): readonly string[] {
  if (poll === undefined) return [];
  const options = [
    [poll.option_a, poll.option_a_votes_percentage],
    [poll.option_b, poll.option_b_votes_percentage],
    [poll.option_c, poll.option_c_votes_percentage],
    [poll.option_d, poll.option_d_votes_percentage],
  ] as const;
  const shown = options.flatMap(([text, share]) =>
    text === undefined ? [] : [share === undefined ? text : `${text}: ${Math.round(share * 100)} %`],
  );
  const { total_votes: votes, expiration_timestamp: end } = poll;
  return [...shown, `${votes === undefined ? '?' : count(votes)} votes, ends ${shortTime(end)}`];
}

function capitalized(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
