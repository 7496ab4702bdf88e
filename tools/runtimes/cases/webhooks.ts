import { deletePost } from '@threads-sdk/endpoints';
import { publish } from '@threads-sdk/publish';
import {
  answerChallenge,
  createKeyvEventStore,
  createMemoryEventStore,
  handleWebhook,
  parseDelivery,
  verifySignature,
  type WebhookEvent,
  type WebhookOptions,
} from '@threads-sdk/webhooks';
import { assert } from 'chai';
import { Keyv } from 'keyv';
import type { Case } from '../in-runtime/case.ts';
import type { Context } from '../in-runtime/context.ts';
import { codeOf } from '../in-runtime/rejection.ts';
import { endless, post, signatureOf, textOf } from '../in-runtime/sign.ts';

/** The webhook of an app in this runtime, with what it was told. */
function createWebhook(
  { clientSecret, verifyToken }: Context,
  options: Partial<WebhookOptions> = {},
): {
  readonly receive: (request: Request) => Promise<string>;
  readonly events: WebhookEvent[];
  readonly errors: unknown[];
} {
  const events: WebhookEvent[] = [];
  const errors: unknown[] = [];
  const receive = (request: Request): Promise<string> =>
    textOf(
      handleWebhook(request, {
        appSecret: ['the-next-secret', clientSecret],
        verifyToken,
        onEvent: (event) => void events.push(event),
        onError: (error) => void errors.push(Object(error).code ?? error),
        ...options,
      }),
    );
  return { receive, events, errors };
}

/** Lets the emulator send to the app from now on, and returns what comes of some work. */
async function deliveriesOf(context: Context, work: () => Promise<unknown>): Promise<readonly Request[]> {
  await context.control('POST', '/events/subscribe');
  const before = (await context.inbox()).length;
  await work();
  await context.control('POST', '/events/deliver');
  return (await context.inbox()).slice(before);
}

const typesOf = (events: readonly WebhookEvent[]): string[] => events.map(({ type }) => type).toSorted();

const body = String.raw`{ "values":[{"field":"replies","value":{"id":9007199254740993,"text":"\u00e9 \/ 日 \ud83d\ude8b \"id\":1"}}]}`;

async function signed(context: Context, text = body): Promise<Request> {
  return post(text, { 'x-hub-signature-256': await signatureOf(text, context.clientSecret) });
}

export const webhooks: readonly Case[] = [
  {
    name: 'The verification that Threads sends is answered with its challenge',
    run: async (context) => {
      await context.control('POST', '/events/subscribe');
      const [verification] = await context.inbox();
      assert.isDefined(verification);
      const challenge = new URL(verification?.url ?? '').searchParams.get('hub.challenge');
      const { receive } = createWebhook(context);
      assert.equal(await receive(verification ?? post('')), `200 ${challenge}`);
      assert.equal(await answerChallenge(verification?.url ?? '', context), challenge);
    },
  },
  {
    name: 'A verification with another token is refused',
    run: async (context) => {
      const query = 'hub.mode=subscribe&hub.challenge=1&hub.verify_token=another';
      const { receive, errors } = createWebhook(context);
      assert.equal(await receive(new Request(`https://app.example/?${query}`)), '403 VERIFY_TOKEN_MISMATCH');
      assert.deepEqual(errors, ['VERIFY_TOKEN_MISMATCH']);
      assert.equal(await codeOf(answerChallenge(`/?${query}`, context)), 'VERIFY_TOKEN_MISMATCH');
    },
  },
  {
    name: 'A reply, a mention, a publication and a deletion arrive as what they are',
    run: async (context) => {
      const deliveries = await deliveriesOf(context, async () => {
        const mika = await context.client();
        const kenji = await context.client({ username: 'kenji' });
        const { id } = await publish(mika, { text: 'Which camera?' });
        await publish(kenji, { text: 'A pinhole, @mika', replyTo: id });
        await deletePost(mika, { media_id: id });
      });
      const { receive, events, errors } = createWebhook(context);
      for (const delivery of deliveries) assert.equal(await receive(delivery), '200');
      assert.includeMembers(typesOf(events), ['delete', 'mention', 'publish', 'reply']);
      assert.isEmpty(errors);
      const reply = events.find(({ type }) => type === 'reply');
      assert.deepInclude(Object(reply?.value), { text: 'A pinhole, @mika', username: 'kenji' });
    },
  },
  {
    name: 'Ids of a delivery that are bare numbers keep every digit, and texts their characters',
    run: async (context) => {
      const { receive, events } = createWebhook(context);
      assert.equal(await receive(await signed(context)), '200');
      const [event] = events;
      assert.deepInclude(Object(event?.value), { id: '9007199254740993', text: 'é / 日 🚋 "id":1' });
      assert.isTrue(Object.isFrozen(event));
    },
  },
  {
    name: 'A delivery whose bytes were changed is refused',
    run: async (context) => {
      const signature = await signatureOf(body, context.clientSecret);
      const { receive, errors, events } = createWebhook(context);
      const written = JSON.stringify(JSON.parse(body));
      assert.equal(
        await receive(post(written, { 'x-hub-signature-256': signature })),
        '401 SIGNATURE_INVALID',
      );
      assert.equal(await receive(post(body)), '401 SIGNATURE_INVALID');
      assert.deepEqual(errors, ['SIGNATURE_INVALID', 'SIGNATURE_INVALID']);
      assert.isEmpty(events);
    },
  },
  {
    name: 'A delivery that comes twice is handled once',
    run: async (context) => {
      for (const store of [
        createMemoryEventStore(),
        createKeyvEventStore(new Keyv({ namespace: 'events' })),
      ]) {
        const { receive, events } = createWebhook(context, { store });
        assert.equal(await receive(await signed(context)), '200');
        assert.equal(await receive(await signed(context)), '200');
        assert.lengthOf(events, 1);
      }
    },
  },
  {
    name: 'A delivery whose handling failed is answered with 500 and handled when it comes again',
    run: async (context) => {
      let calls = 0;
      const onEvent = (): void => {
        calls += 1;
        if (calls === 1) throw new Error('not now');
      };
      const { receive, errors } = createWebhook(context, { store: createMemoryEventStore(), onEvent });
      assert.match(await receive(await signed(context)), /^500/);
      assert.equal(await receive(await signed(context)), '200');
      assert.equal(calls, 2);
      assert.lengthOf(errors, 1);
    },
  },
  {
    name: 'With waitUntil the answer comes before the work',
    run: async (context) => {
      let work: Promise<void> | undefined;
      let finish = (): void => {};
      const done: string[] = [];
      const { receive } = createWebhook(context, {
        onEvent: async () => {
          await new Promise<void>((resolve) => {
            finish = resolve;
          });
          done.push('handled');
        },
        waitUntil: (promise) => {
          work = promise;
        },
      });
      assert.equal(await receive(await signed(context)), '200');
      assert.isEmpty(done);
      finish();
      await work;
      assert.deepEqual(done, ['handled']);
    },
  },
  {
    name: 'A body of 100 MB is refused without being read to its end',
    run: async (context) => {
      const { receive, errors } = createWebhook(context);
      assert.equal(await receive(post(endless(100))), '413 REQUEST_TOO_LARGE');
      assert.deepEqual(errors, ['REQUEST_TOO_LARGE']);
    },
  },
  {
    name: 'Another method is refused, and so is what was signed but is no delivery',
    run: async (context) => {
      const { receive } = createWebhook(context);
      assert.match(await receive(new Request('https://app.example/', { method: 'PUT', body: '1' })), /^405/);
      assert.equal(await receive(await signed(context, '[1]')), '400 PAYLOAD_INVALID');
    },
  },
  {
    name: 'A signature is verified over text and bytes, with the old secret or the new',
    run: async ({ clientSecret }) => {
      const signature = await signatureOf(body, clientSecret);
      const bytes = new TextEncoder().encode(body);
      for (const given of [body, bytes, new Uint8Array([...bytes, 0]).subarray(0, -1)])
        assert.isTrue(await verifySignature(given, { signature, appSecret: ['another', clientSecret] }));
      assert.isFalse(await verifySignature(`${body} `, { signature, appSecret: clientSecret }));
      assert.isFalse(await verifySignature(body, { signature: null, appSecret: clientSecret }));
      const [event] = parseDelivery(bytes);
      assert.equal(event?.type, 'reply');
    },
  },
];
