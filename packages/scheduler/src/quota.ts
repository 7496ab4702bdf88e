import type { Client } from '@threads-sdk/core-http/fetch';
import { isThreadsError } from '@threads-sdk/errors';
import { type PostingLimit, whenCanIPost } from '@threads-sdk/publish';
import { schema } from './database/tables.ts';
import type { Outcome } from './outcome.ts';
import type { PostRow } from './rows.ts';
import type { Insides } from './scheduler.ts';
import { measureRoom } from './telemetry.ts';

/** How many more posts, or replies, Meta allowed an account when it was asked, less those that were begun since. */
interface Room {
  readonly left: number;
  /** When it was asked, in epoch milliseconds. */
  readonly asked: number;
}

/** What is remembered of an account: replies count apart from posts. */
export type Rooms = Partial<Readonly<Record<'posts' | 'replies', Room>>>;

/** Milliseconds after which it is asked again, since others may post for the account as well. */
const maxAge = 3_600_000;

/** Milliseconds after which it is asked again at the limit, where it is not sure when the window moves. */
const unsureWait = 900_000;

/**
 * @internal
 * Asks whether an account may post one more, before a container is made: one that waits for the window could expire. Of a
 * chain only its first post is asked for.
 *
 * @returns the pause of the account, if it is at its limit
 */
export async function checkRoom(
  { clock, database }: Insides,
  client: Client,
  { account, content, state }: PostRow,
  known: Rooms | null,
): Promise<Outcome | undefined> {
  const now = clock.now();
  const first = 'chain' in content ? content.chain[0] : content.post;
  const kind = first?.replyTo === undefined ? 'posts' : 'replies';
  const keep = async (room: Room): Promise<void> => {
    const rooms: Rooms = { ...known, [kind]: room };
    await database.run(`UPDATE ${schema}.accounts SET room = $2 WHERE account = $1`, [
      account,
      JSON.stringify(rooms),
    ]);
  };
  const remembered = known?.[kind];
  if (remembered !== undefined && remembered.left > 0 && now - remembered.asked < maxAge) {
    await keep({ ...remembered, left: remembered.left - 1 });
    return undefined;
  }
  const limit = await ask(client, kind);
  if (limit === undefined) return undefined;
  const { at, basis, total, used } = limit;
  const begun = await countBegun(database, account);
  // One that is begun itself is among them.
  const left = total - used - (state === 'scheduled' ? begun : begun - 1);
  measureRoom(Math.max(0, left));
  if (left > 0) {
    await keep({ left: left - 1, asked: now });
    return undefined;
  }
  const until = new Date(basis === 'derived' ? at : Math.min(at > now ? at : Infinity, now + unsureWait));
  return {
    result: 'paused',
    pause: { reason: 'quota', until },
    isForAll: false,
    ids: [],
    fault: {
      code: 'QUOTA_USED_UP',
      message: `The account has used ${used} of the ${total} ${kind} that Meta allows it, with those that are begun.`,
      remedy: 'Nothing is to be done: it goes on when the window has moved.',
      carriedOut: 'unsent',
    },
  };
}

/** Nothing where Threads does not say it: then it does when the post is published. A token that is dead stops all. */
async function ask(client: Client, kind: 'posts' | 'replies'): Promise<PostingLimit | undefined> {
  try {
    return await whenCanIPost(client, { asReply: kind === 'replies' });
  } catch (error) {
    const passes =
      isThreadsError(error) &&
      (error.name === 'TransportError' ||
        error.code === 'PERMISSION_MISSING' ||
        error.code === 'SERVER_FAILED');
    if (passes) return undefined;
    throw error;
  }
}

/** How many posts of an account are begun and not live: they will count. */
async function countBegun({ run }: Insides['database'], account: string): Promise<number> {
  const [row] = await run<{ begun: number }>(
    `SELECT count(*)::integer AS begun FROM ${schema}.posts
      WHERE account = $1 AND (state = 'publishing') = true AND next IS NOT NULL`,
    [account],
  );
  return row?.begun ?? 0;
}
