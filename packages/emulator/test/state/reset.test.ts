import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEmulator, createVirtualClock } from '../../src/index.ts';
import { callerOf, createTown, publishText } from '../api.ts';
import { anyPath, createVillage, randomTimes, users, walk } from './village.ts';

describe('starting over', () => {
  it('gives the same bytes as the first time, whatever happened', async () => {
    await fc.assert(
      fc.asyncProperty(anyPath, async (path) => {
        const emulator = createVillage(randomTimes);
        const first = await walk(emulator, path);
        await walk(emulator, ['post', 'token', 'search', 'wait']);
        emulator.reset();
        expect(await walk(emulator, path)).toEqual(first);
      }),
      { numRuns: 25 },
    );
  });

  it('forgets faults, effects to come, requests and changed settings, and moves the clock back', async () => {
    const { emulator, alice } = createTown({ latency: 5 });
    const start = emulator.clock.now();
    emulator.planFault({ kind: 'late-effect', delay: 10, preset: 'unknown-error' });
    await alice.post('/me/threads', { media_type: 'TEXT', text: 'Late', auto_publish_text: 'true' });
    emulator.planFault({ kind: 'error', times: Infinity });
    emulator.configure({ latency: 70, readingLag: 9, processing: { text: 1 } });
    emulator.addUser({ username: 'carol' });
    emulator.reset();
    expect(emulator.faults).toEqual([]);
    expect(emulator.requests).toEqual([]);
    expect(emulator.configure()).toMatchObject({
      latency: 5,
      processing: { text: 0, image: 1000, video: 5000, carousel: 1000 },
      readingLag: 0,
    });
    expect(emulator.clock.now()).toBe(start);
    expect(emulator.users.map(({ username }) => username)).toEqual(['alice', 'bob']);
    emulator.clock.advance(60_000);
    const { body } = await callerOf(emulator, 'alice').get('/me/threads');
    expect(body.data).toEqual([]);
  });

  it('forgets what users granted and the webhook, which the options can subscribe again', async () => {
    const app = async (request: Request): Promise<Response> =>
      new Response(new URL(request.url).searchParams.get('hub.challenge'));
    const { emulator } = createTown({
      webhooks: { callbackUrl: 'https://app.example/hook', verifyToken: 'x', fetch: app },
    });
    await emulator.subscribeWebhooks();
    const publish = async (): Promise<number> => {
      emulator.act({ act: 'post', by: 'alice', text: 'Hello' });
      await emulator.deliverEvents();
      return emulator.deliveries.length;
    };
    expect(await publish()).toBe(1);
    emulator.reset();
    expect(emulator.deliveries).toEqual([]);
    callerOf(emulator, 'alice');
    expect(await publish()).toBe(0);
    await emulator.subscribeWebhooks();
    expect(await publish()).toBe(1);
    emulator.reset();
    await emulator.subscribeWebhooks();
    // Nobody granted anything.
    expect(await publish()).toBe(0);
  });

  it('makes the tokens of before unknown', async () => {
    const { emulator, alice, bob } = createTown();
    emulator.reset();
    expect((await alice.get('/me')).body.error.code).toBe(190);
    expect(callerOf(emulator, 'alice').accessToken).toBe(alice.accessToken);
    expect(bob.userId).toBe(emulator.users[1]?.id);
  });

  it('goes back to the snapshot that an emulator was created with', async () => {
    const { emulator, alice } = createTown();
    await publishText(alice, 'Kept');
    const again = createEmulator({ clock: createVirtualClock(), snapshot: emulator.snapshot() });
    await publishText(callerOf(again, 'bob'), 'Dropped');
    again.reset();
    expect(again.snapshot()).toEqual(emulator.snapshot());
  });

  it('leaves the machine’s time running, without what it was moved ahead', () => {
    const emulator = createEmulator({ users });
    emulator.clock.advance(60_000);
    expect(emulator.clock.now()).toBeGreaterThan(Date.now() + 50_000);
    emulator.reset();
    expect(Math.abs(emulator.clock.now() - Date.now())).toBeLessThan(5000);
  });
});
