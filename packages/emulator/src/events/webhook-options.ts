import type { AppFetch } from './call-app.ts';

/**
 * What an app can be told of: a reply to a user's post, a mention, a deletion, a publication.
 *
 * @category Send webhooks and callbacks
 */
export type WebhookField = 'replies' | 'mentions' | 'delete' | 'publish';

/** Every field, in the order of Meta's documentation. */
export const webhookFields: readonly WebhookField[] = /* @__PURE__ */ Object.freeze([
  'replies',
  'delete',
  'mentions',
  'publish',
] as const);

/**
 * What the app's dashboard asks for when webhooks are set up.
 *
 * @category Send webhooks and callbacks
 */
export interface WebhookSubscription {
  /** Where deliveries go, `http:` or `https:`. It must answer the verification when it is subscribed. */
  readonly callbackUrl: string;
  /** What the verification sends as `hub.verify_token`. */
  readonly verifyToken: string;
  /** What to be told of. Default: everything. */
  readonly fields?: readonly WebhookField[];
}

/**
 * How webhooks are sent.
 *
 * @category Send webhooks and callbacks
 */
export interface WebhookOptions extends Partial<WebhookSubscription> {
  /**
   * Whether `values` is a list, as it comes over the wire, or an object, as Meta documents it. Default `array`.
   */
  readonly valuesShape?: 'array' | 'object';
  /** How many times a delivery is sent again although it was taken. Default 0. */
  readonly duplicates?: number;
  /**
   * Milliseconds between the attempts of a delivery that is not taken; after the last one it is dropped. Default: at
   * once, then after 1, 5, 14 and 40 minutes and 1, 2, 4, 8 and 20 hours: eleven attempts in 36 hours. Meta tells of
   * the 36 hours and of a decreasing frequency; the delays are an assumption.
   */
  readonly retryDelays?: readonly number[];
  /** How the app is reached, by the deauthorize and data deletion callbacks too. Default: the global `fetch`. */
  readonly fetch?: AppFetch;
}

/** The options with their defaults. */
export interface ResolvedWebhookOptions extends Partial<WebhookSubscription> {
  readonly valuesShape: 'array' | 'object';
  readonly duplicates: number;
  readonly retryDelays: readonly number[];
  readonly fetch: AppFetch;
}

const minute = 60_000;
const hour = 60 * minute;
const defaultDelays: readonly number[] = /* @__PURE__ */ Object.freeze([
  0,
  minute,
  5 * minute,
  14 * minute,
  40 * minute,
  hour,
  2 * hour,
  4 * hour,
  8 * hour,
  20 * hour,
]);

/**
 * Fills in the defaults.
 *
 * @throws {TypeError} for a number that is none.
 */
export function resolveWebhookOptions(options: WebhookOptions = {}): ResolvedWebhookOptions {
  const { duplicates = 0, retryDelays = defaultDelays } = options;
  if (!Number.isSafeInteger(duplicates) || duplicates < 0)
    throw new TypeError('createEmulator: webhooks.duplicates must be a whole number from 0 on.');
  if (!retryDelays.every((delay) => Number.isFinite(delay) && delay >= 0))
    throw new TypeError('createEmulator: webhooks.retryDelays must be milliseconds from 0 on.');
  return Object.freeze({
    // The global is read at each call: a program may replace it.
    fetch: (request: Request) => globalThis.fetch(request),
    valuesShape: 'array',
    ...options,
    duplicates,
    retryDelays,
  });
}
