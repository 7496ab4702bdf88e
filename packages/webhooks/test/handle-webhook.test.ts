import type { EmulatorOptions } from '@threads-sdk/emulator';
import {
  createMemoryEventStore,
  handleWebhook,
  type WebhookEvent,
  type WebhookOptions,
} from '@threads-sdk/webhooks';
import { describe, expect, it } from 'vitest';
import { errorOf } from './error-of.ts';
import { appSecret, sign } from './sign.ts';
import { createTown, type Town } from './town.ts';

interface Subscribed extends Town {
  readonly events: WebhookEvent[];
  readonly errors: unknown[];
  /** The statuses of each delivery's attempts. */
  readonly statuses: () => readonly (readonly (number | undefined)[])[];
}

/** A town whose app has subscribed. */
async function subscribe(
  changes: Partial<WebhookOptions> = {},
  options: EmulatorOptions = {},
): Promise<Subscribed> {
  const events: WebhookEvent[] = [];
  const errors: unknown[] = [];
  const town = createTown(
    (request) =>
      handleWebhook(request, {
        appSecret,
        verifyToken: 'a word of yours',
        onEvent: (event) => void events.push(event),
        onError: (error) => void errors.push(error),
        ...changes,
      }),
    { ...options, app: { clientSecret: appSecret } },
  );
  await town.emulator.subscribeWebhooks();
  const statuses: Subscribed['statuses'] = () =>
    town.emulator.deliveries.map(({ attempts }) => attempts.map(({ status }) => status));
  return { ...town, events, errors, statuses };
}

const envelope = {
  app_id: '1',
  topic: 'moderate',
  target_id: '2',
  time: 3,
  subscription_id: '4',
  has_uid_field: false,
};

const delivery = (...values: readonly object[]): string => JSON.stringify({ ...envelope, values });

function post(
  body: string,
  headers: Record<string, string> = { 'x-hub-signature-256': sign(body) },
): Request {
  return new Request('https://app.example/webhook', { method: 'POST', body, headers });
}

const silent: WebhookOptions = {
  appSecret,
  verifyToken: 'a word of yours',
  onEvent: () => {},
  onError: (error) => {
    throw error;
  },
};

/** Options that collect what is refused. */
function collecting(changes: Partial<WebhookOptions> = {}): {
  options: WebhookOptions;
  codes: () => unknown[];
} {
  const errors: unknown[] = [];
  const options = { ...silent, onError: (error: unknown) => void errors.push(error), ...changes };
  return { options, codes: () => errors.map((error) => Object(error).code) };
}

/** A promise, and the function that resolves it. */
function createGate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('a webhook behind the emulator', () => {
  it.each(['array', 'object'] as const)(
    'is verified and gets all four kinds of events, values in an %s',
    async (valuesShape) => {
      const { emulator, events, errors, publish, remove, statuses } = await subscribe(
        {},
        { webhooks: { valuesShape } },
      );
      const root = await publish('mika', 'Drei Tage in Kyōto 🚋 / 京都');
      const reply = await publish('kenji', '@mika "schön" \\ </script> 👏', root);
      await remove('mika', root);
      await emulator.deliverEvents();

      expect(events.map(({ type, field }) => [type, field])).toEqual([
        ['publish', 'publish'],
        ['publish', 'publish'],
        ['reply', 'replies'],
        ['mention', 'mentions'],
        ['delete', 'delete'],
      ]);
      const [first, , third, fourth, last] = events;
      const mika = emulator.users.find(({ username }) => username === 'mika')?.id;
      expect(first?.value).toMatchObject({ id: root, username: 'mika', media_type: 'TEXT_POST' });
      expect(first?.delivery).toMatchObject({ app_id: emulator.app.clientId, topic: 'interaction' });
      expect(third?.value).toMatchObject({
        id: reply,
        username: 'kenji',
        text: '@mika "schön" \\ </script> 👏',
        replied_to: { id: root },
        root_post: { id: root, owner_id: mika, username: 'mika' },
      });
      expect(third?.delivery.target_id).toBe(root);
      expect(fourth?.value).toMatchObject({ id: reply, is_reply: true });
      expect(fourth?.delivery.target_id).toBe(mika);
      expect(last?.value).toMatchObject({ id: root, owner: { owner_id: mika } });
      expect(statuses()).toEqual(events.map(() => [200]));
      expect(errors).toEqual([]);
    },
  );

  it('is not subscribed with another verify token', async () => {
    const { options, codes } = collecting();
    const town = createTown((request) => handleWebhook(request, options), {
      webhooks: { verifyToken: 'another' },
    });
    await expect(town.emulator.subscribeWebhooks()).rejects.toThrow('answered with 403');
    expect(codes()).toEqual(['VERIFY_TOKEN_MISMATCH']);
  });

  it('gets nothing with the secret of another app', async () => {
    const { emulator, errors, events, publish, statuses } = await subscribe({
      appSecret: ['another', 'a-third'],
    });
    await publish('mika', 'Hello');
    await emulator.deliverEvents();
    expect(events).toEqual([]);
    expect(statuses()).toEqual([[401, 401]]);
    expect(errors.map((error) => Object(error).code)).toEqual(['SIGNATURE_INVALID', 'SIGNATURE_INVALID']);
    expect(String(errors.map((error) => Object(error).stack))).not.toContain(appSecret);
  });

  it('gets an event again until it was handled, and then never again', async () => {
    const failure = new Error('the database is away');
    const seen: string[] = [];
    const { emulator, clock, errors, publish, statuses } = await subscribe(
      {
        store: createMemoryEventStore(),
        onEvent: ({ type }) => {
          seen.push(type);
          if (seen.length <= 2) throw failure;
        },
      },
      { webhooks: { duplicates: 2 } },
    );
    await publish('mika', 'Hello');
    await emulator.deliverEvents();
    expect(statuses()).toEqual([[500, 500]]); // at once and once more; the next attempt is due in a minute
    clock.advance(60_000);
    await emulator.deliverEvents();
    expect(statuses()).toEqual([[500, 500, 200, 200, 200]]);
    await emulator.redeliver('1');
    expect(seen).toEqual(['publish', 'publish', 'publish']);
    expect(errors).toEqual([failure, failure]);
  });

  it('handles a duplicate twice without a store', async () => {
    const { emulator, events, publish } = await subscribe({}, { webhooks: { duplicates: 1 } });
    await publish('mika', 'Hello');
    await emulator.deliverEvents();
    expect(events).toHaveLength(2);
  });

  it('tells two events of one post apart', async () => {
    const { emulator, events, publish, remove } = await subscribe({ store: createMemoryEventStore() });
    const root = await publish('mika', 'Hello');
    await publish('kenji', '@mika hi', root);
    await publish('kenji', '@mika hi', root);
    await remove('mika', root);
    await emulator.deliverEvents();
    expect(events.map(({ type }) => type).toSorted()).toEqual([
      'delete',
      'mention',
      'mention',
      'publish',
      'publish',
      'publish',
      'reply',
      'reply',
    ]);
  });

  it.each([
    [false, ['kenji', 'mika']],
    [true, ['kenji']],
  ])('leaves out the user’s own replies by option: %s', async (ignoreOwnReplies, authors) => {
    const { emulator, events, publish, statuses } = await subscribe({ ignoreOwnReplies });
    const root = await publish('mika', 'One');
    await publish('kenji', 'Two', root);
    await publish('mika', 'Three', root);
    await emulator.deliverEvents();
    expect(events.flatMap((event) => (event.type === 'reply' ? [event.value.username] : []))).toEqual(
      authors,
    );
    expect(events.filter(({ type }) => type === 'publish')).toHaveLength(3);
    expect(statuses().flat()).toEqual([200, 200, 200, 200, 200]);
  });
});

describe('handleWebhook', () => {
  it('handles the events after one that failed, and only that one again', async () => {
    const seen: string[] = [];
    const { options, codes } = collecting({
      store: createMemoryEventStore(),
      onEvent: ({ field }) => {
        seen.push(field);
        if (field === 'two' && seen.length < 4)
          throw Object.assign(new Error('no'), { code: 'REQUEST_INVALID' });
      },
    });
    const body = delivery({ field: 'one' }, { field: 'two' }, { field: 'three' });
    expect((await handleWebhook(post(body), options)).status).toBe(500); // whatever code the app's own error has
    expect((await handleWebhook(post(body), options)).status).toBe(200);
    expect(seen).toEqual(['one', 'two', 'three', 'two']);
    expect(codes()).toEqual(['REQUEST_INVALID']);
  });

  it('handles an event that comes twice at the same time once, and answers both alike', async () => {
    for (const outcome of ['done', 'failed']) {
      const gate = createGate();
      const memory = createMemoryEventStore();
      let arrived = 0;
      let calls = 0;
      const { options, codes } = collecting({
        store: {
          once: (key, handle) => {
            arrived += 1;
            if (arrived === 3) gate.open();
            return memory.once(key, handle);
          },
        },
        onEvent: async () => {
          calls += 1;
          await gate.opened;
          if (outcome === 'failed') throw new Error(outcome);
        },
      });
      const body = delivery({ field: 'publish', value: { id: '1' } });
      const later = delivery({ field: 'publish', value: { id: '1', permalink: 'https://www.threads.com/' } });
      const answers = [body, body, later].map((each) => handleWebhook(post(each), options));
      const status = outcome === 'failed' ? 500 : 200;
      expect((await Promise.all(answers)).map((answer) => answer.status)).toEqual([status, status, status]);
      expect(calls).toBe(1);
      expect(codes()).toHaveLength(outcome === 'failed' ? 3 : 0);
    }
  });

  it('takes unknown events for the same only if they are so in every letter', async () => {
    const seen: unknown[] = [];
    const { options } = collecting({
      store: createMemoryEventStore(),
      onEvent: ({ value }) => void seen.push(value),
    });
    const like = { field: 'likes', value: { id: '1', by: 'kenji' } };
    const another = { field: 'likes', value: { id: '1', by: 'ana' } };
    await handleWebhook(post(delivery(like, another, like)), options);
    expect(seen).toEqual([like.value, another.value]);
  });

  it('answers before the work is done where it can be handed on, and tells of its failure', async () => {
    const gate = createGate();
    const handedOn: Promise<void>[] = [];
    const done: string[] = [];
    const failure = new Error('too late');
    const errors: unknown[] = [];
    const body = delivery({ field: 'publish', value: { id: '1' } }, { field: 'delete', value: { id: '1' } });
    const answer = await handleWebhook(post(body), {
      ...silent,
      onError: (error) => void errors.push(error),
      onEvent: async ({ field }) => {
        await gate.opened;
        if (field === 'publish') throw failure;
        done.push(field);
      },
      waitUntil: (work) => handedOn.push(work),
    });
    expect([answer.status, done, errors]).toEqual([200, [], []]);
    gate.open();
    expect(handedOn).toHaveLength(1);
    await expect(handedOn[0]).resolves.toBe(undefined); // so that nothing is left unhandled
    expect([done, errors]).toEqual([['delete'], [failure]]);
  });

  it('answers 500 if the store fails, and handles the event with the next attempt', async () => {
    const memory = createMemoryEventStore();
    const failure = new Error('the store is away');
    let attempts = 0;
    const seen: string[] = [];
    const { options, codes } = collecting({
      onEvent: ({ field }) => void seen.push(field),
      store: {
        once: async (key, handle) => {
          expect(key).toMatch(/^[\da-f]{64}$/);
          attempts += 1;
          if (attempts === 1) throw failure;
          await memory.once(key, handle);
        },
      },
    });
    const body = delivery({ field: 'publish', value: { id: '1' } });
    expect((await handleWebhook(post(body), options)).status).toBe(500);
    expect(seen).toEqual([]);
    expect((await handleWebhook(post(body), options)).status).toBe(200);
    expect(seen).toEqual(['publish']);
    expect(codes()).toHaveLength(1);
  });

  it('throws on what onError throws, and nothing else', async () => {
    await expect(handleWebhook(post('{}', {}), silent)).rejects.toMatchObject({ code: 'SIGNATURE_INVALID' });
  });

  const body = delivery({ field: 'publish', value: { id: '1' } });
  const challenge = 'hub.mode=subscribe&hub.challenge=1<b>&hub.verify_token=';

  it.each<[string, Request, number, string]>([
    ['no signature', post(body, {}), 401, 'SIGNATURE_INVALID'],
    ['SHA-1', post(body, { 'x-hub-signature': sign(body) }), 401, 'SIGNATURE_INVALID'],
    [
      'a body that was written again',
      post(JSON.stringify(JSON.parse(body), null, 1), { 'x-hub-signature-256': sign(body) }),
      401,
      'SIGNATURE_INVALID',
    ],
    ['no body', new Request('https://app.example/', { method: 'POST' }), 401, 'SIGNATURE_INVALID'],
    ['signed nonsense', post('nonsense'), 400, 'PAYLOAD_INVALID'],
    ['a signed form', post('a=1'), 400, 'PAYLOAD_INVALID'],
    ['another method', new Request('https://app.example/', { method: 'PUT', body }), 405, 'REQUEST_INVALID'],
    ['HEAD', new Request('https://app.example/', { method: 'HEAD' }), 405, 'REQUEST_INVALID'],
    [
      'a GET of somebody who looks around',
      new Request('https://app.example/webhook'),
      400,
      'REQUEST_INVALID',
    ],
    ['another token', new Request(`https://app.example/?${challenge}x`), 403, 'VERIFY_TOKEN_MISMATCH'],
  ])('refuses %s, and says so to the app', async (_, request, status, code) => {
    const { options, codes } = collecting({
      onEvent: () => {
        throw new Error('this must not be reached');
      },
    });
    const answer = await handleWebhook(request, options);
    expect([answer.status, codes()]).toEqual([status, [code]]);
    expect(answer.headers.get('allow')).toBe(status === 405 ? 'GET, POST' : null);
    expect(await answer.text()).toBe(code);
  });

  it('answers the challenge as a text that no browser takes for a page', async () => {
    const url = `https://app.example/?${challenge}${encodeURIComponent(silent.verifyToken)}`;
    const answer = await handleWebhook(new Request(url), silent);
    expect([answer.status, await answer.text()]).toEqual([200, '1<b>']);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('says what is wrong with a body that was read before, and with the request of another framework', async () => {
    const read = post(body);
    await read.json();
    const locked = post(body);
    locked.body?.getReader();
    for (const request of [read, locked]) {
      const error = await errorOf(() => handleWebhook(request, silent));
      expect(error.message).toBe(
        'handleWebhook: invalid input. request: has been read already, or is being read; hand it on before anything reads its body',
      );
    }
    const incoming = {
      method: 'POST',
      url: '/webhook',
      headers: { 'x-hub-signature-256': sign(body) },
      body,
    };
    const refusal = await errorOf(() => Reflect.apply(handleWebhook, undefined, [incoming, silent]));
    expect(refusal.message).toContain('request: must be a Request of the Fetch standard');
  });
});
