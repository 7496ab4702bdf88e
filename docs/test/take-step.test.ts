import { mkdtempSync, openAsBlob, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCredentials, createMemoryStore } from '@threads-sdk/credentials';
import { createEmulator } from '@threads-sdk/emulator';
import { createMemoryJournal, storeFiles } from '@threads-sdk/publish';
import { createFolderStorage } from '@threads-sdk/storage/node';
import { expect, it } from 'vitest';
import { type Reached, takeStep } from '../examples/queues/take-step.ts';
import { liveIds } from './killed-engines.ts';

it('a step of a post with files needs the storage that has them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-step-'));
  const storage = createFolderStorage({ folder, publicUrl: 'https://media.example.com' });
  const emulator = createEmulator({
    users: [{ username: 'mika' }],
    processing: { image: 0 },
    media: {
      fetch: async ({ url }) => new Response(await openAsBlob(join(folder, new URL(url).pathname))),
    },
  });
  const store = createMemoryStore();
  await store.set('mika', createCredentials(emulator.issueToken({ username: 'mika' })));
  const image = await openAsBlob(fileURLToPath(new URL('../examples/media/gate.jpg', import.meta.url)));
  const [post] = await storeFiles([{ media: [{ image }] }], { storage });
  const job = { account: 'mika', key: '17', post };
  const journal = createMemoryJournal();
  const http = { fetch: emulator.fetch };

  expect(await takeStep(job, store, journal, { http })).toEqual({
    now: 'parked',
    reason: expect.stringMatching(/^INVALID_INPUT: .*storage/),
  });
  let reached: Reached = { now: 'waiting', wait: 1 };
  while (reached.now === 'waiting') reached = await takeStep(job, store, journal, { http, storage });
  expect(reached).toEqual({ now: 'live', ids: liveIds(emulator) });
  rmSync(folder, { recursive: true });
});
