import { createClient } from '@threads-sdk/core-http/fetch';
import { createEmulator, type Emulator } from '@threads-sdk/emulator';
import { describe, expect, it } from 'vitest';
import { publish, publishChain, publishRepost, readPermalink } from '../src/index.ts';

const page = /^https:\/\/www\.threads\.com\/@mika\/post\/[\w-]+$/;

function stage(): { readonly emulator: Emulator; readonly client: ReturnType<typeof createClient> } {
  const emulator = createEmulator({
    users: [{ username: 'mika' }, { username: 'kenji', posts: ['Good morning'] }],
    processing: { text: 0 },
  });
  return { emulator, client: createClient(emulator.clientOptions({ username: 'mika' })) };
}

describe('readPermalink', () => {
  it('reads where a post, the parts of a chain and a repost can be seen, with one request each', async () => {
    const { emulator, client } = stage();
    const other = createClient(emulator.clientOptions({ username: 'kenji' }));
    const theirs = await publish(other, { text: 'Tea?' });
    const posts = [
      await publish(client, { text: 'Kyoto' }),
      ...(await publishChain(client, [{ text: 'One' }, { text: 'Two' }])),
      await publishRepost(client, { mediaId: theirs.id }),
    ];
    const before = emulator.requests.length;
    const read = await Promise.all(posts.map((post) => readPermalink(client, post)));
    expect(emulator.requests).toHaveLength(before + posts.length);
    for (const address of read) {
      expect(address).toEqual({
        permalink: expect.stringMatching(page),
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\+0000$/),
      });
      expect(Object.isFrozen(address)).toBe(true);
    }
    expect(new Set(read.map(({ permalink }) => permalink)).size).toBe(posts.length);
  });

  it('does not throw where Threads refuses, is not reached, or is not waited for: it says why', async () => {
    const { emulator, client } = stage();
    const post = await publish(client, { text: 'Kyoto' });
    emulator.planFault({ operation: 'getThread', kind: 'error', preset: 'permission-missing' });
    expect(await readPermalink(client, post)).toEqual({
      error: expect.objectContaining({ code: 'PERMISSION_MISSING' }),
    });
    const unheard = { signal: AbortSignal.abort() };
    expect(await readPermalink(client, post, unheard)).toEqual({
      error: expect.objectContaining({ code: 'ABORTED' }),
    });
    expect(await readPermalink(client, { id: '1' })).toEqual({
      error: expect.objectContaining({ code: 'OBJECT_NOT_FOUND' }),
    });
    expect(await readPermalink(client, post)).toMatchObject({ permalink: expect.stringMatching(page) });
  });
});
