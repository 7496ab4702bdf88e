import { type Client, getUserId, type RequestOptions } from '@threads-sdk/core-http/fetch';
import { getThread, getUser } from '@threads-sdk/endpoints';
import { AbortError, isThreadsError } from '@threads-sdk/errors';
import {
  boundedList,
  callable,
  callOptions,
  checkInput,
  custom,
  inputObject,
  issuesOf,
  keyvSchema,
  notify,
  oneOf,
  refuse,
  shape,
  whole,
} from '@threads-sdk/internal';
import type { EventStore, MentionEvent, ReplyEvent, WebhookEvent } from '@threads-sdk/webhooks';
import { findMessages } from './find-messages.ts';
import { type InboxMessage, messageOf } from './message.ts';
import { type InboxPositions, memoryPositions, positionsIn } from './position.ts';

/**
 * The options of {@link createInbox}.
 *
 * @category Receive messages
 */
export interface InboxOptions {
  /**
   * The client of the user whose inbox it is. Replies need the permission `threads_read_replies`, mentions
   * `threads_manage_mentions`.
   */
  readonly client: Client;

  /**
   * Remembers which messages were handled: `createMemoryEventStore`, `createKeyvEventStore` or one of your own, of
   * `@threads-sdk/webhooks`. Inboxes of several users may share one, and several processes one that is outside of them. It has to
   * remember for more than a day, and from one poll to the next: what a poll found stands with the position, the newest 3,000.
   */
  readonly store: EventStore;

  /** Does the app's work with a message. If it throws, the message counts as not handled, and comes again. */
  readonly handleMessage: (message: InboxMessage) => unknown;

  /**
   * Hears why a message that was polled could not be handled: what `handleMessage` or the store threw. It changes nothing: what
   * it throws itself is printed.
   */
  readonly onError: (error: unknown, message: InboxMessage) => unknown;

  /**
   * Where it keeps how far it has read, so that a restart goes on there. An inbox with other `kinds` begins anew. Default: as long
   * as the process lives.
   */
  readonly positions?: InboxPositions;

  /** What it takes. Leave out what the token has no permission for. Default: both. */
  readonly kinds?: readonly InboxMessage['kind'][];

  /**
   * For how many days after a post of the user its replies are polled, 1 to 365. Default 7. A reply to an older post is found
   * by a webhook alone. Each of these posts that has replies costs a call with each poll.
   */
  readonly days?: number;
}

/**
 * What a poll did.
 *
 * @example
 * ```ts
 * import type { InboxPoll } from '@threads-sdk/inbox';
 *
 * export const describePoll = ({ found, handled, failed }: InboxPoll): string =>
 *   `${handled} new of ${found}${failed > 0 ? `, ${failed} failed and come again` : ''}`;
 * ```
 *
 * @category Receive messages
 */
export interface InboxPoll {
  /** How many messages there are since a day before the last poll. */
  readonly found: number;

  /** How many of them were handled now; the others had been before. */
  readonly handled: number;

  /** How many could not be handled. The next poll hands them over again, and `onError` has heard why. */
  readonly failed: number;
}

/**
 * An inbox.
 *
 * @category Receive messages
 */
export interface Inbox {
  /**
   * Asks Threads for what came since the last poll and hands over what is new, the oldest first. The first one takes the last
   * 24 hours. While one runs, another call waits for the same.
   *
   * It costs a call for the user's posts, one for their replies and one for the mentions, 100 with a call, and one for each post
   * of the last `days` that has replies. Rejects as the functions of `@threads-sdk/endpoints` do, with `CredentialsError`
   * `STORE_FAILED` where `positions` fails, and with `AbortError`; then the next one begins where this one began.
   *
   * @param options `signal` to stop; `timeout` in milliseconds for one exchange; `context` for the client's hooks
   */
  readonly poll: (options?: Pick<RequestOptions, 'signal' | 'timeout' | 'context'>) => Promise<InboxPoll>;

  /**
   * Takes an event of a webhook: call it from `handleEvent` of `handleWebhook`. Events that are no reply or mention of this user
   * are left alone. Rejects with what `handleMessage` threw, so that Meta sends the event again.
   *
   * @param event what `handleWebhook` or `parseDelivery` gave
   */
  readonly take: (event: WebhookEvent) => Promise<void>;
}

/** Far enough for clocks that differ and lists that are late. */
const overlap = 24 * 3600 * 1000;

const day = 24 * 3600 * 1000;

/**
 * Makes one inbox of what webhooks tell and what polling finds: replies to the user's posts and replies, and posts that mention
 * them. It works without webhooks, for accounts or apps that get none, and with both: what a webhook brings is there at once, and
 * what is lost on its way is found by the next poll.
 *
 * A message is handed over until `handleMessage` has succeeded once: then the store remembers it. So each comes at least once,
 * and once only as far as the store can tell: after a crash between the work and the memory of it, and from two processes at
 * the same moment with a store that cannot claim a key, it may come twice. What the user wrote is left out, so that nobody
 * answers themselves.
 *
 * @param options `client`, `store`, `handleMessage`, `onError`; perhaps `positions`, `kinds`, `days`
 * @returns the inbox: `poll` asks Threads, `take` takes an event of a webhook. Nothing happens until one of them is called
 * @throws {InvalidInputError} if the options are not usable, naming every fault
 *
 * @example
 * ```ts
 * import type { Client } from '@threads-sdk/core-http';
 * import { createInbox, type Inbox } from '@threads-sdk/inbox';
 * import { createMemoryEventStore } from '@threads-sdk/webhooks';
 *
 * export function inboxOf(client: Client): Inbox {
 *   return createInbox({
 *     client,
 *     store: createMemoryEventStore(), // made once; createKeyvEventStore outlives the process
 *     handleMessage: ({ kind, post }) => console.log(`${kind} of @${post.username}: ${post.text}`),
 *     onError: console.error,
 *   });
 * }
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/retrieve-and-manage-replies
 * @category Receive messages
 */
export function createInbox(options: InboxOptions): Inbox {
  checkInput('createInbox', optionsSchema(), options);
  const { client, store, handleMessage, onError, kinds = ['reply', 'mention'], days = 7 } = options;
  const position = positionsIn(options.positions ?? memoryPositions(), kinds);
  let running: Promise<InboxPoll> | undefined;
  let known: Promise<string> | undefined;

  /** Asked for once: who the user is is needed to leave out what they wrote. */
  const ownName = (request: RequestOptions = {}): Promise<string> => {
    known ??= getUser(client, { fields: ['username'] }, request).then(
      ({ username = '' }) => username,
      (error: unknown) => {
        known = undefined;
        throw error;
      },
    );
    return known;
  };

  /** @returns whether it was handled now */
  const handleOnce = async (userId: string, message: InboxMessage): Promise<boolean> => {
    let isNew = false;
    await store.once(await keyOf(userId, message.post.id), async () => {
      await handleMessage(message);
      isNew = true;
    });
    return isNew;
  };

  const poll = async (request: RequestOptions): Promise<InboxPoll> => {
    const userId = await getUserId(client);
    const startedAt = client.clock.now();
    const last = await position.read(userId);
    // What the first poll cannot handle has to be in reach of the next one, whenever that is.
    if (last === undefined) await position.write(userId, startedAt);
    const { until, handled: before } = last ?? { until: startedAt, handled: new Set<string>() };
    // A clock that was ahead must not hide what came in between.
    const from = Math.min(until, startedAt) - overlap;
    const username = await ownName(request);
    const messages = await findMessages(
      client,
      { kinds, from, postsFrom: from - days * day, username },
      request,
    );
    const done: string[] = [];
    let handled = 0;
    let failed = 0;
    for (const message of messages) {
      if (request.signal?.aborted) throw aborted(request.signal, handled);
      const { id } = message.post;
      try {
        if (!before.has(id) && (await handleOnce(userId, message))) handled += 1;
        done.push(id);
      } catch (error) {
        failed += 1;
        await notify('onError', () => onError(error, message), {});
      }
    }
    await position.write(userId, failed === 0 ? startedAt : until, done);
    return Object.freeze({ found: messages.length, handled, failed });
  };

  return Object.freeze({
    poll: async (request: Parameters<Inbox['poll']>[0] = {}) => {
      refuse('poll', issuesOf(callOptions(), request, 'options'));
      running ??= poll(request).finally(() => {
        running = undefined;
      });
      return running;
    },
    take: async (event: WebhookEvent) => {
      if ((event.type !== 'reply' && event.type !== 'mention') || !kinds.includes(event.type)) return;
      const userId = await getUserId(client);
      if (!(await isFor(client, userId, event)) || event.value.username === (await ownName())) return;
      await handleOnce(userId, messageOf(event.type, 'webhook', event.value));
    },
  });
}

/** Whether an event is about the user: an app is told of all of its users at one address. */
async function isFor(client: Client, userId: string, event: ReplyEvent | MentionEvent): Promise<boolean> {
  const { target_id } = event.delivery;
  if (event.type === 'mention') return target_id === undefined || target_id === userId;
  const { replied_to, root_post } = event.value;
  const parent = replied_to?.id ?? target_id;
  if (parent === undefined) return true;
  if (parent === root_post?.id && root_post.owner_id === userId) return true;
  // Of a reply to a reply the event does not say whose that one is.
  try {
    const fields = ['owner', 'is_reply_owned_by_me'] as const;
    const { owner, is_reply_owned_by_me: isOwn } = await getThread(client, { media_id: parent, fields });
    return isOwn === true || owner?.id === userId;
  } catch (error) {
    if (isThreadsError(error) && error.code === 'OBJECT_NOT_FOUND') return false;
    throw error;
  }
}

/** Names a message in the store: a user hears of a post once, however it came. */
async function keyOf(userId: string, postId: string): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(['inbox', userId, postId]));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function aborted(signal: AbortSignal, handled: number): AbortError {
  return new AbortError('ABORTED', `poll: the signal was aborted after ${handled} messages were handled.`, {
    call: 'poll',
    remedy: 'Poll again: what was handled is remembered, and the rest comes.',
    retryable: 'now',
    carriedOut: handled > 0 ? 'maybe' : 'unsent',
    cause: signal.reason,
  });
}

function optionsSchema(): ReturnType<typeof inputObject> {
  return inputObject(
    {
      client: custom(
        (value) => typeof Object(Object(value).clock).now === 'function',
        'must be made by createClient',
      ),
      store: shape({ once: callable() }, ['once']),
      handleMessage: callable(),
      onError: callable(),
      positions: keyvSchema(),
      kinds: boundedList(oneOf(['reply', 'mention']), 1),
      days: whole(1, 365),
    },
    ['client', 'store', 'handleMessage', 'onError'],
  );
}
