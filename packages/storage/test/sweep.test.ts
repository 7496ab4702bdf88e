import { describe, expect, it } from 'vitest';
import { createStorage, sweepStorage } from '../src/index.ts';

const day = 86_400_000;
const now = (): number => 100 * day;

/** A storage whose files are as many days old. */
function storageWith(days: Readonly<Record<string, number>>): ReturnType<typeof createStorage> {
  const kept = new Map(Object.entries(days));
  return createStorage('memory', {
    put: async () => {},
    url: async (key) => `https://media.example.com/${key}`,
    remove: async (key) => void kept.delete(key),
    list: async function* (prefix) {
      for (const [key, age] of kept)
        if (key.startsWith(prefix)) yield { key, lastModified: new Date(now() - age * day) };
    },
  });
}

describe('sweepStorage', () => {
  it('removes what is old and nothing needs, below the prefix', async () => {
    const storage = storageWith({
      'threads/old.jpg': 8,
      'threads/new.jpg': 6,
      'threads/needed.jpg': 30,
      'other/old.jpg': 30,
    });
    const post = { text: 'x', media: [{ image: { stored: 'threads/needed.jpg' } }] };
    expect(await sweepStorage(storage, { needed: [post], now })).toEqual({
      removed: ['threads/old.jpg'],
      left: 2,
    });
    expect(await sweepStorage(storage, { needed: [post], now })).toEqual({ removed: [], left: 2 });
    expect(await sweepStorage(storage, { needed: [post], olderThan: 2 * day, now })).toEqual({
      removed: ['threads/new.jpg'],
      left: 1,
    });
  });

  it.each([
    ['a post', { media: [{ video: { stored: 'threads/a.mp4' } }] }],
    ['a chain', [{ text: 'x' }, { media: [{ image: { stored: 'threads/a.mp4' } }] }]],
    ['a state', { step: 'publish', post: { media: [{ video: { stored: 'threads/a.mp4' } }] } }],
    ['a row with JSON text', { id: 1, content: '{"post":{"media":[{"image":{"stored":"threads/a.mp4"}}]}}' }],
    [
      'JSON text in JSON text',
      JSON.stringify({ job: JSON.stringify({ image: { stored: 'threads/a.mp4' } }) }),
    ],
    ['JSON text of PHP', String.raw`{"stored":"threads\/a.mp4"}`],
    ['JSON text with escapes', String.raw`{"stored":"threads\u002fa.mp4"}`],
    ['bytes of JSON', new TextEncoder().encode('{"stored":"threads/a.mp4"}')],
    ['a Map of Sets', new Map([[1, new Set([{ stored: 'threads/a.mp4' }])]])],
    ['what makes JSON of itself', { toJSON: () => ({ image: { stored: 'threads/a.mp4' } }) }],
    ['a deep list', Array.from({ length: 20_000 }).reduce((inner) => [inner], { stored: 'threads/a.mp4' })],
    ['JSON text with spaces', '{ "stored" : "threads/a.mp4" }'],
    ['a thing that holds itself', Object.assign(Object(null), { self: null, stored: 'threads/a.mp4' })],
  ])('finds a key in %s', async (_what, needed) => {
    if (typeof needed === 'object' && 'self' in needed) Object.assign(needed, { self: needed });
    const each = async function* (): AsyncGenerator<unknown> {
      yield needed;
    };
    const storage = storageWith({ 'threads/a.mp4': 30, 'threads/b.mp4': 30 });
    expect((await sweepStorage(storage, { needed: each(), now })).removed).toEqual(['threads/b.mp4']);
  });

  it('leaves what has no date, and what was written anew while the list was on its way', async () => {
    const removed: string[] = [];
    let lists = 0;
    const storage = createStorage('memory', {
      put: async () => {},
      url: async (key) => `https://media.example.com/${key}`,
      remove: async (key) => void removed.push(key),
      list: async function* (below) {
        lists += 1;
        const dates = { 'threads/a.jpg': new Date('x'), 'threads/b.jpg': new Date(lists === 1 ? 0 : now()) };
        for (const [key, lastModified] of Object.entries(dates))
          if (key.startsWith(below)) yield { key, lastModified };
      },
    });
    expect(await sweepStorage(storage, { needed: [], now })).toEqual({ removed: [], left: 2 });
    expect(removed).toEqual([]);
    await expect(sweepStorage(storage, { needed: [], now: () => Number.NaN })).rejects.toMatchObject({
      issues: [{ path: 'options.now' }],
    });
  });

  it('tells what failed in a list without what it said', async () => {
    const storage = createStorage('memory', {
      put: async () => {},
      url: async (key) => key,
      remove: async () => {},
      list: () => {
        throw new Error('canary?X-Amz-Signature=1');
      },
    });
    const failure = sweepStorage(storage, { needed: [] });
    await expect(failure).rejects.toMatchObject({ code: 'STORAGE_FAILED', bucket: 'memory' });
    await expect(failure).rejects.not.toMatchObject({ message: expect.stringContaining('canary') });
  });
});
