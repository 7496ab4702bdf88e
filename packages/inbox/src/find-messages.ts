import type { Client, RequestOptions } from '@threads-sdk/core-http/fetch';
import { listMentions, listReplies, listThreads, listUserReplies } from '@threads-sdk/endpoints';
import { isThreadsError } from '@threads-sdk/errors';
import { timeOf } from '@threads-sdk/internal';
import { minPostUnixSeconds } from './generated/limits.ts';
import { type InboxMessage, messageOf, postFields } from './message.ts';

/** What is looked for. Times are in epoch milliseconds. */
export interface Search {
  readonly kinds: readonly InboxMessage['kind'][];
  /** From when on messages count. */
  readonly from: number;
  /** From when on the user's posts are looked at. */
  readonly postsFrom: number;
  /** The user, whose own posts are no messages. */
  readonly username: string;
}

/** Threads lists nothing older. */
const beginning = minPostUnixSeconds * 1000;

const limit = 100;

/** Asks Threads for the replies to the user and the posts that mention them, oldest first, each post once. */
export async function findMessages(
  client: Client,
  { kinds, from, postsFrom, username }: Search,
  request: RequestOptions,
): Promise<readonly InboxMessage[]> {
  const found = new Map<string, InboxMessage>();
  const keep = (message: InboxMessage): void => {
    const { id } = message.post;
    if (message.post.username !== username && !found.has(id)) found.set(id, message);
  };
  if (kinds.includes('reply')) {
    const since = new Date(Math.max(postsFrom, beginning));
    for (const list of [listThreads, listUserReplies])
      for await (const own of list(client, { since, limit, fields: ['has_replies'] }, request))
        if (own.has_replies !== false)
          for (const reply of await repliesTo(client, own.id, from, request)) keep(reply);
  }
  if (kinds.includes('mention')) {
    const since = new Date(Math.max(from, beginning));
    for await (const post of listMentions(client, { since, limit, fields: postFields }, request))
      keep(messageOf('mention', 'poll', post));
  }
  // The newest come first. Those of one second keep their order.
  const timed = [...found.values()].reverse().map((message) => ({ message, time: timeOf(message.post) }));
  return timed.sort((a, b) => (a.time || 0) - (b.time || 0)).map(({ message }) => message);
}

/** The replies of others to a post, from a time on. What does not say its time counts. */
async function repliesTo(
  client: Client,
  media_id: string,
  from: number,
  request: RequestOptions,
): Promise<readonly InboxMessage[]> {
  const fields = [...postFields, 'is_reply_owned_by_me'] as const;
  const found: InboxMessage[] = [];
  try {
    for await (const { data } of listReplies(client, { media_id, limit, fields }, request).pages()) {
      const recent = data.filter((reply) => !(timeOf(reply) < from));
      const others = recent.filter((reply) => reply.is_reply_owned_by_me !== true);
      found.push(...others.map((reply) => messageOf('reply', 'poll', reply)));
      // The newest come first, so what follows is older still.
      if (data.length > 0 && recent.length === 0) break;
    }
  } catch (error) {
    // Deleted since it was listed, and its replies with it.
    if (!isThreadsError(error) || error.code !== 'OBJECT_NOT_FOUND') throw error;
  }
  return found;
}
