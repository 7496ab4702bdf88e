import { describe, expect, it } from 'vitest';
import {
  createMemoryJournal,
  lookUpPublish,
  type MediaCheck,
  type Post,
  publish,
  publishChain,
  publishRepost,
  stepPublish,
} from '../src/index.ts';
import { failureOf } from './interrupted.ts';
import { connectionReset, createStage } from './stage.ts';

const hello: Post = { text: 'Hello' };
const chain: readonly Post[] = [{ text: 'One' }, { text: 'Two' }, { text: 'Three' }];

describe('lookUpPublish', () => {
  it('finds nothing under a new key, and sends and writes nothing', async () => {
    const stage = createStage();
    const journal = createMemoryJournal();
    const set = (): never => {
      throw new Error('It must not write.');
    };
    const found = await lookUpPublish(stage.client, 'k', { post: hello, journal: { ...journal, set } });
    expect(found).toEqual({ posts: [hello], begun: 0, published: [], isNextSent: false });
    expect(stage.sent).toEqual([]);
  });

  it('finds a post that was begun, and one that is live', async () => {
    const stage = createStage({ processing: { image: 60_000 } });
    const journal = createMemoryJournal();
    const post: Post = { media: [{ image: 'https://example.com/gate.jpg' }] };
    await stepPublish(stage.client, 'k', { post, journal });
    expect(await lookUpPublish(stage.client, 'k', { post, journal })).toMatchObject({
      begun: 1,
      published: [],
    });
    const live = await publish(stage.client, post, { idempotencyKey: 'k', journal });
    const { length } = stage.sent;
    expect(await lookUpPublish(stage.client, 'k', { post, journal })).toEqual({
      posts: [post],
      begun: 1,
      published: [live],
      isNextSent: false,
    });
    expect(stage.sent).toHaveLength(length);
  });

  it('finds which posts of a chain are live, also of one that became longer', async () => {
    const stage = createStage();
    const journal = createMemoryJournal();
    const two = chain.slice(0, 2);
    const live = await publishChain(stage.client, two, { idempotencyKey: 'k', journal });
    expect(await lookUpPublish(stage.client, 'k', { chain, journal })).toEqual({
      posts: chain,
      begun: 2,
      published: live,
      isNextSent: false,
    });
  });

  it('finds whatever has a key, where its posts are not at hand', async () => {
    const stage = createStage();
    const journal = createMemoryJournal();
    expect(await lookUpPublish(stage.client, 'none', { journal })).toEqual({
      posts: [],
      begun: 0,
      published: [],
      isNextSent: false,
    });
    const post = await publish(stage.client, hello, { idempotencyKey: 'a/post', journal });
    expect(await lookUpPublish(stage.client, 'a/post', { journal })).toMatchObject({
      begun: 1,
      published: [post],
    });
    const live = await publishChain(stage.client, chain, { idempotencyKey: 'chain', journal });
    expect(await lookUpPublish(stage.client, 'chain', { journal })).toMatchObject({
      begun: 3,
      published: live,
    });
    const bad = lookUpPublish(stage.client, '', { journal: undefined as never });
    expect(Object(await failureOf(bad)).issues.map(({ path }: { path: string }) => path)).toEqual([
      'key',
      'options.journal',
    ]);
  });

  it('tells that a post was sent of which nobody knows whether it is live', async () => {
    let isLost = false;
    const stage = createStage({
      intercept: async (kind, pass) => {
        isLost ||= kind === 'publish';
        if (isLost) throw connectionReset();
        return pass();
      },
    });
    const journal = createMemoryJournal();
    await failureOf(publishChain(stage.client, chain, { idempotencyKey: 'lost', journal }));
    const sent = { begun: 1, published: [], isNextSent: true };
    expect(await lookUpPublish(stage.client, 'lost', { journal })).toMatchObject(sent);
    expect(await lookUpPublish(stage.client, 'lost', { chain, journal })).toMatchObject(sent);
  });

  it('finds a repost', async () => {
    const stage = createStage();
    const journal = createMemoryJournal();
    const { id: mediaId } = await publish(stage.client, hello);
    const options = { repost: mediaId, journal };
    expect(await lookUpPublish(stage.client, 'r', options)).toMatchObject({ begun: 0, published: [] });
    const live = await publishRepost(stage.client, { mediaId }, { idempotencyKey: 'r', journal });
    expect(await lookUpPublish(stage.client, 'r', options)).toMatchObject({ begun: 1, published: [live] });
  });

  it('says that a key belongs to another post, chain or repost, and whether that is live', async () => {
    const stage = createStage();
    const journal = createMemoryJournal();
    const { id } = await publish(stage.client, hello, { idempotencyKey: 'post', journal });
    await publishChain(stage.client, chain, { idempotencyKey: 'chain', journal });
    const reused = { code: 'IDEMPOTENCY_KEY_REUSED', carriedOut: 'yes' };
    for (const [key, asked] of [
      ['post', { post: { text: 'Other' } }],
      ['post', { chain: [hello] }],
      ['post', { repost: id }],
      ['chain', { chain: [{ text: 'Other' }] }],
      ['chain', { post: { text: 'One' } }],
      ['chain', { repost: id }],
    ] as const)
      expect(await failureOf(lookUpPublish(stage.client, key, { ...asked, journal }))).toMatchObject(reused);
  });

  it('names every fault, and has media looked at while nothing was begun', async () => {
    const stage = createStage();
    const journal = createMemoryJournal();
    const bad = { post: { text: 'x'.repeat(501), topicTag: 'a.b' }, journal };
    const { issues } = Object(await failureOf(lookUpPublish(stage.client, '', bad)));
    expect(issues.map(({ path }: { path: string }) => path)).toEqual(['key', 'text', 'topicTag']);
    const bogus = { repost: 'abc', journal };
    expect(await failureOf(lookUpPublish(stage.client, 'k', bogus))).toMatchObject({
      message: expect.stringContaining('repost'),
    });

    const check: MediaCheck = async () => ({ issues: [{ message: 'is too wide' }] });
    const post: Post = { media: [{ image: 'https://example.com/gate.jpg' }] };
    expect(await failureOf(lookUpPublish(stage.client, 'k', { post, check, journal }))).toMatchObject({
      issues: [{ path: 'media[0].image', message: 'is too wide' }],
    });
    await publish(stage.client, post, { idempotencyKey: 'k', journal });
    expect(await lookUpPublish(stage.client, 'k', { post, check, journal })).toMatchObject({ begun: 1 });
  });

  it('says that the journal could not be read', async () => {
    const stage = createStage();
    const journal = { ...createMemoryJournal(), get: async () => Promise.reject(new Error('down')) };
    expect(await failureOf(lookUpPublish(stage.client, 'k', { post: hello, journal }))).toMatchObject({
      code: 'JOURNAL_FAILED',
      carriedOut: 'maybe',
    });
  });
});
