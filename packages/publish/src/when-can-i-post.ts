import type { Client, RequestOptions } from '@threads-sdk/core-http/fetch';
import {
  getPublishingLimit,
  listThreads,
  listUserReplies,
  type PublishingLimit,
} from '@threads-sdk/endpoints';
import { TransportError } from '@threads-sdk/errors';
import { abortSignal, custom, flag, inputObject, issuesOf, refuse, timeOf } from '@threads-sdk/internal';
import { requestOptions, type WaitOptions } from './options.ts';

/**
 * Options of `whenCanIPost`.
 *
 * @example
 * ```ts
 * import type { PostingOptions } from '@threads-sdk/publish';
 *
 * const options: PostingOptions = { asReply: true, signal: AbortSignal.timeout(30_000) };
 * ```
 *
 * @category Publish
 */
export interface PostingOptions extends Pick<WaitOptions, 'signal' | 'context'> {
  /** Asks for replies, which count apart from posts. Default `false`. */
  readonly asReply?: boolean;
}

/**
 * What `whenCanIPost` found out.
 *
 * @example
 * ```ts
 * import type { PostingLimit } from '@threads-sdk/publish';
 *
 * export function describeLimit({ used, total, at, basis }: PostingLimit): string {
 *   const left = `${used} of ${total} are used`;
 *   return basis === 'told' ? left : `${left}; on at ${new Date(at).toISOString()}, which is ${basis}`;
 * }
 * ```
 *
 * @category Publish
 */
export interface PostingLimit {
  /** How many posts, or replies, count at this moment: those of the last `duration`. Meta says it. */
  readonly used: number;

  /** How many are allowed within `duration`. Meta says it. */
  readonly total: number;

  /** For how many milliseconds each counts. Meta says it. */
  readonly duration: number;

  /**
   * From when on there is room for one, in epoch milliseconds, if nobody posts before: now, or a time ahead. Meta does not
   * tell the latter; `basis` says where it comes from. It is by the clock of Threads.
   */
  readonly at: number;

  /**
   * How sure `at` is:
   *
   * - `told`: Meta says that there is room now
   * - `derived`: the list of the user's posts shows as many of the last `duration` as Meta counts, so it is the time at
   *   which enough of them have left. Threads tells whole seconds: it is late by less than one
   * - `guessed`: the list shows fewer or more. It is not known whether deleted posts, reposts and what was written in the app
   *   count. It is the best guess from what the list shows; where that explains nothing, `duration` from now, when nothing
   *   that counts now does any more. There may be room before, or not yet: ask again
   */
  readonly basis: 'told' | 'derived' | 'guessed';
}

/**
 * Asks how many posts the user's quota has left, and from when on there is room for another. It keeps no place: whoever posts
 * in between takes it, and everything counts that goes out before in other processes.
 *
 * Below the limit it is one request. At the limit, the user's own posts of the window are read too, up to 100 with a request:
 * the window moves, so there is room once the oldest that count have left it.
 *
 * @param client the client of the user who posts; needs the permissions `threads_basic` and `threads_content_publish`, for
 *   replies `threads_manage_replies` too and, at the limit, `threads_read_replies`
 * @param options `asReply`: whether to ask for replies (default `false`: for posts); signal and context
 * @returns how many are used, how many are allowed for which time, from when on there is room, and how sure that is
 * @throws {InvalidInputError} if the options are not usable; it names every fault, and nothing was sent
 * @throws {ApiError} as `getPublishingLimit`, `listThreads` and `listUserReplies` do
 * @throws {TransportError} as these do; with code `RESPONSE_INVALID`, too, if Threads does not say how many are used or allowed
 * @throws {AbortError} if the signal was aborted
 * @throws {CredentialsError} with code `CREDENTIALS_EXPIRED` if the access token has expired; nothing was sent
 *
 * @example
 * ```ts
 * import type { Client } from '@threads-sdk/core-http';
 * import { type Post, publish, whenCanIPost } from '@threads-sdk/publish';
 *
 * export async function publishOrPutOff(client: Client, post: Post): Promise<Date | undefined> {
 *   const { at, basis } = await whenCanIPost(client, { asReply: post.replyTo !== undefined });
 *   if (basis !== 'told') return new Date(at);
 *   await publish(client, post);
 *   return undefined;
 * }
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/reference/user
 * @category Publish
 */
export async function whenCanIPost(client: Client, options: PostingOptions = {}): Promise<PostingLimit> {
  refuse('whenCanIPost', issuesOf(optionsSchema(), options, 'options'));
  const { asReply = false } = options;
  const request = requestOptions(options);
  const quota = await readQuota(client, asReply, request);
  const now = client.clock.now();
  const { used, total, duration } = quota;
  if (used < total) return Object.freeze({ ...quota, at: now, basis: 'told' });

  const listed = await readWindow(client, asReply, { now, duration }, request);
  // Whether a repost counts is not known: the number of the others may tell.
  const counted = [listed, listed.filter(({ isRepost }) => !isRepost)].find(({ length }) => length === used);
  const leaving = (counted ?? listed).map(({ leavesAt }) => leavesAt).toSorted((a, b) => a - b);
  // If all that is listed counts, room is made by the oldest that are too many. If more is listed than counts, the oldest may
  // be what does not.
  const at = leaving[Math.max(used, leaving.length) - total] ?? now + duration;
  return Object.freeze({ ...quota, at, basis: counted ? 'derived' : 'guessed' });
}

// A function, so that importing the package builds nothing.
function optionsSchema(): ReturnType<typeof inputObject> {
  return inputObject({
    asReply: flag,
    signal: abortSignal(),
    context: custom(() => true), // of the caller
  });
}

type Quota = Pick<PostingLimit, 'used' | 'total' | 'duration'>;

async function readQuota(client: Client, asReply: boolean, request: RequestOptions): Promise<Quota> {
  const { data } = asReply
    ? await getPublishingLimit(client, { fields: ['reply_quota_usage', 'reply_config'] }, request)
    : await getPublishingLimit(client, { fields: ['quota_usage', 'config'] }, request);
  const { quota_usage, config, reply_quota_usage, reply_config }: PublishingLimit = data[0] ?? {};
  const used = asReply ? reply_quota_usage : quota_usage;
  const { quota_total: total, quota_duration: seconds } = (asReply ? reply_config : config) ?? {};
  if (used !== undefined && total !== undefined && seconds !== undefined)
    return { used, total, duration: seconds * 1000 };
  const reason = 'the answer does not say how many are used and allowed';
  throw new TransportError('RESPONSE_INVALID', `getPublishingLimit: ${reason}.`, {
    operation: 'getPublishingLimit',
    method: 'GET',
    path: '/{user_id}/threads_publishing_limit',
    attempts: 1,
    reason,
    remedy: 'Look for a proxy or a newer SDK.',
    retryable: 'later',
    carriedOut: 'no',
  });
}

/** A post of the list that may count. */
interface Listed {
  /** From when on it certainly does not count, in epoch milliseconds. */
  readonly leavesAt: number;
  readonly isRepost: boolean;
}

/** The posts of the list that have not certainly left the window. */
async function readWindow(
  client: Client,
  asReply: boolean,
  { now, duration }: { readonly now: number; readonly duration: number },
  request: RequestOptions,
): Promise<readonly Listed[]> {
  const list = asReply ? listUserReplies : listThreads;
  const listed: Listed[] = [];
  const pages = list(client, { limit: 100, fields: ['timestamp', 'media_type'] }, request).pages();
  for await (const { data } of pages) {
    const page = data.map((post) => ({
      // Threads tells the second in which it went out, and it may have been its last millisecond.
      leavesAt: timeOf(post) + 999 + duration,
      isRepost: post.media_type === 'REPOST_FACADE',
    }));
    listed.push(...page.filter(({ leavesAt }) => leavesAt > now));
    // The newest come first. That is an assumption, so a page that was read is looked at as a whole.
    if (page.some(({ leavesAt }) => leavesAt <= now)) break;
  }
  return listed;
}
