import { toBytes } from './hmac.ts';
import type { WebhookEvent } from './webhook-event.ts';

/**
 * Names an event, the same whenever it comes. A post is published, deleted and replied with once, and mentions a user
 * once; of what is not known, only the same in every letter is taken for the same.
 */
export async function eventKey(event: WebhookEvent): Promise<string> {
  const { app_id, target_id } = event.delivery;
  const identity = event.type === 'unknown' ? event : [app_id, event.type, target_id, event.value.id];
  const hash = await crypto.subtle.digest('SHA-256', toBytes(JSON.stringify(identity)));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
