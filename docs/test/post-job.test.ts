import { createCredentials, createSealingKey } from '@threads-sdk/credentials';
import { createEmulator } from '@threads-sdk/emulator';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createKvStore } from '../examples/edge/kv-store.ts';
import { PostJob } from '../examples/edge/post-job.ts';

const minute = 60_000;

interface Trouble {
  /** The object dies with this write or request; counted from 1. */
  readonly diesAt?: number;
  /** The requests, by the ends of their addresses, that do not get through for ten minutes. */
  readonly lost?: RegExp;
}

/** Has a post published by a Durable Object on a platform that wakes it as Cloudflare does; gives what became of it. */
async function publishWith({ diesAt = 0, lost }: Trouble): Promise<{
  readonly live: number;
  readonly job: unknown;
  readonly hasDied: boolean;
}> {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: Date.UTC(2026, 0, 1) });
  const startedAt = Date.now();
  const clock = { now: () => Date.now(), sleep: async () => {}, advance: () => {} };
  const emulator = createEmulator({ users: [{ username: 'mika' }], clock });
  const entries = new Map<string, string>();
  const env = {
    SEALING_KEY: createSealingKey(),
    CREDENTIALS: {
      get: async (key: string) => entries.get(key) ?? null,
      put: async (key: string, value: string) => void entries.set(key, value),
      delete: async (key: string) => void entries.delete(key),
      list: async () => ({ keys: [], list_complete: true }),
    },
    THREADS_APP_ID: emulator.app.clientId,
    THREADS_API_SECRET: emulator.app.clientSecret,
    THREADS_REDIRECT_URI: 'https://app.example/callback',
    POSTS: { idFromName: () => '', get: () => ({ fetch: async () => new Response() }) },
  };
  await createKvStore(env).set('mika', createCredentials(emulator.issueToken({ username: 'mika' })));

  let steps = 0;
  let hasDied = false;
  let die = (): void => {};
  /** What an object does that has an effect; the one that dies hears of nothing any more. */
  const act = async <Result>(effect: () => Result | Promise<Result>): Promise<Result> => {
    const result = await effect();
    steps += 1;
    if (steps !== diesAt) return result;
    hasDied = true;
    die();
    return new Promise<never>(() => {});
  };
  vi.stubGlobal('fetch', (url: string, init: RequestInit) =>
    act(async () => {
      const isOver = Date.now() >= startedAt + 10 * minute;
      if (!isOver && lost?.test(url)) throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
      return emulator.fetch(new Request(url, init));
    }),
  );
  const kept = new Map<string, string>();
  let alarm: number | undefined;
  const storage = {
    get: async (key: string) => (kept.has(key) ? JSON.parse(kept.get(key) ?? '') : undefined),
    put: (key: string, value: unknown) => act(() => void kept.set(key, JSON.stringify(value))),
    setAlarm: (at: number) => act(() => void (alarm = at)),
  };

  /** Lets an object work until it is done or dies. */
  const wake = async (work: (object: PostJob) => Promise<unknown>): Promise<'done' | 'threw' | 'died'> => {
    let ended: 'done' | 'threw' | 'died' | undefined;
    die = () => void (ended = 'died');
    work(new PostJob({ storage }, env)).then(
      () => void (ended ??= 'done'),
      () => void (ended ??= 'threw'),
    );
    while (ended === undefined) await vi.advanceTimersByTimeAsync(10);
    return ended;
  };
  const accept = (object: PostJob): Promise<Response> =>
    object.fetch(
      new Request('https://object.example/', {
        method: 'POST',
        body: JSON.stringify({ account: 'mika', post: { text: 'From an object' } }),
      }),
    );

  // Whoever asks for it asks again until there is an answer.
  while ((await wake(accept)) === 'died');
  let tries = 0;
  while (alarm !== undefined) {
    await vi.advanceTimersByTimeAsync(Math.max(0, alarm - Date.now()));
    alarm = undefined;
    const ended = await wake((object) => object.alarm());
    tries = ended === 'done' ? 0 : tries + 1;
    if (ended !== 'done' && tries <= 6) alarm ??= Date.now() + 1000 * 2 ** tries;
  }
  return { live: emulator.snapshot().store.posts.length, job: JSON.parse(kept.get('job') ?? ''), hasDied };
}

describe('a Durable Object for each post', () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('publishes once, wherever it dies', async () => {
    for (let diesAt = 1; ; diesAt += 1) {
      const { live, job, hasDied } = await publishWith({ diesAt });
      expect({ diesAt, live, job }).toMatchObject({ diesAt, live: 1, job: { id: expect.any(String) } });
      if (!hasDied) break;
    }
  });

  it.each([/$/, /threads_publish$/])('publishes once after ten minutes in which %s is lost', async (lost) => {
    const { live, job } = await publishWith({ lost });
    expect({ live, job }).toMatchObject({ live: 1, job: { id: expect.any(String) } });
  });
});
