import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEmulator, createVirtualClock, type EmulatorSnapshot } from '../../src/index.ts';
import { callerOf, createTown, publishText, send } from '../api.ts';
import { createApp } from '../app-receiver.ts';
import { anyPath, createVillage, randomTimes, users, walk } from './village.ts';

describe('a snapshot', () => {
  it('brings back every byte, also through JSON and in another emulator', async () => {
    await fc.assert(
      fc.asyncProperty(anyPath, anyPath, async (before, after) => {
        const emulator = createVillage(randomTimes);
        await walk(emulator, before);
        const snapshot = emulator.snapshot();
        const text = JSON.stringify(snapshot);
        const first = await walk(emulator, after);
        emulator.restore(snapshot);
        expect(emulator.snapshot()).toEqual(snapshot);
        expect(await walk(emulator, after)).toEqual(first);
        const parsed: EmulatorSnapshot = JSON.parse(text);
        const other = createEmulator({ ...randomTimes, clock: createVirtualClock(0), snapshot: parsed });
        expect(JSON.stringify(other.snapshot())).toBe(text);
        expect(await walk(other, after)).toEqual(first);
      }),
      { numRuns: 25 },
    );
  });

  it('is not changed by what happens later', async () => {
    const { emulator, alice } = createTown();
    const snapshot = emulator.snapshot();
    const text = JSON.stringify(snapshot);
    await publishText(alice, 'Hello');
    emulator.addUser({ username: 'carol' });
    expect(JSON.stringify(snapshot)).toBe(text);
  });

  it('keeps containers, codes, lost containers and quotas', async () => {
    const { emulator, alice } = createTown();
    emulator.planFault({ kind: 'container-lost' });
    const lost = (await alice.post('/me/threads', { media_type: 'TEXT', text: 'Lost' })).body.id;
    const kept = (await alice.post('/me/threads', { media_type: 'TEXT', text: 'Kept' })).body.id;
    const consent = new URLSearchParams({
      client_id: emulator.app.clientId,
      redirect_uri: 'http://localhost:3000/callback',
      scope: 'threads_basic',
    });
    const form = new URLSearchParams({ decision: 'allow', username: 'alice' });
    const allowed = await emulator.fetch(
      new Request(`https://threads.com/oauth/authorize?${consent}`, { method: 'POST', body: form }),
    );
    const code = new URL(allowed.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const again = createEmulator({ clock: createVirtualClock(), snapshot: emulator.snapshot() });
    again.clock.advance(300);
    const publish = (id: string): Promise<{ status: number }> =>
      send(again, `/me/threads_publish?creation_id=${id}&access_token=${alice.accessToken}`, {
        method: 'POST',
      });
    expect((await publish(lost)).status).toBe(400);
    expect((await publish(kept)).status).toBe(200);
    const exchange = await send(again, '/oauth/access_token', {
      method: 'POST',
      body: new URLSearchParams({
        client_id: again.app.clientId,
        client_secret: again.app.clientSecret,
        grant_type: 'authorization_code',
        redirect_uri: 'http://localhost:3000/callback',
        code,
      }),
    });
    expect(exchange.status).toBe(200);
    const limit = await send(again, `/me/threads_publishing_limit?access_token=${alice.accessToken}`);
    expect(limit.body.data).toMatchObject([{ quota_usage: 1 }]);
  });

  it('holds the settings, and leaves planned faults as they are', () => {
    const { emulator } = createTown();
    const snapshot = emulator.snapshot();
    const fault = emulator.planFault({ kind: 'error' });
    emulator.configure({ latency: 3 });
    emulator.restore(snapshot);
    expect(emulator.faults).toEqual([fault]);
    expect(emulator.configure().latency).toBe(0);
    expect(JSON.stringify(snapshot)).not.toContain('fault-1');
  });

  it('holds the webhook and how it is told, of which a part may be replaced', async () => {
    const app = createApp();
    const webhooks = { callbackUrl: 'https://app.example/webhook', verifyToken: 'w', fetch: app.fetch };
    const { emulator } = createTown({ webhooks: { ...webhooks, duplicates: 1, valuesShape: 'object' } });
    const before = emulator.snapshot();
    await emulator.subscribeWebhooks();
    const again = createEmulator({
      clock: createVirtualClock(),
      snapshot: emulator.snapshot(),
      webhooks: { fetch: app.fetch, duplicates: 2 },
    });
    const announce = async (): Promise<readonly string[]> => {
      app.received.length = 0;
      again.act({ act: 'post', by: 'alice', text: 'Hello' });
      await again.deliverEvents();
      return app.received.map(({ text }) => text);
    };
    const told = await announce();
    expect(told).toHaveLength(3);
    expect(told[0]).toContain('"values":{');
    again.reset();
    callerOf(again, 'alice');
    expect(await announce()).toHaveLength(3);
    again.restore(before);
    callerOf(again, 'alice');
    expect(await announce()).toEqual([]);
  });

  it('lets a part of the app be replaced', () => {
    const { emulator } = createTown();
    const app = { redirectUris: ['https://app.example/back'] };
    const again = createEmulator({ snapshot: emulator.snapshot(), app });
    expect(again.app).toEqual({ ...emulator.app, ...app });
  });

  it('of the machine’s clock keeps what it was moved ahead, and lets the time run', () => {
    const emulator = createEmulator({ users });
    emulator.clock.advance(86_400_000);
    const { clock, ...rest } = emulator.snapshot();
    const lastWeek = { ...rest, clock: { ...clock, now: clock.now - 7 * 86_400_000 } };
    const again = createEmulator({ snapshot: lastWeek });
    expect(Math.abs(again.clock.now() - emulator.clock.now())).toBeLessThan(5000);
  });

  it('of a virtual clock keeps its time, on the machine’s clock too', () => {
    const { emulator } = createTown({ clock: createVirtualClock(Date.UTC(2020, 0, 1)) });
    const again = createEmulator({ snapshot: emulator.snapshot() });
    expect(Math.abs(again.clock.now() - Date.UTC(2020, 0, 1))).toBeLessThan(5000);
  });

  it('is restored on a clock that cannot be moved back', () => {
    const clock = createVirtualClock();
    const { emulator } = createTown({
      clock: {
        now: () => clock.now(),
        sleep: (milliseconds) => clock.sleep(milliseconds),
        advance: (milliseconds) => clock.advance(milliseconds),
      },
    });
    const snapshot = emulator.snapshot();
    emulator.clock.advance(1000);
    emulator.restore(snapshot);
    expect(emulator.clock.now()).toBe(snapshot.clock.now + 1000);
  });
});

describe('a snapshot that makes no sense', () => {
  const refusal = (change: (snapshot: Record<string, unknown>) => unknown): string => {
    const { emulator } = createTown();
    const before = JSON.stringify(emulator.snapshot());
    const copy: Record<string, unknown> = JSON.parse(before);
    try {
      Reflect.apply(emulator.restore, undefined, [change(copy)]);
    } catch (error) {
      expect(error).toBeInstanceOf(TypeError);
      expect(JSON.stringify(emulator.snapshot())).toBe(before);
      return error instanceof Error ? error.message : '';
    }
    throw new Error('The snapshot was taken.');
  };

  it.each([
    ['nothing', () => undefined, 'restore: it must be an object.'],
    ['no version', () => ({}), 'restore: version must be one of 1.'],
    ['another version', (given: object) => ({ ...given, version: 2 }), 'restore: version must be one of 1.'],
    [
      'several faults',
      (given: object) => ({ ...given, seed: 'x', extra: 1, app: {} }),
      'restore: seed must be a whole number; app.clientId must be 1 to 20 digits; app.clientSecret must be ' +
        'printable ASCII without spaces; app.name must be a text; app.redirectUris must be a list; app.access must be one of advanced, standard; ' +
        'extra is unknown.',
    ],
    [
      'a missing table',
      ({ store, ...given }: Record<string, unknown>) => ({
        ...given,
        store: { ...Object(store), posts: undefined },
      }),
      'restore: store.posts must be a list.',
    ],
    [
      'a post of nobody',
      ({ store, ...given }: Record<string, unknown>) => ({
        ...given,
        store: { ...Object(store), users: [] },
      }),
      'restore: store.tokens[0].userId is no user; store.tokens[1].userId is no user.',
    ],
    [
      'a broken record',
      ({ store, ...given }: Record<string, unknown>) => ({
        ...given,
        store: { ...Object(store), usage: [{ quota: 1, subject: 'a' }] },
      }),
      'restore: store.usage[0].quota must be a text; store.usage[0].at must be a number from -8640000000000000 to 8640000000000000.',
    ],
  ] as const)('as %s is refused, and nothing is changed', (_, change, message) => {
    expect(refusal(change)).toBe(message);
  });

  const members: Readonly<Record<string, string>> = {
    users: 'id username name biography pictureUrl verified followers geoGating tester private follows',
    tokens: 'accessToken userId scopes shortLived issuedAt expiresAt',
    codes: 'code userId redirectUri scopes issuedAt expiresAt used',
    containers: 'id ownerId mediaType carouselItem content crossreshare createdAt finishedAt',
    posts: 'id ownerId mediaType shortcode createdAt content carouselItem hideStatus',
    'posts.content': 'spoilerMedia replyAudience replyApprovals ghost text children replyToId quotedPostId',
    locations: 'id name latitude longitude',
    usage: 'quota subject at',
    searches: 'userId query at',
  };

  it.each(
    Object.entries(members).flatMap(([table, names]) =>
      names.split(' ').map((name) => [table, name] as const),
    ),
  )('as by %s with a broken %s is refused', (table, name) => {
    const [records = '', inside] = table.split('.');
    const broken = { [name]: { not: 'this' } };
    const message = refusal(({ store, ...given }) => ({
      ...given,
      store: { ...Object(store), [records]: [inside === undefined ? broken : { [inside]: broken }] },
    }));
    const place = `store.${records}[0].${inside === undefined ? '' : `${inside}.`}${name}`;
    expect(message).toContain(name === 'content' ? `${place}.ghost must be` : `${place} must be`);
  });

  it('is refused at creation too, and so are users and a seed besides', () => {
    const snapshot = createTown().emulator.snapshot();
    expect(() => createEmulator({ snapshot: { ...snapshot, seed: 0.5 } })).toThrow(
      'createEmulator: snapshot: seed must be a whole number.',
    );
    expect(() => createEmulator({ snapshot, users, seed: 1 })).toThrow(
      'createEmulator: users cannot be given besides a snapshot, which has its own; seed cannot be given besides',
    );
  });
});
