import { createClient } from '@threads-sdk/core-http/fetch';
import { createCredentials } from '@threads-sdk/credentials';
import { isThreadsError } from '@threads-sdk/errors';
import { describe, expect, it } from 'vitest';
import {
  advancePublish,
  createKeyvJournal,
  createMemoryJournal,
  type Journal,
  type Post,
  publish,
  publishChain,
  type PublishedPost,
  type PublishState,
  resumePublish,
  startPublish,
  waitForContainer,
} from '../src/index.ts';
import { createConcurrentClock } from './concurrent-clock.ts';
import {
  allScopes,
  connectionReset,
  createStage,
  graphError,
  notFound,
  published,
  refused,
  type Stage,
} from './stage.ts';

const hello: Post = { text: 'Hello' };
const day = 24 * 60 * 60 * 1000;

/** How a call failed. */
async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    (value) => {
      throw new Error(`It was expected to fail, and gave ${JSON.stringify(value)}.`);
    },
    (error: unknown) => error,
  );
}

/** A journal with compare-and-set, on entries that outlive it. */
function journalOn(entries: Map<string, string>, changes: Partial<Journal> = {}): Journal {
  return {
    get: async (key) => entries.get(key),
    set: async (key, entry) => void entries.set(key, entry),
    compareAndSet: async (key, entry, expected) => {
      if (entries.get(key) !== expected) return false;
      entries.set(key, entry);
      return true;
    },
    ...changes,
  };
}

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
      intercept: async (kind, pass, nth) => {
        const answer = await pass();
        if (kind === 'publish' && nth === 1) throw connectionReset();
        return answer;
      },
    });
    const leave = new AbortController();
    const failure = await failureOf(
      publish(stage.client, hello, {
        signal: leave.signal,
        onProgress: ({ step }) => {
          if (step === 'confirm') leave.abort();
        },
      }),
    );
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
      const { emulator, clock } = stage;
      const credentials = createCredentials(emulator.issueToken({ username: 'mika', scopes: allScopes }));
      let isDown = false;
      const client = createClient({
        clock,
        fetch: emulator.fetch,
        credentials: async () => {
          if (isDown) throw new Error('the vault is down');
          return credentials;
        },
      });
      const journal = journalOn(new Map());
      const { compareAndSet } = journal;
      const failing: Journal = {
        ...journal,
        compareAndSet: async (key, entry, expected) => {
          isDown = /"confirm(-at-once)?"/.test(entry);
          return (await compareAndSet?.(key, entry, expected)) ?? false;
        },
      };
      const options = { ...fast, idempotencyKey: 'a', journal: failing };
      expect(await failureOf(publish(client, hello, options))).toMatchObject({
        message: 'the vault is down',
      });
      isDown = false;
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
    const leave = new AbortController();
    await failureOf(
      publish(stage.client, hello, {
        ...options,
        signal: leave.signal,
        onProgress: ({ step, elapsed }) => {
          if (step === 'confirm' && elapsed > 60_000) leave.abort();
        },
      }),
    );
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

describe('a second container', () => {
  it('is not published before the last request for the first has had its effect', async () => {
    let late: { readonly at: number; readonly pass: () => Promise<Response> } | undefined;
    const stage: Stage = createStage({
      intercept: async (kind, pass, nth) => {
        if (late && stage.clock.now() >= late.at) {
          const { pass: arrive } = late;
          late = undefined;
          await arrive();
        }
        if (kind !== 'publish') {
          // The machine slept between the first request and the second.
          if (stage.count('publish') === 1 && kind === 'status' && nth === 2) stage.clock.advance(320_000);
          return pass();
        }
        if (nth === 1) throw connectionReset();
        if (nth === 2) {
          late = { at: stage.clock.now() + 100_000, pass };
          throw connectionReset();
        }
        return notFound();
      },
    });
    const { id } = await publish(stage.client, hello, {
      idempotencyKey: 'k',
      journal: createMemoryJournal(),
    });
    stage.clock.advance(600_000);
    expect(await stage.livePosts()).toMatchObject([{ id }]);
  });

  it('is not made when the list cannot be read that could tell of the first', async () => {
    let first: string | null = null;
    const stage: Stage = createStage({
      intercept: async (kind, pass) => {
        const { body, path } = stage.sent.at(-1) ?? { body: new URLSearchParams(), path: '' };
        if (kind === 'publish') {
          const id = body.get('creation_id');
          first ??= id;
          if (stage.count('publish') === 1) await pass(); // the answer is that to its double
          if (id === first) return notFound();
        }
        if (first !== null && path.endsWith(first)) return notFound();
        if (kind === 'other') return graphError(500, 2);
        return pass();
      },
    });
    expect(await failureOf(publish(stage.client, hello))).toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      carriedOut: 'maybe',
    });
    expect(stage.emulator.snapshot().store.posts).toHaveLength(1);
  });
});

describe('a post like it', () => {
  it('that belongs to another key is no witness', async () => {
    const stage = createStage({
      intercept: refused(() => {
        throw connectionReset();
      }),
    });
    const journal = journalOn(new Map());
    // The request of the first is lost, and the second says the same meanwhile.
    const leave = new AbortController();
    const lost = failureOf(
      publish(stage.client, hello, {
        idempotencyKey: 'a',
        journal,
        signal: leave.signal,
        onProgress: ({ step }) => {
          if (step === 'confirm') leave.abort();
        },
      }),
    );
    expect(await lost).toMatchObject({ code: 'ABORTED', carriedOut: 'maybe' });
    const second = await publish(stage.client, hello, { idempotencyKey: 'b', journal });
    const first = await publish(stage.client, hello, { idempotencyKey: 'a', journal });
    expect(first.id).not.toBe(second.id);
    expect(await stage.livePosts()).toHaveLength(2);
  });

  it('is no witness where another key has sent the same and nobody knows what came of it', async () => {
    const stage = createStage({
      intercept: async (kind, pass, nth) => {
        if (kind === 'at once' && nth === 2) throw connectionReset(); // lost on the way
        return pass();
      },
    });
    const entries = new Map<string, string>();
    const isDone = (entry: string): boolean => entry.includes('"done"');
    const compareAndSet: Journal['compareAndSet'] = async (key, entry, expected) => {
      if (isDone(entry)) throw new Error('down');
      return (await journalOn(entries).compareAndSet?.(key, entry, expected)) ?? false;
    };
    const journal = journalOn(entries, { compareAndSet });
    await publish(stage.client, hello, { idempotencyKey: 'first', journal, fast: true });

    const options = { idempotencyKey: 'second', journal: journalOn(entries), fast: true };
    const error = await failureOf(publish(stage.client, hello, options));

    expect(error).toMatchObject({ code: 'OUTCOME_UNKNOWN', carriedOut: 'maybe' });
    expect(await stage.livePosts()).toHaveLength(1);
  });

  it('is no witness where a lost request of another key may have made it after all', async () => {
    let arrive = (): Promise<unknown> => Promise.resolve();
    const stage = createStage({
      intercept: async (kind, pass, nth) => {
        if (kind === 'publish' && nth > 1) return graphError(400, 100);
        if (kind === 'publish') arrive = pass;
        if (kind === 'publish' || kind === 'at once') throw connectionReset();
        return pass();
      },
    });
    const journal = journalOn(new Map());
    const first = await failureOf(publish(stage.client, hello, { idempotencyKey: 'first', journal }));
    expect(first).toMatchObject({ code: 'REQUEST_REJECTED' });
    await arrive();

    const options = { idempotencyKey: 'second', journal, fast: true };
    const error = await failureOf(publish(stage.client, hello, options));
    expect(error).toMatchObject({ code: 'OUTCOME_UNKNOWN', carriedOut: 'maybe' });
    expect(await stage.livePosts()).toHaveLength(1);
  });

  it('may be one of its own where the request of another key was refused', async () => {
    const stage = createStage({
      intercept: async (kind, pass, nth) => {
        if (kind !== 'publish') return pass();
        if (nth === 1) return graphError(400, 9);
        const answer = await pass();
        if (nth === 2) throw connectionReset();
        return answer;
      },
    });
    const journal = journalOn(new Map());
    const refusal = await failureOf(publish(stage.client, hello, { idempotencyKey: 'first', journal }));
    expect(refusal).toMatchObject({ code: 'RATE_LIMITED', carriedOut: 'no' });
    const { id } = await publish(stage.client, hello, { idempotencyKey: 'second', journal });
    expect(await stage.livePosts()).toMatchObject([{ id }]);
  });

  it('is known to be of another key also where many send the same at the same time', async () => {
    const stage = createStage({
      clock: createConcurrentClock(),
      intercept: async (kind, pass) => {
        const answer = await pass();
        return kind === 'publish' ? graphError(500, 2) : answer;
      },
    });
    const journal = createMemoryJournal();
    const keys = ['a', 'b', 'c', 'd'];
    const once = (idempotencyKey: string): Promise<PublishedPost> =>
      publish(stage.client, hello, { idempotencyKey, journal });
    await Promise.allSettled(keys.map(once));
    stage.clock.advance(day);
    const known = (await Promise.allSettled(keys.map(once))).filter(({ status }) => status === 'fulfilled');

    // All four are live, and nobody can tell which is whose: no id is guessed.
    expect(await stage.livePosts()).toHaveLength(4);
    expect(known).toEqual([]);
  });

  it('is only one of the same kind', async () => {
    const stage = createStage({
      intercept: async (kind, pass) => {
        const answer = await pass();
        if (kind === 'publish' && stage.count('publish') < 3) throw connectionReset();
        return answer;
      },
    });
    const journal = journalOn(new Map());
    const leave = new AbortController();
    await failureOf(
      publish(stage.client, hello, {
        idempotencyKey: 'text',
        journal,
        signal: leave.signal,
        onProgress: ({ step }) => {
          if (step === 'confirm') leave.abort();
        },
      }),
    );
    const picture = { text: 'Hello', media: [{ image: 'https://e.example/a.jpg' }] };
    const { id } = await publish(stage.client, picture, { idempotencyKey: 'picture', journal });
    expect(await stage.livePosts()).toMatchObject([{ id }, { media_type: 'TEXT_POST' }]);
  });

  it('does not keep back a container that is finished', async () => {
    const stage = createStage();
    await publish(stage.client, hello);
    stage.emulator.planFault({ kind: 'lost-request', operation: 'publishContainer' });
    await publish(stage.client, hello);
    expect(await stage.livePosts()).toHaveLength(2);
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

describe('a look that fails', () => {
  it('for want of a token says what to do first', async () => {
    const stage = createStage({
      intercept: async (kind, pass) => {
        if (kind === 'at once') throw connectionReset();
        return kind === 'other' ? graphError(401, 190) : pass();
      },
    });
    expect(await failureOf(publish(stage.client, hello, { fast: true }))).toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      remedy: expect.stringMatching(/^Let the user log in again\. Look at the profile/),
    });
  });

  it('to its end is named, and nothing is said of videos', async () => {
    const stage = createStage({
      intercept: async (kind, pass) => (kind === 'status' ? graphError(500, 10) : pass()),
    });
    expect(await failureOf(publish(stage.client, hello))).toMatchObject({
      code: 'CONTAINER_TIMED_OUT',
      cause: { code: 'PERMISSION_MISSING' },
      remedy: 'Try again later. See its cause. It lives for 24 hours.',
    });
  });

  it('for less than a minute, as if there were no container, makes no other one', async () => {
    const stage = createStage({
      intercept: async (kind, pass, nth) => (kind === 'status' && nth <= 12 ? notFound() : pass()),
    });
    await publish(stage.client, hello);
    expect(stage.count('create')).toBe(1);
  });

  it.each<[string, () => Response]>([
    ['that it does not exist', () => graphError(400, 100, 33)],
    ['a missing permission', () => graphError(500, 10)],
    ['a failure of the server', () => graphError(500, 2)],
  ])('with %s is no news', async (_, answer) => {
    const stage = createStage({
      processing: { video: 60_000 },
      intercept: async (kind, pass, nth) => (kind === 'status' && nth <= 6 ? answer() : pass()),
    });
    await publish(stage.client, { media: [{ video: 'https://e.example/a.mp4' }] });
    expect(await stage.livePosts()).toHaveLength(1);
  });

  it('for as long as may be waited is the cause of the end', async () => {
    const stage = createStage({
      intercept: async (kind, pass) => (kind === 'status' ? graphError(500, 10) : pass()),
    });
    expect(await failureOf(publish(stage.client, hello, { processingTimeout: 60_000 }))).toMatchObject({
      code: 'CONTAINER_TIMED_OUT',
      carriedOut: 'unsent',
      cause: { code: 'PERMISSION_MISSING' },
    });
  });

  it.each<[string, () => Response]>([
    ['TOKEN_INVALID', () => graphError(401, 190)],
    ['GRANT_MISSING', () => graphError(400, 100, 10)],
  ])('with %s ends it', async (code, answer) => {
    const stage = createStage({
      intercept: async (kind, pass) => (kind === 'status' ? answer() : pass()),
    });
    expect(await failureOf(publish(stage.client, hello))).toMatchObject({ code, carriedOut: 'unsent' });
    expect(await failureOf(waitForContainer(stage.client, { containerId: '17' }))).toMatchObject({ code });
  });
});

describe('a refusal to publish', () => {
  it('is not believed before the container was looked at', async () => {
    const stage = createStage({
      intercept: async (kind, pass) => {
        if (kind !== 'publish') return pass();
        await pass();
        return graphError(400, 100, 33);
      },
    });
    const { id } = await publish(stage.client, hello);
    expect(await stage.livePosts()).toMatchObject([{ id }]);
  });

  it('is believed later where the look at what became of it fails', async () => {
    let isDown = true;
    const stage = createStage({
      intercept: async (kind, pass, nth) => {
        if (kind === 'at once' && nth === 1) return graphError(400, 100, 33);
        return kind === 'other' && isDown ? graphError(500, 2) : pass();
      },
    });
    const options = { fast: true, idempotencyKey: 'a', journal: journalOn(new Map()) };
    expect(await failureOf(publish(stage.client, hello, options))).toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      carriedOut: 'maybe',
    });
    isDown = false;
    expect(await failureOf(publish(stage.client, hello, options))).toMatchObject({
      code: 'OBJECT_NOT_FOUND',
      carriedOut: 'no',
    });
    await publish(stage.client, hello, options);
    expect(await stage.livePosts()).toHaveLength(1);
  });

  it('names the time that Threads asks to wait', async () => {
    const stage = createStage();
    const fault = { kind: 'error', preset: 'rate-limited', retryAfter: 3600 } as const;
    stage.emulator.planFault({ ...fault, operation: 'publishContainer' });
    const error = await failureOf(publish(stage.client, hello));
    expect(error).toMatchObject({ code: 'RATE_LIMITED', retryAt: expect.any(Date) });
    expect(Object(error).retryAt.getTime()).toBeGreaterThan(stage.clock.now() + 3_500_000);
  });

  it('is not about a file when there were too many calls', async () => {
    const stage = createStage({
      intercept: async (kind, pass) => (kind === 'create' ? graphError(429, 4) : pass()),
    });
    const error = await failureOf(publish(stage.client, { media: [{ image: 'https://e.example/a.jpg' }] }));
    expect(error).toMatchObject({ code: 'RATE_LIMITED' });
    expect(String(error)).not.toContain('media[0]');
  });

  it('stays known when another container takes the place of a lost one', async () => {
    const stage: Stage = createStage({
      intercept: async (kind, pass, nth) => {
        if (kind === 'create' && nth > 1) return graphError(401, 190);
        return kind === 'publish' ? notFound() : pass();
      },
    });
    const error = await failureOf(publish(stage.client, hello));
    expect(error).toMatchObject({ code: 'TOKEN_INVALID', carriedOut: 'no' });
  });

  it('by the daily limit as Instagram words it is RATE_LIMITED at once', async () => {
    const stage = createStage({ intercept: refused(() => graphError(400, 9, 2207042), 9) });
    const begin = stage.clock.now();
    expect(await failureOf(publish(stage.client, hello))).toMatchObject({
      code: 'RATE_LIMITED',
      carriedOut: 'no',
      retryable: 'later',
    });
    expect(stage.clock.now() - begin).toBeLessThan(5000);
    expect(stage.count('publish')).toBe(1);
  });
});

describe('a file that Threads cannot load', () => {
  const media = Array.from({ length: 6 }, (_, index) => ({
    image: `https://store.example/${index}.jpg?signature=canary`,
  }));

  it('is loaded again a few times, since nothing is live', async () => {
    const stage = createStage({
      intercept: async (kind, pass, nth) =>
        kind === 'create' && nth === 1 ? graphError(400, 1, 2207052) : pass(),
    });
    await publish(stage.client, { media: media.slice(0, 1) });
    expect(await stage.livePosts()).toHaveLength(1);
  });

  it('is named, without what its address was signed with', async () => {
    const stage: Stage = createStage({
      intercept: async (kind, pass) =>
        kind === 'create' && stage.sent.at(-1)?.body.get('image_url')?.includes('/4.jpg')
          ? graphError(400, 9004, 2207052)
          : pass(),
    });
    const error = await failureOf(publish(stage.client, { media }));
    expect(error).toMatchObject({
      code: 'MEDIA_DOWNLOAD_FAILED',
      carriedOut: 'unsent',
      mediaIndex: 4,
      message: expect.stringContaining('media[4], https://store.example/4.jpg.'),
      remedy: 'Make the media URL public: Meta fetches it.',
    });
    expect(isThreadsError(error) && error.message).not.toContain('canary');
  });
});
