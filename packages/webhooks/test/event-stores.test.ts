import { createKeyvEventStore, createMemoryEventStore, type EventStoreKeyv } from '@threads-sdk/webhooks';
import { Keyv } from 'keyv';
import { Keyv as Keyv6 } from 'keyv-6';
import { describe, expect, it } from 'vitest';
import { errorOf } from './error-of.ts';

/** A database for a Keyv that fails when it is told to, and whose clock is the machine's. */
class FailingMap extends Map<string, string> {
  failing = false;

  #check(): void {
    if (this.failing)
      throw Object.assign(new Error('connect redis://:password@db'), { code: 'ECONNREFUSED' });
  }

  override get(key: string): string | undefined {
    this.#check();
    return super.get(key);
  }

  override set(key: string, value: string): this {
    this.#check();
    return super.set(key, value);
  }
}

const keyvs: Record<string, (store: FailingMap) => EventStoreKeyv> = {
  'Keyv 5': (store) => new Keyv({ store, namespace: 'events', throwOnErrors: true }),
  'Keyv 6': (store) => new Keyv6({ store, namespace: 'events' }),
};

const stores = {
  memory: () => createMemoryEventStore(),
  ...Object.fromEntries(
    Object.entries(keyvs).map(([name, create]) => [
      name,
      () => createKeyvEventStore(create(new FailingMap())),
    ]),
  ),
};

describe.each(Object.entries(stores))('the event store in %s', (_, create) => {
  it('handles each key once', async () => {
    const store = create();
    const handled: string[] = [];
    for (const key of ['a', 'b', 'a', '__proto__', 'b', '__proto__'])
      await store.once(key, async () => void handled.push(key));
    expect(handled).toEqual(['a', 'b', '__proto__']);
  });

  it('remembers nothing of what failed', async () => {
    const store = create();
    const failure = new Error('no');
    let calls = 0;
    const handle = async (): Promise<void> => {
      calls += 1;
      if (calls === 1) throw failure;
    };
    await expect(store.once('a', handle)).rejects.toBe(failure);
    await store.once('a', handle);
    await store.once('a', handle);
    expect(calls).toBe(2);
  });

  it('lets what comes meanwhile wait for the outcome, and other keys pass', async () => {
    const store = create();
    let finish = (): void => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const order: string[] = [];
    const first = store.once('a', async () => {
      await finished;
      order.push('first');
    });
    const second = store.once('a', async () => void order.push('again')).then(() => order.push('second'));
    await store.once('b', async () => void order.push('other'));
    finish();
    await Promise.all([first, second]);
    expect(order).toEqual(['other', 'first', 'second']);
  });
});

describe('the event store in memory', () => {
  it('forgets the oldest beyond its limit', async () => {
    const store = createMemoryEventStore({ maxEvents: 2 });
    const handled: string[] = [];
    for (const key of ['a', 'b', 'a', 'c', 'b', 'a'])
      await store.once(key, async () => void handled.push(key));
    expect(handled).toEqual(['a', 'b', 'c', 'a']);
  });
});

describe.each(Object.entries(keyvs))('the event store on %s', (_, create) => {
  it('is shared with what opens it later, for two days', async () => {
    const map = new FailingMap();
    await createKeyvEventStore(create(map)).once('a', async () => {});
    await createKeyvEventStore(create(map)).once('a', () => Promise.reject(new Error('handled again')));
    const [entry = ''] = map.values();
    const left = Object(typeof entry === 'string' ? JSON.parse(entry) : entry).expires - Date.now();
    expect(left / 3_600_000).toBeGreaterThan(47.9);
    expect(left / 3_600_000).toBeLessThanOrEqual(48);
  });

  it('says when the database fails, before an event is handled and after', async () => {
    const map = new FailingMap();
    const store = createKeyvEventStore(create(map));
    let calls = 0;
    map.failing = true;
    const unread = await errorOf(() => store.once('a', async () => void (calls += 1)));
    expect([unread.code, calls]).toEqual(['STORE_FAILED', 0]);
    map.failing = false;
    const unwritten = await errorOf(() =>
      store.once('a', async () => {
        calls += 1;
        map.failing = true;
      }),
    );
    expect([unwritten.code, calls]).toEqual(['STORE_FAILED', 1]);
    expect([unread.carriedOut, unwritten.carriedOut]).toEqual(['unsent', 'maybe']);
    expect([unread.retryable, unwritten.retryable]).toEqual(['later', 'later']);
    expect(unread.message).toBe('The store failed at looking an event up (ECONNREFUSED).');
    expect(`${unread.stack}${unwritten.stack}`).not.toContain('password');
    expect([unread.cause, unwritten.cause]).toEqual([undefined, undefined]);
    map.failing = false;
    await store.once('a', async () => void (calls += 1));
    expect(calls).toBe(2);
  });
});

it('a Keyv that hides its failures is refused', async () => {
  const keyv = new Keyv(); // as version 5 is by default
  const error = await errorOf(() => createKeyvEventStore(keyv));
  expect(error.message).toContain('keyv.throwOnErrors: must be true');
});
