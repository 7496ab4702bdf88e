import { listThreads } from '@threads-sdk/endpoints';
import { createKeyvJournal, createMemoryJournal, type Journal, publish, repost } from '@threads-sdk/publish';
import { assert } from 'chai';
import { Keyv } from 'keyv';
import type { Case } from '../in-runtime/case.ts';
import type { Context } from '../in-runtime/context.ts';
import { codeOf } from '../in-runtime/rejection.ts';

/** Publishes twice under one key, the second time as after a crash, with a client of its own. */
async function publishTwice({ client, requests }: Context, journal: Journal): Promise<void> {
  const options = { idempotencyKey: 'post-17', journal };
  const first = await publish(await client(), { text: 'Good morning' }, options);
  const second = await publish(await client(), { text: 'Good morning' }, options);
  assert.equal(second.id, first.id);
  assert.lengthOf(await requests('publishContainer'), 1);
}

export const journals: readonly Case[] = [
  {
    name: 'With a journal in memory a key is one post',
    run: (context) => publishTwice(context, createMemoryJournal()),
  },
  {
    name: 'With a journal on Keyv a key is one post',
    run: (context) => publishTwice(context, createKeyvJournal(new Keyv({ namespace: 'posts' }))),
  },
  {
    name: 'Two calls with one key at the same time are one post',
    run: async ({ client, requests }) => {
      const mika = await client();
      const options = { idempotencyKey: 'post-17' };
      const posts = await Promise.all([1, 2, 3].map(() => publish(mika, { text: 'Good morning' }, options)));
      assert.equal(new Set(posts.map(({ id }) => id)).size, 1);
      assert.lengthOf(await requests('publishContainer'), 1);
    },
  },
  {
    name: 'A crash between the publication and its answer leaves one post',
    run: async ({ client, plan }) => {
      const journal = createMemoryJournal();
      const options = { idempotencyKey: 'post-17', journal };
      const controller = new AbortController();
      await plan({ kind: 'slow-headers', operation: 'publishContainer', delay: 3_600_000 });
      const crashing = publish(
        await client(),
        { text: 'Good morning' },
        {
          ...options,
          signal: controller.signal,
          onProgress: ({ step }) => {
            if (step === 'publish') setTimeout(() => controller.abort(), 60);
          },
        },
      );
      assert.equal(await codeOf(crashing), 'ABORTED');
      const mika = await client();
      const { id } = await publish(mika, { text: 'Good morning' }, options);
      const { data } = await listThreads(mika, { fields: ['text'] });
      assert.deepEqual(
        data.filter(({ text }) => text === 'Good morning').map((thread) => thread.id),
        [id],
      );
    },
  },
  {
    name: 'A repost with a key happens once',
    run: async ({ client, requests }) => {
      const { id: mediaId } = await publish(await client(), { text: 'Worth it' });
      const kenji = await client({ username: 'kenji' });
      const options = { idempotencyKey: 'repost', journal: createMemoryJournal() };
      const first = await repost(kenji, { mediaId }, options);
      const second = await repost(kenji, { mediaId }, options);
      assert.equal(second.id, first.id);
      assert.lengthOf(await requests('repost'), 1);
    },
  },
  {
    name: 'Another post under a used key is refused',
    run: async ({ client }) => {
      const mika = await client();
      const options = { idempotencyKey: 'post-17' };
      await publish(mika, { text: 'Good morning' }, options);
      assert.equal(await codeOf(publish(mika, { text: 'Good night' }, options)), 'INVALID_INPUT');
    },
  },
  {
    name: 'A journal that fails stops publishing before anything goes live',
    run: async ({ client, requests }) => {
      const fail = (): Promise<never> => Promise.reject(new Error('the disk is full'));
      const publishing = publish(
        await client(),
        { text: 'Good morning' },
        { idempotencyKey: 'post-17', journal: { get: fail, set: fail } },
      );
      assert.equal(await codeOf(publishing), 'JOURNAL_FAILED');
      assert.isEmpty(await requests('publishContainer'));
    },
  },
];
