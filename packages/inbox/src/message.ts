import type { Thread } from '@threads-sdk/endpoints';
import type { MentionValue, ReplyValue } from '@threads-sdk/webhooks';

/**
 * A reply to the user, or a post that mentions them.
 *
 * @example
 * ```ts
 * import type { InboxMessage } from '@threads-sdk/inbox';
 *
 * export function describeMessage({ kind, post }: InboxMessage): string {
 *   return `${kind} of @${post.username ?? 'somebody'}: ${post.text ?? post.permalink ?? post.id}`;
 * }
 * ```
 *
 * @category Receive messages
 */
export interface InboxMessage {
  /** As what it was found first: a reply that mentions the user is one message, not two. */
  readonly kind: 'reply' | 'mention';

  /** How it came. */
  readonly from: 'webhook' | 'poll';

  /** What was written, by Meta's names. */
  readonly post: InboxPost;
}

/**
 * What webhooks and lists both tell of a post. Everything but the id may be absent.
 *
 * @category Receive messages
 */
export interface InboxPost {
  /** The post's id: for replies to it, and to hide it. */
  readonly id: string;

  /** The author, without `@`. */
  readonly username?: string;

  /** The text. Absent from media without a caption. */
  readonly text?: string;

  /** When it was published, such as `2026-03-01T12:00:00+0000`. */
  readonly timestamp?: string;

  /** The post's page. */
  readonly permalink?: string;

  /** What it is, such as `TEXT_POST` or `IMAGE`. */
  readonly media_type?: string;

  /** The post that it replies to. */
  readonly replied_to?: { readonly id: string };

  /** The post at the top of the conversation. */
  readonly root_post?: { readonly id: string };
}

/** What a list has to be asked for. */
export const postFields = [
  'username',
  'text',
  'timestamp',
  'permalink',
  'media_type',
  'replied_to',
  'root_post',
] as const;

/** Makes a message of what a list or a webhook says. */
export function messageOf(
  kind: InboxMessage['kind'],
  from: InboxMessage['from'],
  said: Thread | ReplyValue | MentionValue,
): InboxMessage {
  const { id, replied_to, root_post } = said;
  const plain = (['username', 'text', 'timestamp', 'permalink', 'media_type'] as const).flatMap((name) =>
    said[name] === undefined ? [] : [[name, said[name]] as const],
  );
  const post: InboxPost = {
    id,
    ...Object.fromEntries(plain),
    ...(replied_to && { replied_to: Object.freeze({ id: replied_to.id }) }),
    ...(root_post && { root_post: Object.freeze({ id: root_post.id }) }),
  };
  return Object.freeze({ kind, from, post: Object.freeze(post) });
}
