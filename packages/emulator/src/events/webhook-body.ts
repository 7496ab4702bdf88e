import type { EventWorld } from './event-state.ts';
import { stringifyJson } from '../graph/json.ts';
import { randomOf } from '../model/random.ts';
import type { WebhookEvent } from './webhook-events.ts';

/**
 * The body that tells the app of an event: the order of its members, bare slashes and escaped non-ASCII characters are
 * those of Meta.
 */
export function webhookBody({ store, clock, events }: EventWorld, event: WebhookEvent): string {
  const value = { value: event.value, field: event.field };
  const json = stringifyJson({
    app_id: store.app.clientId,
    topic: event.topic,
    target_id: event.targetId,
    time: Math.floor(clock.now() / 1000),
    subscription_id: subscriptionId(store.seed, event.userId),
    has_uid_field: false,
    values: events.options.valuesShape === 'array' ? [value] : value,
  });
  return escapeUnicode(json);
}

// Each user has a subscription of their own.
function subscriptionId(seed: number, userId: string): string {
  return String(
    100_000_000_000_000 + Math.floor(randomOf(seed, `${userId}/subscription`) * 900_000_000_000_000),
  );
}

/** JSON text in ASCII alone: every other code unit as `\u` with four lower-case hex digits. */
export function escapeUnicode(json: string): string {
  return json.replaceAll(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
