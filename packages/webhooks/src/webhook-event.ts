import type { DeleteValue, Delivery, MentionValue, PublishValue, ReplyValue } from './event-values.ts';

interface Event<Type extends string, Field extends string, Value> {
  /** What happened; narrows in a `switch`. */
  readonly type: Type;

  /** Meta's name of the webhook field. */
  readonly field: Field;

  /** What Meta says about it. */
  readonly value: Value;

  /** The delivery that it came with. */
  readonly delivery: Delivery;
}

/**
 * Somebody replied to a post of the user; or the user themselves did, see `ignoreOwnReplies` of `handleWebhook`.
 *
 * @see https://developers.facebook.com/documentation/threads/webhooks
 * @category Events
 */
export interface ReplyEvent extends Event<'reply', 'replies', ReplyValue> {}

/**
 * Somebody mentioned the user.
 *
 * @see https://developers.facebook.com/documentation/threads/webhooks
 * @category Events
 */
export interface MentionEvent extends Event<'mention', 'mentions', MentionValue> {}

/**
 * A post of the user was deleted.
 *
 * @see https://developers.facebook.com/documentation/threads/webhooks
 * @category Events
 */
export interface DeleteEvent extends Event<'delete', 'delete', DeleteValue> {}

/**
 * The user published a post or a reply, with your app or without.
 *
 * @see https://developers.facebook.com/documentation/threads/webhooks
 * @category Events
 */
export interface PublishEvent extends Event<'publish', 'publish', PublishValue> {}

/**
 * Something that this package does not know: a field that Meta added, or one without the id of what it is about. It
 * holds everything that came. Where not even a field is named, `field` is empty and `value` is all there was.
 *
 * @category Events
 */
export interface UnknownEvent extends Omit<Event<'unknown', string, unknown>, 'delivery'> {
  /** The delivery that it came with. */
  readonly delivery: Readonly<Record<string, unknown>>;
}

/**
 * What Meta reports: plain frozen data, which can go into a queue as JSON. A `switch` over `type` narrows it.
 *
 * @example
 * ```ts
 * import type { WebhookEvent } from '@threads-sdk/webhooks';
 *
 * export function describe(event: WebhookEvent): string {
 *   switch (event.type) {
 *     case 'reply':
 *     case 'mention':
 *       return `${event.value.username}: ${event.value.text ?? ''}`;
 *     case 'publish':
 *       return `published ${event.value.permalink}`;
 *     case 'delete':
 *       return `deleted ${event.value.id}`;
 *     case 'unknown':
 *       return `${event.field}: ${JSON.stringify(event.value)}`;
 *   }
 * }
 * ```
 *
 * @category Events
 */
export type WebhookEvent = ReplyEvent | MentionEvent | DeleteEvent | PublishEvent | UnknownEvent;
