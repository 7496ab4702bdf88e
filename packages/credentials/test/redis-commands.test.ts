import { createRedisStore, type CredentialsStore, type StoreOptions } from '@threads-sdk/credentials';
import { expect, it } from 'vitest';
import { describeCompareAndSet, describeSealing, describeStore, type Opened } from './describe-store.ts';
import { errorOf } from './error-of.ts';

/** As much of Redis as the store sends; what its script does is spelled out. The real one judges `redis-store.test.ts`. */
function answer(entries: Map<string, string>, [name = '', ...args]: readonly string[]): unknown {
  const [key = '', value = ''] = args;
  if (name === 'GET') return entries.get(key) ?? null;
  if (name === 'SET') return entries.set(key, value) && 'OK';
  if (name === 'DEL') return Number(entries.delete(key));
  if (name === 'SCAN') return ['0', [...entries.keys()]];
  if (name !== 'EVAL') throw new Error(`There is no ${name}.`);
  const [, , place = '', version, entry = ''] = args;
  if ((entries.get(place)?.split(/\s/)[0] ?? '') !== version) return 0;
  entries.set(place, entry);
  return 1;
}

async function open(options?: StoreOptions): Promise<Opened> {
  const entries = new Map<string, string>();
  const reopen = (others?: StoreOptions): CredentialsStore =>
    createRedisStore(async (command) => answer(entries, command), others);
  return { store: reopen(options), reopen, dump: async () => [...entries.values()].join('\n') };
}

describeStore('createRedisStore', open);
describeCompareAndSet('createRedisStore', open);
describeSealing('createRedisStore', open);

it.each([undefined, null, 'OK', [], ['0'], ['0', 'key'], ['0', [7]], [0, ['key']]])(
  'createRedisStore cannot list its keys where SCAN answers %j',
  async (page) => {
    const keys = createRedisStore(async () => page).keys?.();
    const error = await errorOf(async () => keys?.[Symbol.asyncIterator]().next());
    expect(error.code).toBe('STORE_FAILED');
    expect(error.message).toContain('listing its keys');
  },
);
