import { assertType, expectTypeOf, it } from 'vitest';
import {
  type DeleteValue,
  handleDataDeletion,
  type MentionValue,
  parseDelivery,
  parseSignedRequest,
  type PublishValue,
  type ReplyValue,
  type WebhookEvent,
  type WebhookOptions,
} from './index.ts';

declare const request: Request;
declare const onError: (error: unknown) => void;

it('narrows an event by its type, and by its field where it is known', () => {
  for (const event of parseDelivery('')) {
    switch (event.type) {
      case 'reply':
        expectTypeOf(event.value).toEqualTypeOf<ReplyValue>();
        expectTypeOf(event.field).toEqualTypeOf<'replies'>();
        expectTypeOf(event.delivery.time).toEqualTypeOf<number | undefined>();
        expectTypeOf(event.value.root_post?.owner_id).toEqualTypeOf<string | undefined>();
        break;
      case 'mention':
        expectTypeOf(event.value).toEqualTypeOf<MentionValue>();
        break;
      case 'delete':
        expectTypeOf(event.value).toEqualTypeOf<DeleteValue>();
        // @ts-expect-error a deletion has no permalink
        assertType<string | undefined>(event.value.permalink);
        break;
      case 'publish':
        expectTypeOf(event.value).toEqualTypeOf<PublishValue>();
        break;
      case 'unknown':
        expectTypeOf(event.value).toBeUnknown();
        expectTypeOf(event.field).toBeString();
        break;
      default:
        expectTypeOf(event).toBeNever();
    }
  }
});

it('keeps members that are not documented readable, as unknown, and nothing writable', () => {
  const [event] = parseDelivery('');
  if (event?.type === 'reply') {
    expectTypeOf(event.value['mood']).toBeUnknown();
    // @ts-expect-error readonly
    event.value.text = 'other';
  }
});

it('asks for a way to learn of errors', () => {
  const handleEvent = (event: WebhookEvent): unknown => event;
  const options = { appSecret: ['new', 'old'], verifyToken: 'token', handleEvent };
  // @ts-expect-error onError is missing
  assertType<WebhookOptions>(options);
  assertType<WebhookOptions>({ ...options, onError });
});

it('asks for the confirmation of a deletion', () => {
  const options = { appSecret: 'secret', onError };
  // @ts-expect-error no confirmation
  void handleDataDeletion(request, { ...options, deleteUserData: () => {} });
  expectTypeOf(parseSignedRequest('', options)).resolves.toHaveProperty('user_id').toBeString();
});
