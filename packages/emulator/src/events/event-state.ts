import type { World } from '../model/world.ts';
import {
  resolveWebhookOptions,
  type ResolvedWebhookOptions,
  type WebhookField,
  type WebhookOptions,
} from './webhook-options.ts';

/** What an emulator knows of the events that it sends. */
export interface EventState {
  /** Replaced where a snapshot is restored. */
  options: ResolvedWebhookOptions;
  /** Oldest first; a delivery is replaced when something became of it. */
  deliveries: WebhookDelivery[];
  callbacks: CallbackRecord[];
  /** The webhook that answered its verification. */
  subscription: { readonly callbackUrl: string; readonly fields: readonly WebhookField[] } | undefined;
  /** How many verifications were sent; each has a challenge of its own. */
  verifications: number;
  /** Resolves when what was to be sent until now has been sent. */
  sending: Promise<void>;
}

/** A world whose app is told of what happens. */
export interface EventWorld extends World {
  /** What the app is told without being asked. */
  readonly events: EventState;
}

export function createEventState(options: WebhookOptions | undefined): EventState {
  return {
    options: resolveWebhookOptions(options),
    deliveries: [],
    callbacks: [],
    subscription: undefined,
    verifications: 0,
    sending: Promise.resolve(),
  };
}

/** Forgets what was sent, what was to be sent, and the webhook. */
export function clearEvents(events: EventState): void {
  events.deliveries = [];
  events.callbacks = [];
  events.subscription = undefined;
  events.verifications = 0;
}

/**
 * An event on its way to the app's webhook. Times are epoch milliseconds of the emulator's clock.
 *
 * @category Send webhooks and callbacks
 */
export interface WebhookDelivery {
  /** Counts up from `1`. */
  readonly id: string;
  readonly field: WebhookField;
  /** The user whose grant lets the app know. */
  readonly userId: string;
  /** The JSON text, the same in every attempt. */
  readonly body: string;
  readonly createdAt: number;
  /** Oldest first. */
  readonly attempts: readonly DeliveryAttempt[];
  /** `delivered`: an attempt was answered with 2xx; `dropped`: none was, and no more follow. */
  readonly state: 'pending' | 'delivered' | 'dropped';
  /** When the next attempt is due. Absent unless pending. */
  readonly nextAttemptAt?: number;
  /** How many of `retryDelays` are behind it. */
  readonly retries: number;
}

/**
 * One request to the app's webhook: the status of its answer, or why there was none.
 *
 * @category Send webhooks and callbacks
 */
export interface DeliveryAttempt {
  readonly at: number;
  readonly status?: number;
  /** The beginning of what the app answered; absent where that was nothing. */
  readonly answer?: string;
  /** `timeout`, `too long`, a code of the network such as `ECONNREFUSED`, or the name of an error. */
  readonly failure?: string;
}

/**
 * A `signed_request` that the app was sent, and what came of it.
 *
 * @category Send webhooks and callbacks
 */
export interface CallbackRecord {
  readonly kind: 'deauthorize' | 'data_deletion';
  readonly userId: string;
  /** When, in epoch milliseconds of the emulator's clock. */
  readonly at: number;
  /** Absent where there was no answer. */
  readonly status?: number;
  /** What was wrong with the answer, or why there was none. */
  readonly fault?: string;
  /** What the app answered to a request for deletion, if it answered as it must. */
  readonly confirmation?: DataDeletionConfirmation;
}

/**
 * What an app answers to a request for deletion.
 *
 * @category Send webhooks and callbacks
 */
export interface DataDeletionConfirmation {
  /** Where the user sees how far the deletion is. */
  readonly url: string;
  readonly confirmation_code: string;
}
