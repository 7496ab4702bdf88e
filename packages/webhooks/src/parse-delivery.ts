import { isObject, refuse } from '@threads-sdk/internal';
import type * as v from 'valibot';
import { deleteSchema, deliverySchema, mentionSchema, publishSchema, replySchema } from './event-schemas.ts';
import { bodyFault, isBody } from './input-schemas.ts';
import { parsePayload, readAs } from './parse-payload.ts';
import { payloadInvalid } from './refusals.ts';
import type { WebhookEvent } from './webhook-event.ts';

/**
 * Reads the events of a delivery. Verify its signature first.
 *
 * `values` may be a list, as it comes over the wire, or an object, as Meta documents it. Ids are texts with all digits.
 * Members that Meta did not document are kept; what is null, or of another type than documented, is left out. An event of a field
 * that is not known, or without the id of what it is about, has the type `unknown` and everything that came.
 *
 * @param body the JSON as it came: bytes in UTF-8, or text
 * @returns the events in the order of the delivery; frozen
 * @throws {WebhookError} with code `PAYLOAD_INVALID` if it is not JSON, or has no `values`
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
 * @see https://developers.facebook.com/documentation/threads/webhooks
 * @category Single steps
 */
export function parseDelivery(body: Uint8Array | string): readonly WebhookEvent[] {
  refuse('parseDelivery', isBody(body) ? [] : [{ path: 'body', message: bodyFault }]);
  // Meta's platform may put several into one request; whether it does so for Threads is not documented.
  const envelopes: readonly unknown[] = [parsePayload(body)].flat();
  const hasValues = (envelope: unknown): boolean => isObject(envelope) && 'values' in envelope;
  if (envelopes.length > 0 && !envelopes.some(hasValues))
    throw payloadInvalid('The delivery is not JSON with values.');
  const events = envelopes.flatMap((envelope) => {
    // One that is odd must not keep the others back.
    const { values, ...delivery }: Readonly<Record<string, unknown>> = hasValues(envelope)
      ? Object(envelope)
      : { values: envelope };
    Object.freeze(delivery);
    return [values].flat().map((change) => Object.freeze(readEvent(change, delivery)));
  });
  return Object.freeze(events);
}

function readEvent(change: unknown, delivery: Readonly<Record<string, unknown>>): WebhookEvent {
  const { field, value }: Readonly<Record<string, unknown>> = isObject(change) ? change : {};
  if (typeof field !== 'string') return { type: 'unknown', field: '', value: change, delivery };
  const [type, schema] = kinds().get(field) ?? [];
  const known = schema && readAs(schema, value);
  if (!known) return { ...Object(change), type: 'unknown', field, value, delivery };
  return { ...Object(change), type, field, value: known, delivery: readAs(deliverySchema, delivery) };
}

/** The type and the schema of each field. */
function kinds(): ReadonlyMap<string, readonly [WebhookEvent['type'], v.GenericSchema<unknown, object>]> {
  return new Map([
    ['replies', ['reply', replySchema]],
    ['mentions', ['mention', mentionSchema]],
    ['delete', ['delete', deleteSchema]],
    ['publish', ['publish', publishSchema]],
  ]);
}
