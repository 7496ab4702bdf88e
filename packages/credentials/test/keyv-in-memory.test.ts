import { createKeyvStore, type CredentialsKeyv } from '@threads-sdk/credentials';
import { Keyv } from 'keyv';
import { Keyv as Keyv6 } from 'keyv-6';
import { describe, expect, it } from 'vitest';
import { describeSealing, describeStore, type Opened } from './describe-store.ts';
import { errorOf } from './error-of.ts';

const inMemory: Record<string, (store: Map<string, string>) => CredentialsKeyv> = {
  'Keyv 5': (store) => new Keyv({ store, namespace: 'threads', throwOnErrors: true }),
  'Keyv 6': (store) => new Keyv6({ store, namespace: 'threads' }),
};

describe.each(Object.entries(inMemory))('createKeyvStore with %s in memory', (_name, createKeyv) => {
  const open = async (options?: Parameters<typeof createKeyvStore>[1]): Promise<Opened> => {
    const map = new Map<string, string>();
    return {
      store: createKeyvStore(createKeyv(map), options),
      reopen: (others) => createKeyvStore(createKeyv(map), others),
      dump: async () => JSON.stringify([...map]),
    };
  };
  describeStore('it', open);
  describeSealing('it', open);
});

it('ends the walk over the keys for a caller who leaves early', async () => {
  let hasEnded = false;
  const keyv: CredentialsKeyv = {
    get: async () => undefined,
    set: async () => true,
    delete: async () => true,
    iterator: async function* () {
      try {
        yield ['mika', ''] as const;
        yield ['juno', ''] as const;
      } finally {
        hasEnded = true; // as a cursor of a database is closed
      }
    },
  };
  for await (const key of createKeyvStore(keyv).keys?.() ?? []) {
    expect([key, hasEnded]).toEqual(['mika', false]);
    break;
  }
  expect(hasEnded).toBe(true);
});

it('says that a database failed without its words', async () => {
  const fail = (): Promise<never> => Promise.reject(new Error('redis://user:password@host'));
  const store = createKeyvStore({ get: fail, set: fail, delete: fail });
  const error = await errorOf(() => store.get('mika'));
  expect(error.code).toBe('STORE_FAILED');
  expect(`${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain('password');
});
