import type { EventWorld } from './event-state.ts';
import { InvalidInput } from '../input/invalid-input.ts';
import { randomOf } from '../model/random.ts';
import { callApp } from './call-app.ts';
import { CallbackError } from './callback-error.ts';
import { requireUrl } from './require-url.ts';
import { webhookFields, type WebhookSubscription } from './webhook-options.ts';

/**
 * Verifies the app's webhook and, if it answers as it must, sends events there from now on. It takes the place of an
 * earlier subscription, which stays if the app does not answer so.
 *
 * @throws {InvalidInput} if the subscription is none.
 * @throws {CallbackError} if the app does not answer 200 with the bare challenge.
 */
export async function subscribe(
  world: EventWorld,
  subscription: Partial<WebhookSubscription> = world.events.options,
): Promise<void> {
  const { store, events } = world;
  const { callbackUrl, verifyToken, fields = webhookFields } = subscription;
  const url = requireUrl('callbackUrl', callbackUrl);
  const address = url.href;
  if (typeof verifyToken !== 'string' || verifyToken === '')
    throw new InvalidInput('verifyToken', ['must be a text that is not empty']);
  if (fields.length === 0 || !fields.every((field) => webhookFields.includes(field)))
    throw new InvalidInput('fields', [`must be some of ${webhookFields.join(', ')}`]);

  events.verifications += 1;
  const challenge = String(Math.floor(randomOf(store.seed, `challenge/${events.verifications}`) * 2 ** 31));
  url.searchParams.append('hub.mode', 'subscribe');
  url.searchParams.append('hub.challenge', challenge);
  url.searchParams.append('hub.verify_token', verifyToken);
  const answer = await callApp(events.options.fetch, url.href, { method: 'GET' });
  const refused = 'The webhook was not subscribed: the verification was';
  if ('failure' in answer) throw new CallbackError(`${refused} not answered (${answer.failure}).`);
  if (answer.status !== 200)
    throw new CallbackError(`${refused} answered with ${answer.status}, not with 200.`);
  if (answer.text !== challenge)
    throw new CallbackError(`${refused} answered with something else than the bare hub.challenge.`);
  events.subscription = Object.freeze({ callbackUrl: address, fields });
}
