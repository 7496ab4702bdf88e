import { refuse } from '@threads-sdk/internal';
import {
  type Change,
  deleteSchema,
  deliverySchema,
  envelopeSchema,
  mentionSchema,
  publishSchema,
  replySchema,
} from './event-schemas.ts';
import { bodyFault, isBody } from './input-schemas.ts';
import { isOf, parsePayload } from './parse-payload.ts';
import { payloadInvalid } from './refusals.ts';
import type { WebhookEvent } from './webhook-event.ts';

/**
 * Reads the events of a delivery. Verify its signature first.
 *
 * `values` may be a list, as it comes over the wire, or an object, as Meta documents it. Ids are texts with all digits.
 * Members that Meta did not document are kept; what is null is left out. An event of a field that is not known, or that
 * does not look as documented, has the type `unknown`.
 *
 * @param body the JSON as it came: bytes in UTF-8, or text
 * @returns the events in the order of the delivery; frozen
 * @throws {WebhookError} with code `PAYLOAD_INVALID` if it is not JSON, or has no `values` with a `field`
 * @throws {InvalidInputError} if the body is neither bytes nor text
 *
 * @example
 * ```ts
 * import { parseDelivery } from '@threads-sdk/webhooks';
 *
 * const body = '{"app_id":"1","topic":"interaction","values":[{"value":{"id":"42","username":"mika"},"field":"publish"}]}';
 * for (const event of parseDelivery(body)) {
 *   if (event.type === 'publish') console.log(event.value.username, event.value.id); // mika 42
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/webhooks
 * @category Single steps
 */
export function parseDelivery(body: Uint8Array | string): readonly WebhookEvent[] {
  refuse('parseDelivery', isBody(body) ? [] : [{ path: 'body', message: bodyFault }]);
  // Meta's platform may put several into one request; whether it does so for Threads is not documented.
  const events = [parsePayload(body)].flat().flatMap((envelope) => {
    if (!isOf(envelopeSchema, envelope))
      throw payloadInvalid('The delivery is not JSON with values that have a field.');
    const { values, ...delivery } = envelope;
    Object.freeze(delivery);
    return [values].flat().map((change) => readEvent(change, delivery));
  });
  return Object.freeze(events);
}

function readEvent(change: Change, delivery: Readonly<Record<string, unknown>>): WebhookEvent {
  return Object.freeze({ ...change, ...recognise(change, delivery) });
}

function recognise({ field, value }: Change, delivery: Readonly<Record<string, unknown>>): WebhookEvent {
  if (isOf(deliverySchema, delivery)) {
    if (field === 'replies' && isOf(replySchema, value)) return { type: 'reply', field, value, delivery };
    if (field === 'mentions' && isOf(mentionSchema, value))
      return { type: 'mention', field, value, delivery };
    if (field === 'delete' && isOf(deleteSchema, value)) return { type: 'delete', field, value, delivery };
    if (field === 'publish' && isOf(publishSchema, value)) return { type: 'publish', field, value, delivery };
  }
  return { type: 'unknown', field, value, delivery };
}
