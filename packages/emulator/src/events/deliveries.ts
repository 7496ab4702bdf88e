import { InvalidInput } from '../input/invalid-input.ts';
import { maskSecrets } from '../log/mask-secrets.ts';
import type { PostRecord } from '../model/records.ts';
import { callApp } from './call-app.ts';
import type { DeliveryAttempt, EventWorld, WebhookDelivery } from './event-state.ts';
import { hubSignature } from './hmac.ts';
import { webhookBody } from './webhook-body.ts';
import { eventsOf, type PostChange } from './webhook-events.ts';

// Enough to see what it is, in characters.
const maxAnswerLength = 1024;

/** Tells the app, if it subscribed, of what happened to a post. The first attempts begin after the caller is done. */
export function announce(world: EventWorld, change: PostChange, post: PostRecord): void {
  const { clock, events } = world;
  const fields = events.subscription?.fields ?? [];
  for (const event of eventsOf(world, change, post)) {
    if (!fields.includes(event.field)) continue;
    const delivery: WebhookDelivery = Object.freeze({
      id: String(events.deliveries.length + 1),
      field: event.field,
      userId: event.userId,
      body: webhookBody(world, event),
      createdAt: clock.now(),
      attempts: Object.freeze([]),
      state: 'pending',
      nextAttemptAt: clock.now(),
      retries: 0,
    });
    events.deliveries.push(delivery);
    enqueue(world, () => attemptWhileDue(world, events.deliveries, delivery.id));
  }
}

/** Sends everything that is due by the clock, and waits until nothing is on its way. */
export async function deliverEvents(world: EventWorld): Promise<void> {
  const { events } = world;
  const { deliveries } = events;
  for (const { id, state } of deliveries)
    if (state === 'pending') enqueue(world, () => attemptWhileDue(world, deliveries, id));
  let sending;
  do {
    sending = events.sending;
    // What arrives may cause more: an app that answers every reply goes on for as long as its quota.
    await sending;
  } while (sending !== events.sending);
}

/**
 * Sends a delivery once more, whatever became of it.
 *
 * @throws {InvalidInput} if there is no such delivery.
 */
export async function redeliver(world: EventWorld, id: string): Promise<WebhookDelivery> {
  const { deliveries } = world.events;
  findDelivery(deliveries, id);
  enqueue(world, () => attempt(world, deliveries, id));
  await world.events.sending;
  return findDelivery(deliveries, id);
}

// One after the other: the order is that of the events, and the same in every run.
function enqueue({ events }: EventWorld, send: () => Promise<unknown>): void {
  events.sending = events.sending.then(async () => {
    await send();
  });
}

// The list is handed on, because a reset while something is on its way begins another one.
async function attemptWhileDue(world: EventWorld, deliveries: WebhookDelivery[], id: string): Promise<void> {
  const { clock, events } = world;
  const { duplicates, retryDelays } = events.options;
  for (;;) {
    if (deliveries !== world.events.deliveries) return;
    const { state, nextAttemptAt = Infinity } = findDelivery(deliveries, id);
    if (state !== 'pending' || nextAttemptAt > clock.now()) return;
    if (await attempt(world, deliveries, id)) {
      for (let sent = 0; sent < duplicates; sent += 1) await attempt(world, deliveries, id);
    } else {
      const delivery = findDelivery(deliveries, id);
      const retry = nextRetry(delivery, retryDelays, clock.now());
      const { nextAttemptAt: _, ...rest } = delivery;
      replace(
        deliveries,
        retry === undefined
          ? { ...rest, state: 'dropped' }
          : { ...rest, retries: retry.index + 1, nextAttemptAt: retry.at },
      );
    }
  }
}

// The times follow from the first attempt. Those that a jump of the clock passed over are made up for by one attempt.
function nextRetry(
  { createdAt, retries }: WebhookDelivery,
  delays: readonly number[],
  now: number,
): { readonly index: number; readonly at: number } | undefined {
  let at = createdAt;
  for (const [index, delay] of delays.entries()) {
    at += delay;
    if (index >= retries && (at > now || delay === 0)) return { index, at };
  }
  return undefined;
}

// Whether the app took it.
async function attempt(world: EventWorld, deliveries: WebhookDelivery[], id: string): Promise<boolean> {
  const { store, clock, events } = world;
  const { body } = findDelivery(deliveries, id);
  const { callbackUrl = '' } = events.subscription ?? {};
  const at = clock.now();
  const answer = await callApp(events.options.fetch, callbackUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-hub-signature-256': await hubSignature(store.app.clientSecret, body),
    },
    body,
  });
  const taken = 'status' in answer && answer.status >= 200 && answer.status < 300;
  const outcome = 'status' in answer ? outcomeOf(answer.status, maskSecrets(store, answer.text)) : answer;
  const delivery = findDelivery(deliveries, id);
  const { nextAttemptAt: _, ...rest } = delivery;
  const attempts = [...delivery.attempts, Object.freeze({ at, ...outcome })];
  replace(deliveries, taken ? { ...rest, attempts, state: 'delivered' } : { ...delivery, attempts });
  return taken;
}

function outcomeOf(status: number, text: string): Omit<DeliveryAttempt, 'at'> {
  return { status, ...(text === '' ? {} : { answer: text.slice(0, maxAnswerLength) }) };
}

function findDelivery(deliveries: readonly WebhookDelivery[], id: string): WebhookDelivery {
  const delivery = deliveries[Number(id) - 1];
  if (delivery === undefined) throw new InvalidInput('deliveries', [`there is no delivery ${id}`]);
  return delivery;
}

function replace(deliveries: WebhookDelivery[], delivery: WebhookDelivery): void {
  deliveries[Number(delivery.id) - 1] = Object.freeze({
    ...delivery,
    attempts: Object.freeze(delivery.attempts),
  });
}
