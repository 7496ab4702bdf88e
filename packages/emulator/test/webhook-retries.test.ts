import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Emulator, WebhookOptions } from '../src/index.ts';
import { callerOf, createTown, publishText, type Caller } from './api.ts';
import { createApp, obliging, type Received } from './app-receiver.ts';
import { startApp } from './start-app.ts';

const minute = 60_000;
const hour = 60 * minute;
const subscription = {
  callbackUrl: 'https://app.example/webhook',
  verifyToken: 'x',
  fields: ['publish'],
} as const;

/** A town whose app answers deliveries with these statuses, and with the last one from then on. */
async function createTownWith(
  statuses: readonly number[],
  webhooks: WebhookOptions = {},
): Promise<{ emulator: Emulator; alice: Caller; received: readonly Received[] }> {
  let count = 0;
  const app = createApp((request) => {
    if (request.method === 'GET') return obliging(request);
    const status = statuses[Math.min(count, statuses.length - 1)] ?? 200;
    count += 1;
    return { status };
  });
  const { emulator, alice } = createTown({ webhooks: { ...subscription, fetch: app.fetch, ...webhooks } });
  await emulator.subscribeWebhooks();
  app.received.length = 0;
  return { emulator, alice, received: app.received };
}

describe('a delivery that is not taken', () => {
  it('is repeated at once, with the same bytes and signature', async () => {
    const { emulator, alice, received } = await createTownWith([500, 200]);
    const start = emulator.clock.now();
    await publishText(alice, 'Hello');
    await emulator.deliverEvents();
    expect(received).toHaveLength(2);
    expect(received[1]).toEqual(received[0]);
    expect(emulator.deliveries).toEqual([
      {
        id: '1',
        field: 'publish',
        userId: alice.userId,
        body: received[0]?.text,
        createdAt: start,
        attempts: [
          { at: start, status: 500 },
          { at: start, status: 200 },
        ],
        state: 'delivered',
        retries: 1,
      },
    ]);
  });

  it('is repeated when it is due by the clock, and not before', async () => {
    const { emulator, alice, received } = await createTownWith([500, 500, 503, 200]);
    const start = emulator.clock.now();
    await publishText(alice, 'Hello');
    await emulator.deliverEvents();
    expect(emulator.deliveries[0]).toMatchObject({ state: 'pending', nextAttemptAt: start + minute });
    emulator.clock.advance(minute - 1);
    await emulator.deliverEvents();
    expect(received).toHaveLength(2);
    emulator.clock.advance(1);
    await emulator.deliverEvents();
    expect(emulator.deliveries[0]).toMatchObject({ state: 'pending', nextAttemptAt: start + 6 * minute });
    emulator.clock.advance(5 * minute);
    await emulator.deliverEvents();
    expect(emulator.deliveries[0]).toMatchObject({
      state: 'delivered',
      attempts: [{ status: 500 }, { status: 500 }, { status: 503 }, { status: 200, at: start + 6 * minute }],
    });
    expect(emulator.deliveries[0]).not.toHaveProperty('nextAttemptAt');
    emulator.clock.advance(48 * hour);
    await emulator.deliverEvents();
    expect(received).toHaveLength(4);
  });

  it('is repeated less and less often, and dropped after 36 hours', async () => {
    const { emulator, alice } = await createTownWith([500]);
    const start = emulator.clock.now();
    await publishText(alice, 'Hello');
    for (let passed = 0; passed <= 48 * hour; passed += minute) {
      await emulator.deliverEvents();
      emulator.clock.advance(minute);
    }
    const [delivery] = emulator.deliveries;
    expect(delivery?.attempts.map(({ at }) => (at - start) / minute)).toEqual([
      0, 0, 1, 6, 20, 60, 120, 240, 480, 960, 2160,
    ]);
    expect(delivery).toMatchObject({ state: 'dropped' });
    expect(delivery).not.toHaveProperty('nextAttemptAt');
  });

  it('is tried once where the clock jumped over several times', async () => {
    const { emulator, alice, received } = await createTownWith([500]);
    const start = emulator.clock.now();
    await publishText(alice, 'Hello');
    await emulator.deliverEvents();
    emulator.clock.advance(3 * hour);
    await emulator.deliverEvents();
    expect(received).toHaveLength(3);
    expect(emulator.deliveries[0]).toMatchObject({ nextAttemptAt: start + 4 * hour });
    emulator.clock.advance(40 * hour);
    await emulator.deliverEvents();
    expect(received).toHaveLength(4);
    expect(emulator.deliveries[0]).toMatchObject({ state: 'dropped' });
  });

  it('is repeated after the delays that were given, and never without any', async () => {
    const never = await createTownWith([500], { retryDelays: [] });
    await publishText(never.alice, 'Hello');
    await never.emulator.deliverEvents();
    expect(never.received).toHaveLength(1);
    expect(never.emulator.deliveries[0]).toMatchObject({ state: 'dropped' });

    const later = await createTownWith([500, 200], { retryDelays: [10] });
    await publishText(later.alice, 'Hello');
    await later.emulator.deliverEvents();
    expect(later.received).toHaveLength(1);
    later.emulator.clock.advance(10);
    await later.emulator.deliverEvents();
    expect(later.emulator.deliveries[0]).toMatchObject({ state: 'delivered' });
  });

  it('was not taken either by a redirect, which is not followed', async () => {
    const app = await startApp((request) => (request.method === 'GET' ? obliging(request) : { status: 302 }));
    try {
      const { emulator, alice } = createTown({ webhooks: { retryDelays: [] } });
      await emulator.subscribeWebhooks({ ...subscription, callbackUrl: `${app.url}/hook` });
      await publishText(alice, 'Hello');
      await emulator.deliverEvents();
      expect(app.received.map(({ path }) => path).slice(1)).toEqual(['/hook']);
      expect(emulator.deliveries[0]).toMatchObject({ state: 'dropped', attempts: [{ status: 302 }] });
    } finally {
      await app.close();
    }
  });

  it('says why where there was no answer, without the address and what is in it', async () => {
    const { emulator, alice } = createTown({ webhooks: { retryDelays: [] } });
    const app = await startApp();
    await emulator.subscribeWebhooks({ ...subscription, callbackUrl: `${app.url}/?key=hush` });
    await app.close();
    await publishText(alice, 'Hello');
    await emulator.deliverEvents();
    expect(emulator.deliveries[0]?.attempts).toEqual([{ at: emulator.clock.now(), failure: 'ECONNREFUSED' }]);
    expect(JSON.stringify(emulator.deliveries)).not.toContain('hush');
  });
});

describe('an app that never answers', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([
    ['no head', () => new Promise<Response>(() => undefined)],
    ['no end of its body', () => new Response(new ReadableStream())],
  ])('counts as one that failed after ten seconds: %s', async (_, answer) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { emulator, alice } = createTown({
      webhooks: {
        ...subscription,
        retryDelays: [],
        fetch: (request) =>
          request.method === 'GET'
            ? new Response(new URL(request.url).searchParams.get('hub.challenge'))
            : answer(),
      },
    });
    await emulator.subscribeWebhooks();
    await publishText(alice, 'Hello');
    const delivered = emulator.deliverEvents();
    await expect.poll(() => vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(9999);
    expect(emulator.deliveries[0]).toMatchObject({ state: 'pending', attempts: [] });
    vi.advanceTimersByTime(1);
    await delivered;
    expect(emulator.deliveries[0]).toMatchObject({ state: 'dropped', attempts: [{ failure: 'timeout' }] });
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('duplicates', () => {
  it('are sent by themselves where they were asked for', async () => {
    const { emulator, alice, received } = await createTownWith([200], { duplicates: 2 });
    await publishText(alice, 'Hello');
    await emulator.deliverEvents();
    expect(received.map(({ text }) => text)).toEqual(Array.from({ length: 3 }, () => received[0]?.text));
    expect(emulator.deliveries).toMatchObject([{ state: 'delivered', attempts: [{}, {}, {}] }]);
  });

  it('are sent by id, and bring a dropped delivery to its end', async () => {
    const { emulator, alice, received } = await createTownWith([500, 200], { retryDelays: [] });
    await publishText(alice, 'Hello');
    await emulator.deliverEvents();
    expect(emulator.deliveries[0]).toMatchObject({ state: 'dropped' });
    expect(await emulator.redeliver('1')).toMatchObject({
      state: 'delivered',
      attempts: [{ status: 500 }, { status: 200 }],
    });
    await emulator.redeliver('1');
    expect(received).toHaveLength(3);
    expect(received[2]).toEqual(received[0]);
    await expect(emulator.redeliver('2')).rejects.toThrow('there is no delivery 2.');
  });

  it('by id that fail leave what is delivered, and what is pending with its time', async () => {
    const { emulator, alice } = await createTownWith([500, 500, 500, 200, 500]);
    await publishText(alice, 'Hello');
    await emulator.deliverEvents();
    const before = emulator.deliveries[0];
    expect(await emulator.redeliver('1')).toEqual({
      ...before,
      attempts: [...(before?.attempts ?? []), { at: emulator.clock.now(), status: 500 }],
    });
    emulator.clock.advance(minute);
    await emulator.deliverEvents();
    expect(await emulator.redeliver('1')).toMatchObject({ state: 'delivered', retries: 2 });
  });
});

describe('an app that answers every reply with a reply', () => {
  it('is told of its own replies too, all of them before the wait for deliveries is over', async () => {
    const posting: { reply?: (id: string) => Promise<unknown> } = {};
    const { emulator, alice } = createTown({
      webhooks: {
        ...subscription,
        fields: ['replies'],
        fetch: async (request) => {
          if (request.method === 'GET')
            return new Response(new URL(request.url).searchParams.get('hub.challenge'));
          const { values } = await request.json();
          await posting.reply?.(values[0].value.id);
          return new Response();
        },
      },
    });
    let replies = 0;
    posting.reply = async (id) => {
      replies += 1;
      if (replies <= 5) await publishText(alice, 'Thank you', { reply_to_id: id });
    };
    await emulator.subscribeWebhooks();
    const root = await publishText(alice, 'Root');
    await publishText(alice, 'More', { reply_to_id: root });
    await emulator.deliverEvents();
    expect(emulator.deliveries.map(({ state }) => state)).toEqual(
      Array.from({ length: 6 }, () => 'delivered'),
    );
  });
});

describe('a reset while a delivery is on its way', () => {
  it('drops it, and disturbs nothing that comes afterwards', async () => {
    const answers: ((response: Response) => void)[] = [];
    const fetch = async (request: Request): Promise<Response> =>
      request.method === 'GET'
        ? new Response(new URL(request.url).searchParams.get('hub.challenge'))
        : new Promise((resolve) => {
            answers.push(resolve);
          });
    const { emulator, alice } = createTown({ webhooks: { ...subscription, fetch } });
    await emulator.subscribeWebhooks();
    await publishText(alice, 'Before');
    await expect.poll(() => answers).toHaveLength(1);
    emulator.reset();
    answers[0]?.(new Response(null, { status: 500 }));
    await emulator.deliverEvents();
    expect(emulator.deliveries).toEqual([]);

    await emulator.subscribeWebhooks();
    await publishText(callerOf(emulator, 'alice'), 'After');
    await expect.poll(() => answers).toHaveLength(2);
    answers[1]?.(new Response());
    await emulator.deliverEvents();
    expect(emulator.deliveries).toMatchObject([{ id: '1', state: 'delivered', attempts: [{ status: 200 }] }]);
  });
});
