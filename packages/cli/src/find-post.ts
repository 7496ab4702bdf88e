import { listGhostPosts, listProfilePosts, listThreads, listUserReplies } from '@threads-sdk/endpoints';
import { type ApiError, isThreadsError } from '@threads-sdk/errors';
import { CommandError } from './command-error.ts';
import type { Connection } from './connect.ts';
import type { Context } from './context.ts';
import { exitCodes } from './exit-codes.ts';

/** How many posts of a list are looked at: ten requests. */
const limit = 1000;

/** What a person gives for a post. */
type Given = { readonly id: string } | { readonly shortcode: string; readonly username?: string | undefined };

/**
 * Finds the id of a post. The API takes ids alone and turns no address or shortcode into one, so those are looked for in lists: an
 * own post among the own posts, ghost posts and replies, a post of somebody else among those of their public profile.
 *
 * @throws {CommandError} if it is no id, address or shortcode, or no list shows it
 */
export async function findPost(context: Context, connection: Connection, given: string): Promise<string> {
  const read = readGiven(given);
  if ('id' in read) return read.id;
  const { shortcode, username } = read;
  const isOwn = username === undefined || username.toLowerCase() === connection.username.toLowerCase();
  const { id, looked } = isOwn
    ? await lookAmongOwn(context, connection, shortcode)
    : await lookAmongProfile(context, connection, shortcode, username);
  if (id !== undefined) return id;
  throw new CommandError(
    exitCodes.notFound,
    `No post with the shortcode ${shortcode} is among ${looked.join(', ')}.`,
    'The API takes ids alone, and cannot look up an address. Give the id: `threads list`, `replies`, `conversation`, `mentions` and `search` show it.',
  );
}

function readGiven(given: string): Given {
  const read = parseGiven(given);
  if (read !== undefined) return read;
  throw new CommandError(
    exitCodes.usage,
    `${given.slice(0, 200)} is no id, address or shortcode of a post.`,
    'Give an id of digits, as lists show it, or an address such as https://www.threads.com/@you/post/DRHI1xwkg9u.',
  );
}

/** Whether something can be the id, the address or the shortcode of a post; whether there is such a post, only Threads can tell. */
export function canBePost(given: string): boolean {
  return parseGiven(given) !== undefined;
}

function parseGiven(given: string): Given | undefined {
  if (/^\d+$/.test(given)) return { id: given };
  const [, username, shortcode] =
    /^(?:https?:\/\/)?(?:www\.)?threads\.(?:com|net)\/(?:@([^/]+)\/post|t)\/([\w-]+)/.exec(given) ?? [];
  if (shortcode !== undefined) return { shortcode, username };
  return /^[\w-]{5,}$/.test(given) ? { shortcode: given } : undefined;
}

interface Search {
  readonly id?: string | undefined;
  /** Where it was looked for, in words. */
  readonly looked: readonly string[];
}

async function lookAmongOwn({ signal }: Context, { client }: Connection, shortcode: string): Promise<Search> {
  const looked: string[] = [];
  const what = { limit: 100, fields: ['id', 'shortcode'] } as const;
  const lists = [
    ['your posts', () => listThreads(client, what, { signal })],
    ['your replies', () => listUserReplies(client, what, { signal })],
    ['your ghost posts', () => listGhostPosts(client, what, { signal })],
  ] as const;
  for (const [name, list] of lists) {
    try {
      const { id, seen } = await look(list(), shortcode);
      if (id !== undefined) return { id, looked };
      looked.push(`${name} (the newest ${seen})`);
    } catch (error) {
      if (!isPermissionMissing(error)) throw error;
      looked.push(`${name} (not read: the login lacks ${error.scopes.join(' or ')})`);
    }
  }
  return { looked };
}

async function lookAmongProfile(
  { signal }: Context,
  { client }: Connection,
  shortcode: string,
  username: string,
): Promise<Search> {
  const list = listProfilePosts(client, { username, limit: 100, fields: ['id', 'shortcode'] }, { signal });
  const { id, seen } = await look(list, shortcode);
  return { id, looked: [`the posts of @${username} that the API shows (the newest ${seen})`] };
}

async function look(
  posts: AsyncIterable<{ readonly id: string; readonly shortcode?: string }>,
  shortcode: string,
): Promise<{ readonly id?: string; readonly seen: number }> {
  let seen = 0;
  for await (const post of posts) {
    if (post.shortcode === shortcode) return { id: post.id, seen };
    seen += 1;
    if (seen === limit) break;
  }
  return { seen };
}

function isPermissionMissing(error: unknown): error is ApiError {
  return isThreadsError(error) && error.code === 'PERMISSION_MISSING';
}
