import { createClient } from '@threads-sdk/core-http/fetch';
import { createCredentials } from '@threads-sdk/credentials';
import { describe, expect, it } from 'vitest';
import {
  advancePublish,
  createKeyvJournal,
  createMemoryJournal,
  publish,
  publishChain,
  resumePublish,
  startPublish,
  type Journal,
  type Post,
  type PublishedPost,
  type PublishState,
} from '../src/index.ts';
import { createConcurrentClock } from './concurrent-clock.ts';
import { clientOfVault, failureOf, journalOn, leftAtConfirm } from './interrupted.ts';
import { connectionReset, createStage, graphError, notFound, published, type Stage } from './stage.ts';

const hello: Post = { text: 'Hello' };
const day = 24 * 60 * 60 * 1000;

describe('what only the journal knows', () => {
  it('is not told where the journal cannot be read, and no state is handed out to post again from', async () => {
    const stage = createStage();
    const entries = new Map<string, string>();
    await publish(stage.client, hello, { idempotencyKey: 'k', journal: journalOn(entries) });
    const journal = journalOn(entries, { get: async () => Promise.reject(new Error('down')) });
    const error = await failureOf(publish(stage.client, hello, { idempotencyKey: 'k', journal }));
    expect(error).toMatchObject({ code: 'JOURNAL_FAILED', carriedOut: 'maybe', retryable: 'later' });
    expect(error).not.toHaveProperty('state');
    expect(await stage.livePosts()).toHaveLength(1);
  });

  it('is not told to a caller who leaves the line behind the one that publishes', async () => {
    const clock = createConcurrentClock();
    const stage = createStage({ clock });
    const journal = createMemoryJournal();
    const leaving = new AbortController();
    const first = publish(stage.client, hello, { idempotencyKey: 'k', journal });
    const second = failureOf(
      publish(stage.client, hello, { idempotencyKey: 'k', journal, signal: leaving.signal }),
    );
    leaving.abort();
    expect(await second).toMatchObject({ code: 'ABORTED', carriedOut: 'maybe', retryable: 'now' });
    expect(await second).not.toHaveProperty('state');
    await first;
  });
});

describe('a key', () => {
  it('starts over when the children of its carousel have expired', async () => {
    let isDown = true;
    const stage = createStage({
      intercept: async (kind, pass) => {
        const isCarousel = kind === 'create' && stage.sent.at(-1)?.body.get('media_type') === 'CAROUSEL';
        if (isDown && isCarousel) throw connectionReset();
        return pass();
      },
    });
    const post: Post = {
      media: [{ image: 'https://e.example/a.jpg' }, { image: 'https://e.example/b.jpg' }],
    };
    const options = { idempotencyKey: 'k', journal: createMemoryJournal() };
    expect(await failureOf(publish(stage.client, post, options))).toMatchObject({ code: 'NETWORK_FAILED' });
    isDown = false;
    stage.clock.advance(2 * day);
    await publish(stage.client, post, options);
    expect(
      (await stage.livePosts()).filter(({ media_type }) => media_type === 'CAROUSEL_ALBUM'),
    ).toHaveLength(1);
  });

  it('goes on with what was recorded where only the signature of an address differs', async () => {
    const stage = createStage();
    const options = { idempotencyKey: 'k', journal: createMemoryJournal() };
    const signed = (signature: string): Post => ({
      media: [{ image: `https://store.example/a.jpg?signature=${signature}` }],
    });
    const first = await publish(stage.client, signed('1'), options);
    expect(await publish(stage.client, signed('2'), options)).toEqual(first);
    expect(
      await failureOf(publish(stage.client, { media: [{ image: 'https://store.example/b.jpg' }] }, options)),
    ).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', carriedOut: 'yes', state: { step: 'done' } });
  });

  it('goes on with a post whose absent members are undefined for once', async () => {
    const stage = createStage();
    const options = { idempotencyKey: 'a', journal: journalOn(new Map()) };
    const { id } = await publish(stage.client, { ...hello, replyTo: undefined, media: undefined }, options);
    expect(stage.sent.some(({ body }) => [...body.values()].includes('undefined'))).toBe(false);
    expect((await publish(stage.client, hello, options)).id).toBe(id);
  });

  it('takes the address that is signed anew where the file is still to be loaded', async () => {
    const stage = createStage({
      intercept: async (kind, pass, nth) => {
        if (kind === 'create' && nth <= 3) throw connectionReset();
        return pass();
      },
    });
    const options = { idempotencyKey: 'k', journal: createMemoryJournal() };
    const signed = (signature: string): Post => ({
      media: [{ image: `https://store.example/a.jpg?signature=${signature}` }],
    });
    await failureOf(publish(stage.client, signed('old'), options));
    await publish(stage.client, signed('new'), options);
    expect(stage.sent.at(-1)?.kind).toBe('publish');
    const created = stage.sent.filter(({ kind }) => kind === 'create');
    expect(created.at(-1)?.body.get('image_url')).toContain('signature=new');
  });

  it('shares an entry with no part of a chain', async () => {
    const stage = createStage();
    const journal = createMemoryJournal();
    await publish(stage.client, { text: 'a' }, { idempotencyKey: 'x/0', journal });
    await publishChain(stage.client, [{ text: 'a' }, { text: 'b' }], { idempotencyKey: 'x', journal });
    expect(await stage.livePosts()).toHaveLength(3);
  });

  it('waits in one line for all journals on the same Keyv', async () => {
    const stage = createStage({ clock: createConcurrentClock() });
    const entries = new Map<string, unknown>();
    const keyv = {
      get: async (key: string) => entries.get(key),
      set: async (key: string, value: string) => Boolean(entries.set(key, value)),
    };
    const once = (): Promise<PublishedPost> =>
      publish(stage.client, hello, { idempotencyKey: 'k', journal: createKeyvJournal(keyv) });
    const [one, other] = await Promise.all([once(), once()]);
    expect(one).toEqual(other);
    expect(await stage.livePosts()).toHaveLength(1);
  });

  it('keeps a state that was made without it, so that publishing anew under it makes no second post', async () => {
    const stage = createStage({
      intercept: published(() => {
        throw connectionReset();
      }),
    });
    const failure = await leftAtConfirm(stage, hello);
    const { state }: { readonly state: PublishState } = Object(failure);
    const options = { idempotencyKey: 'later', journal: journalOn(new Map()) };
    await failureOf(resumePublish(stage.client, state, { ...options, signal: AbortSignal.abort() }));
    const { id } = await publish(stage.client, hello, options);
    expect(await stage.livePosts()).toMatchObject([{ id }]);

    const done: PublishState = { step: 'done', post: hello, id };
    const others = { idempotencyKey: 'another', journal: options.journal };
    expect(await resumePublish(stage.client, done, others)).toEqual({ id });
    expect(await publish(stage.client, hello, others)).toEqual({ id });
  });

  it.each([
    ['of a text at once', { fast: true }],
    ['of a text', {}],
  ])(
    'sends the request %s after all where the credentials could not be had for the first',
    async (_, fast) => {
      const stage = createStage();
      const { client, setDown } = clientOfVault(stage, new Error('the vault is down'));
      const journal = journalOn(new Map());
      const { compareAndSet } = journal;
      const failing: Journal = {
        ...journal,
        compareAndSet: async (key, entry, expected) => {
          setDown(/"confirm(-at-once)?"/.test(entry));
          return (await compareAndSet?.(key, entry, expected)) ?? false;
        },
      };
      const options = { ...fast, idempotencyKey: 'a', journal: failing };
      expect(await failureOf(publish(client, hello, options))).toMatchObject({
        message: 'the vault is down',
      });
      setDown(false);
      await publish(client, hello, { ...options, journal });
      expect(await stage.livePosts()).toHaveLength(1);
    },
  );

  it('is not stuck when its process ended while it was waited for a lost container', async () => {
    let lost: string | undefined;
    const stage: Stage = createStage({
      intercept: async (kind, pass) => {
        const { body, path } = stage.sent.at(-1) ?? {};
        const asked = body?.get('creation_id') ?? path?.split('/').at(-1);
        if (kind === 'publish') lost ??= asked;
        return asked === lost && (kind === 'publish' || kind === 'status') ? notFound() : pass();
      },
    });
    const options = { idempotencyKey: 'a', journal: journalOn(new Map()) };
    await leftAtConfirm(stage, hello, options, 60_000);
    await publish(stage.client, hello, options);
    expect(await stage.livePosts()).toHaveLength(1);
  });

  it('is refused without a journal, which would forget it', async () => {
    const stage = createStage();
    const error = await failureOf(publish(stage.client, hello, { idempotencyKey: 'k' }));
    expect(error).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'options.journal' }] });
  });

  it('is done for its own account where two share a journal, each with credentials from a function', async () => {
    const stage = createStage();
    stage.emulator.addUser({ username: 'kai' });
    const journal = createMemoryJournal();
    const clients = ['mika', 'kai'].map((username) => {
      const credentials = createCredentials(stage.emulator.issueToken({ username }));
      return createClient({
        credentials: async () => credentials,
        clock: stage.clock,
        fetch: stage.emulator.fetch,
      });
    });
    const ids: string[] = [];
    for (const client of clients) {
      for (const _ of [1, 2]) ids.push((await publish(client, hello, { idempotencyKey: 'k', journal })).id);
    }
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).toBe(ids[3]);
    expect(ids[0]).not.toBe(ids[2]);
  });
});

describe('a worker that another has overtaken', () => {
  it('goes by what the journal has when it fails', async () => {
    const entries = new Map<string, string>();
    let other: Promise<PublishedPost> | undefined;
    const stage: Stage = createStage({
      intercept: async (kind, pass, nth) => {
        if (kind === 'create' && nth === 1) {
          // While its container is made, the other does all of it.
          other = publish(stage.client, hello, { idempotencyKey: 'k', journal: journalOn(entries) });
          await other;
          return graphError(400, 100);
        }
        return pass();
      },
    });
    const post = await publish(stage.client, hello, { idempotencyKey: 'k', journal: journalOn(entries) });
    expect(post).toEqual(await other);
    expect(await stage.livePosts()).toHaveLength(1);
  });

  it('keeps that its post is live', async () => {
    const entries = new Map<string, string>();
    const stage: Stage = createStage({
      intercept: async (kind, pass) => {
        const response = await pass();
        // Another looks for it, and writes how far it is, before the answer is here.
        if (kind === 'publish') {
          for (const [key, entry] of entries) entries.set(key, entry.replace('"lookups":0', '"lookups":2'));
        }
        return response;
      },
    });
    const options = { idempotencyKey: 'k', journal: journalOn(entries) };
    const { id } = await publish(stage.client, hello, options);
    expect(entries.get([...entries.keys()].find((key) => key.endsWith('/k')) ?? '')).toContain('"done"');
    expect(await publish(stage.client, hello, options)).toMatchObject({ id });
  });
});

describe('a journal that does not do what it says', () => {
  it('has sent a compare-and-set twice, and refused its own', async () => {
    const entries = new Map<string, string>();
    const once = journalOn(entries).compareAndSet;
    const journal = journalOn(entries, {
      compareAndSet: async (...entry) => {
        await once?.(...entry);
        return (await once?.(...entry)) ?? false;
      },
    });
    const stage = createStage();
    for (const fast of [true, false])
      await publish(stage.client, hello, { idempotencyKey: `k${fast}`, journal, fast });
    expect(await stage.livePosts()).toHaveLength(2);
  });

  it('has kept what it failed to write, and nothing was sent', async () => {
    const entries = new Map<string, string>();
    let isBroken = true;
    const journal = journalOn(entries, {
      compareAndSet: async (key, entry, expected) => {
        if (entries.get(key) !== expected) return false;
        entries.set(key, entry);
        if (isBroken && entry.includes('confirm')) throw new Error('gone');
        return true;
      },
    });
    const stage = createStage();
    for (const fast of [true, false]) {
      const options = { idempotencyKey: `k${fast}`, journal, fast };
      isBroken = true;
      expect(await failureOf(publish(stage.client, hello, options))).toMatchObject({
        code: 'JOURNAL_FAILED',
        carriedOut: 'unsent',
      });
      isBroken = false;
      await publish(stage.client, hello, options);
    }
    expect(await stage.livePosts()).toHaveLength(2);
  });

  it('has kept what it failed to write and takes nothing back, which another process has not done', async () => {
    const entries = new Map<string, string>();
    let isBroken = false;
    const journal = journalOn(entries, {
      compareAndSet: async (key, entry, expected) => {
        if (isBroken || entries.get(key) !== expected) throw new Error('gone');
        entries.set(key, entry);
        isBroken = entry.includes('confirm');
        if (isBroken) throw new Error('gone');
        return true;
      },
    });
    const stage = createStage();
    const error = await failureOf(publish(stage.client, hello, { idempotencyKey: 'k', journal }));
    expect(error).toMatchObject({ code: 'JOURNAL_FAILED', carriedOut: 'unsent', state: { step: 'publish' } });
    expect(stage.count('publish')).toBe(0);
  });

  it('has lost its last write, and nothing is called unsent before the container was looked at', async () => {
    const entries = new Map<string, string>();
    let before = new Map<string, string>();
    const journal = journalOn(entries, {
      compareAndSet: async (key, entry, expected) => {
        if (entry.includes('"confirm"')) before = new Map(entries);
        return (await journalOn(entries).compareAndSet?.(key, entry, expected)) ?? false;
      },
    });
    const stage = createStage({ intercept: published(() => graphError(500, 2)) });
    const caller = new AbortController();
    const options = { idempotencyKey: 'k', signal: caller.signal };
    const onProgress = ({ step }: { readonly step: string }): void => {
      if (step === 'confirm') caller.abort();
    };
    await failureOf(publish(stage.client, hello, { ...options, journal, onProgress }));

    const down = { compareAndSet: async (): Promise<boolean> => Promise.reject(new Error('down')) };
    const call = publish(stage.client, hello, { idempotencyKey: 'k', journal: journalOn(before, down) });

    expect(await failureOf(call)).toMatchObject({ code: 'JOURNAL_FAILED', carriedOut: 'maybe' });
    const { id } = await publish(stage.client, hello, { idempotencyKey: 'k', journal: journalOn(before) });
    expect(await stage.livePosts()).toMatchObject([{ id }]);
  });

  it('is told by advancePublish what it replaces, and keeps the request back if it refuses', async () => {
    const stage = createStage();
    let stored = JSON.stringify(startPublish(hello));
    const record = async (state: PublishState, replaced: PublishState): Promise<boolean> => {
      if (stored !== JSON.stringify(replaced)) return false;
      stored = JSON.stringify(state);
      return true;
    };
    /** Takes up the job as it was read, until it is live. */
    const work = async (read: string): Promise<void> => {
      let state: PublishState = JSON.parse(read);
      while (state.step !== 'done') {
        stage.clock.advance(Math.max(0, (state.due ?? 0) - stage.clock.now()));
        state = await advancePublish(stage.client, state, { record });
      }
    };
    const first = stored;
    await work(first);
    // It is delivered a second time.
    const error = await failureOf(work(first));
    expect(error).toMatchObject({
      code: 'JOURNAL_FAILED',
      carriedOut: 'maybe',
      retryable: 'later',
      remedy: 'Look at what is behind the journal. Read the job again, and go on from what is recorded.',
    });
    expect(error).not.toHaveProperty('state'); // with it, it could be posted a second time
    expect(await stage.livePosts()).toHaveLength(1);
  });
});
