import { callable, checkInput, flag, shape } from '@threads-sdk/internal';
import { readChallenge } from './answer-challenge.ts';
import type { EventStore } from './event-store.ts';
import { bodyTimeoutSchema, filledTextSchema, requestSchema, secretSchema } from './input-schemas.ts';
import { parseDelivery } from './parse-delivery.ts';
import { requestInvalid, signatureInvalid } from './refusals.ts';
import { failed, plain, readBytes, refuseMethod, report, respond } from './respond.ts';
import { verifySignature } from './verify-signature.ts';
import type { WebhookEvent } from './webhook-event.ts';

/**
 * The options of {@link handleWebhook}.
 *
 * @category Receive events
 */
export interface WebhookOptions {
  /** The Threads app secret, not that of the Meta app; several while it is being replaced. */
  readonly appSecret: string | readonly string[];

  /** The verify token that you entered in the dashboard. */
  readonly verifyToken: string;

  /**
   * Does the app's work with an event; those of a delivery come one after the other. If it throws or rejects, the event
   * counts as not handled, the delivery is answered with 500, and Meta sends it again, unless there is a `waitUntil`.
   */
  readonly handleEvent: (event: WebhookEvent) => unknown;

  /**
   * Hears of what was refused (a `WebhookError`) and of what `handleEvent` and the store threw; nothing else reports these.
   * It changes nothing: what it throws itself is printed.
   */
  readonly onError: (error: unknown) => unknown;

  /** Remembers which events were handled, so that none is handled twice. Default: none, each delivery is handled. */
  readonly store?: EventStore;

  /**
   * Leaves out replies whose author also wrote the post at the top of the conversation, since Meta reports a user's own
   * replies too. Of two users of your app, one of whom replies below the own post to a reply of the other, the other is
   * not told either. Default false.
   */
  readonly ignoreOwnReplies?: boolean;

  /**
   * Milliseconds until the body of a request has to be there, default 10,000: nobody keeps a connection open by sending nothing.
   * Measured in real time.
   */
  readonly bodyTimeout?: number;

  /**
   * Answers 200 before the events are handled, and hands their handling on to the platform: `(work) =>
   * context.waitUntil(work)` in a Cloudflare Worker, `after` in Next.js. Meta does not send again what fails then.
   */
  readonly waitUntil?: (work: Promise<void>) => unknown;
}

// Meta puts up to 1,000 events into one delivery; with 500 escaped characters, one has about 5 kB.
const maxBytes = 8 * 1024 * 1024;

/**
 * Handles the requests that Meta sends to a webhook: verifies it when it is registered (GET), and hands the events of
 * each delivery (POST) to `handleEvent`, once its signature is verified over the bytes as they came.
 *
 * @param request the request, its body not yet read: at most 8 MiB of it are
 * @param options `appSecret`, `verifyToken`, `handleEvent`, `onError`; perhaps `store`, `ignoreOwnReplies`, `bodyTimeout`,
 *   `waitUntil`
 * @returns the answer: 200; 400 for something that is not a delivery, 401 for a wrong or missing signature, 403 for a wrong verify
 *   token, 405 for another method, 408 for a body that is not there in time, 413 for one over 8 MiB; 500 after a failure of `handleEvent` or the store, so that Meta
 *   sends it again
 * @throws {InvalidInputError} if an argument is not usable, such as a body that was read before, naming every fault
 *
 * @example
 * ```ts
 * import { createMemoryEventStore, handleWebhook } from '@threads-sdk/webhooks';
 *
 * const store = createMemoryEventStore();
 *
 * export const webhook = (request: Request): Promise<Response> =>
 *   handleWebhook(request, {
 *     appSecret: process.env['THREADS_API_SECRET'] ?? '',
 *     verifyToken: process.env['THREADS_VERIFY_TOKEN'] ?? '',
 *     store,
 *     handleEvent: async (event) => {
 *       if (event.type === 'reply') console.log(`${event.value.username}: ${event.value.text}`);
 *     },
 *     onError: console.error,
 *   });
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/webhooks
 * @category Receive events
 */
export async function handleWebhook(request: Request, options: WebhookOptions): Promise<Response> {
  const schema = shape(
    {
      request: requestSchema(),
      appSecret: secretSchema(),
      verifyToken: filledTextSchema,
      handleEvent: callable(),
      onError: callable(),
      store: shape({ once: callable() }, ['once']),
      ignoreOwnReplies: flag,
      waitUntil: callable(),
      bodyTimeout: bodyTimeoutSchema(),
    },
    ['request', 'appSecret', 'verifyToken', 'handleEvent', 'onError'],
  );
  checkInput('handleWebhook', schema, { ...options, request });
  const { appSecret, bodyTimeout, onError, verifyToken, waitUntil } = options;
  const { headers, method, url } = request;

  if (method === 'GET') {
    return respond(
      onError,
      () => readChallenge(url, verifyToken),
      async (challenge) => plain(challenge),
    );
  }
  if (method !== 'POST') {
    const error = requestInvalid(`A webhook has no method ${method}.`);
    return refuseMethod(onError, error, 'GET, POST');
  }
  return respond(
    onError,
    async () => {
      const body = await readBytes(request, maxBytes, bodyTimeout);
      const signature = headers.get('x-hub-signature-256');
      if (!(await verifySignature(body, { signature, appSecret })))
        throw signatureInvalid(body.length === 0 ? 'A delivery without a body' : 'The delivery');
      return parseDelivery(body);
    },
    async (events) => {
      const work = handleEvents(events, options);
      if (waitUntil === undefined) return (await work) ? plain('') : failed();
      waitUntil(work.then(() => undefined));
      return plain('');
    },
  );
}

/** Handles one event after the other, those after a failure too; false if any failed. */
async function handleEvents(events: readonly WebhookEvent[], options: WebhookOptions): Promise<boolean> {
  const { ignoreOwnReplies = false, onError, handleEvent, store } = options;
  let isHandled = true;
  for (const event of events) {
    if (ignoreOwnReplies && isOwnReply(event)) continue;
    const handle = async (): Promise<void> => {
      await handleEvent(event);
    };
    try {
      await (store === undefined ? handle() : store.once(await eventKey(event), handle));
    } catch (error) {
      isHandled = false;
      await report(onError, error);
    }
  }
  return isHandled;
}

/**
 * Names an event, the same whenever it comes. A post is published, deleted and replied with once, and mentions a user
 * once. Unknown events are the same only if all of their text is.
 */
async function eventKey(event: WebhookEvent): Promise<string> {
  const { app_id, target_id } = event.delivery;
  const identity = event.type === 'unknown' ? event : [app_id, event.type, target_id, event.value.id];
  const bytes = new TextEncoder().encode(JSON.stringify(identity));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function isOwnReply(event: WebhookEvent): boolean {
  if (event.type !== 'reply') return false;
  const { root_post: root, username } = event.value;
  return username !== undefined && username === root?.username;
}
