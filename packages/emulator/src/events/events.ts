import { deauthorize, requestDataDeletion } from './callbacks.ts';
import { deliverEvents, redeliver } from './deliveries.ts';
import type { CallbackRecord, DataDeletionConfirmation, EventWorld, WebhookDelivery } from './event-state.ts';
import { subscribe } from './subscribe.ts';
import type { WebhookSubscription } from './webhook-options.ts';

/**
 * What an emulator tells the app without being asked.
 *
 * @category Send webhooks and callbacks
 */
export interface EmulatorEvents {
  /**
   * Verifies the app's webhook and sends events there from now on. Default: what `EmulatorOptions.webhooks` says. Throws
   * a `CallbackError` unless the app answers 200 with the bare `hub.challenge`.
   */
  readonly subscribeWebhooks: (subscription?: WebhookSubscription) => Promise<void>;
  /**
   * Sends the deliveries that are due by the clock and waits for those under way. First attempts need no call: they
   * begin with the event. A served emulator calls it every second.
   */
  readonly deliverEvents: () => Promise<void>;
  /** Sends a delivery once more, by its id, whatever became of it, and returns what it is now. */
  readonly redeliver: (deliveryId: string) => Promise<WebhookDelivery>;
  /** What was or is to be sent to the app's webhook, oldest first. */
  readonly deliveries: readonly WebhookDelivery[];
  /**
   * Removes the app from a user's account: the user's tokens are dead, and `app.deauthorizeCallbackUrl` is told. Throws
   * a `CallbackError` unless the app answers with 2xx, and a `TypeError` where there is no such address: `revokeGrant` needs none.
   */
  readonly deauthorize: (input: { readonly username: string }) => Promise<void>;
  /**
   * Removes the app from a user's account and asks `app.dataDeletionCallbackUrl` to delete the user's data. Throws a
   * `CallbackError` unless the app answers 200 with `url` and `confirmation_code`.
   */
  readonly requestDataDeletion: (input: { readonly username: string }) => Promise<DataDeletionConfirmation>;
  /** The calls of the deauthorize and data deletion callbacks, oldest first. */
  readonly callbacks: readonly CallbackRecord[];
}

/** The part of an emulator that sends events; what it sent is in the world. */
export function emulatorEvents(world: EventWorld): Omit<EmulatorEvents, 'deliveries' | 'callbacks'> {
  return {
    subscribeWebhooks: (subscription) => subscribe(world, subscription),
    deliverEvents: () => deliverEvents(world),
    redeliver: (deliveryId) => redeliver(world, deliveryId),
    deauthorize: ({ username }) => deauthorize(world, username),
    requestDataDeletion: ({ username }) => requestDataDeletion(world, username),
  };
}
