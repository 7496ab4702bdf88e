import { describe, expect, it } from 'vitest';
import { createEmulator, createVirtualClock } from '../src/index.ts';
import { createTown, publishText, type Caller } from './api.ts';

describe('latency', () => {
  it('is slept on the clock by every call, of OAuth too, and by no page', async () => {
    const { emulator, alice } = createTown({ latency: 40 });
    const start = emulator.clock.now();
    await alice.get('/me');
    await alice.get('/access_token');
    await emulator.fetch(new Request('http://localhost/@alice'));
    expect(emulator.clock.now() - start).toBe(80);
  });

  it('can be drawn from the seed, within its bounds', async () => {
    const durations = async (seed: number): Promise<readonly number[]> => {
      const { emulator, alice } = createTown({ seed, latency: { min: 10, max: 12 } });
      const found: number[] = [];
      for (let call = 0; call < 40; call += 1) {
        const before = emulator.clock.now();
        await alice.get('/me');
        found.push(emulator.clock.now() - before);
      }
      return found;
    };
    const first = await durations(1);
    expect(new Set(first)).toEqual(new Set([10, 11, 12]));
    expect(await durations(1)).toEqual(first);
    expect(await durations(2)).not.toEqual(first);
  });

  it('ends when the caller gives up', async () => {
    const { emulator, alice } = createTown({ latency: 40 });
    const signal = AbortSignal.abort(new Error('Too slow'));
    const url = `https://graph.threads.com/me?access_token=${alice.accessToken}`;
    await expect(emulator.fetch(new Request(url, { signal }))).rejects.toThrow('Too slow');
  });
});

describe('processing', () => {
  it('can be drawn from the seed, within its bounds', async () => {
    const { emulator, alice } = createTown({ processing: { image: { min: 1000, max: 3000 } } });
    const finished = async (): Promise<number> => {
      const start = emulator.clock.now();
      const { body } = await alice.post('/me/threads', {
        media_type: 'IMAGE',
        image_url: 'https://images.example/a.jpg',
      });
      while ((await alice.get(`/${body.id}`)).body.status === 'IN_PROGRESS') emulator.clock.advance(20);
      return emulator.clock.now() - start;
    };
    const times = [await finished(), await finished(), await finished()];
    expect(new Set(times).size).toBeGreaterThan(1);
    for (const time of times) expect(time >= 1000 && time < 3020).toBe(true);
  });

  it('can be changed while the emulator runs, one kind at a time', async () => {
    const { emulator, alice } = createTown();
    expect(emulator.configure({ processing: { text: 0 } }).processing).toEqual({
      text: 0,
      image: 1000,
      video: 5000,
      carousel: 1000,
    });
    const { body } = await alice.post('/me/threads', { media_type: 'TEXT', text: 'Hello' });
    expect((await alice.get(`/${body.id}`)).body.status).toBe('FINISHED');
  });
});

describe('a lag of reading', () => {
  const idsIn = async (caller: Caller, path: string, query = {}): Promise<readonly string[]> =>
    (await caller.get(path, query)).body.data.map(({ id }) => id);

  it('hides a new post from lists and searches, and not from those who know its id', async () => {
    const { emulator, alice } = createTown({ readingLag: 2000 });
    const id = await publishText(alice, 'Hello');
    expect((await alice.get(`/${id}`)).body.id).toBe(id);
    expect(await idsIn(alice, '/me/threads')).toEqual([]);
    expect(await idsIn(alice, '/keyword_search', { q: 'hello' })).toEqual([]);
    // A search without a result is free, so that nothing was counted for it.
    expect(emulator.snapshot().store.usage).toMatchObject([{ quota: 'posts' }]);
    emulator.clock.advance(1999);
    expect(await idsIn(alice, '/me/threads')).toEqual([]);
    emulator.clock.advance(1);
    expect(await idsIn(alice, '/me/threads')).toEqual([id]);
    expect(await idsIn(alice, '/keyword_search', { q: 'hello' })).toEqual([id]);
  });

  it('hides nothing that was there before the clock was put back', async () => {
    const clock = createVirtualClock();
    const start = clock.now();
    const { emulator, alice } = createTown({ clock });
    clock.advance(30 * 24 * 3_600_000);
    const id = await publishText(alice, 'Hello');
    const { body: image } = await alice.post('/me/threads', {
      media_type: 'IMAGE',
      image_url: 'https://images.example/a.jpg',
    });
    clock.moveTo?.({ now: start });
    for (const readingLag of [0, 2000]) {
      emulator.configure({ readingLag });
      expect(await idsIn(alice, '/me/threads')).toEqual([id]);
      expect(await idsIn(alice, '/keyword_search', { q: 'hello' })).toEqual([id]);
    }
    expect((await alice.get(`/${image.id}`)).body.status).toBe('FINISHED');
  });

  it('hides a new reply likewise', async () => {
    const { emulator, alice, bob } = createTown();
    const post = await publishText(alice, 'Hello');
    emulator.configure({ readingLag: 500 });
    const reply = await publishText(bob, 'Hi', { reply_to_id: post });
    expect(await idsIn(alice, `/${post}/replies`)).toEqual([]);
    emulator.clock.advance(500);
    expect(await idsIn(alice, `/${post}/replies`)).toEqual([reply]);
  });
});

describe('settings that make no sense', () => {
  it('are refused with everything that is wrong with them, and nothing is changed', () => {
    const { emulator } = createTown();
    const before = emulator.configure();
    expect(() =>
      Reflect.apply(emulator.configure, undefined, [{ speed: 1, latency: -1, readingLag: 'a' }]),
    ).toThrow(
      'configure: latency must be milliseconds, a number from 0 to 2147483647, or { min, max } of such; ' +
        'readingLag must be a number from 0 to 2147483647; speed is unknown.',
    );
    expect(() => emulator.configure({ processing: { image: { min: 2, max: 1 } } })).toThrow(
      'configure: processing.image must have a min that is not above its max.',
    );
    expect(emulator.configure()).toEqual(before);
  });

  it('are refused at creation too', () => {
    expect(() => createEmulator({ latency: Number.NaN })).toThrow('createEmulator: latency must be');
  });
});
