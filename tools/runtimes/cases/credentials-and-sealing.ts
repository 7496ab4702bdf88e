import {
  createCredentials,
  createKeyvStore,
  createMemoryStore,
  createRedisStore,
  createSealingKey,
  type CredentialsStore,
  credentialsFromJson,
  credentialsToJson,
  openCredentials,
  sealCredentials,
} from '@threads-sdk/credentials';
import { guardKeyv } from '@threads-sdk/errors';
import { assert } from 'chai';
import { Keyv } from 'keyv';
import type { Case } from '../in-runtime/case.ts';
import { codeOf, rejection } from '../in-runtime/rejection.ts';

const credentials = createCredentials({
  userId: '17841405793187219',
  scopes: ['threads_basic', 'threads_content_publish'],
  shortLived: false,
  accessToken: 'THAA-the-token',
  expiration: new Date('2100-01-01T00:00:00Z'),
});

/** What every store does. */
async function useStore(store: CredentialsStore): Promise<void> {
  assert.isUndefined(await store.get('mika'));
  await store.set('mika', credentials);
  assert.deepEqual(plain(await store.get('mika')), plainCredentials);
  await store.delete('mika');
  assert.isUndefined(await store.get('mika'));
}

const plainCredentials = JSON.parse(credentialsToJson(credentials));

function plain(stored: Awaited<ReturnType<CredentialsStore['get']>>): unknown {
  return stored && JSON.parse(credentialsToJson(stored.credentials));
}

/** As much of Redis as the store uses; the script's meaning is spelled out. */
function createRedis(): (command: string[]) => Promise<unknown> {
  const entries = new Map<string, string>();
  return async ([name = '', ...args]) => {
    const [key = '', value = ''] = args;
    if (name === 'GET') return entries.get(key) ?? null;
    if (name === 'SET') return entries.set(key, value) && 'OK';
    if (name === 'DEL') return Number(entries.delete(key));
    if (name === 'SCAN') return ['0', [...entries.keys()]];
    const [, , place = '', version, entry = ''] = args;
    if ((entries.get(place)?.split(/\s/)[0] ?? '') !== version) return 0;
    entries.set(place, entry);
    return 1;
  };
}

export const credentialsAndSealing: readonly Case[] = [
  {
    name: 'Credentials go to JSON and back, with a user id of any length',
    run: () => {
      const read = credentialsFromJson(credentialsToJson(credentials));
      assert.deepEqual(JSON.parse(credentialsToJson(read)), plainCredentials);
      const bare =
        '{"user_id":18446744073709551615,"scopes":["threads_basic"],"short_lived":false,' +
        '"access_token":"token","expiration":"2100-01-01T00:00:00+00:00"}';
      assert.equal(credentialsFromJson(bare).userId, '18446744073709551615');
    },
  },
  {
    name: 'JSON that is none is refused without showing what it holds',
    run: async () => {
      const { code, message } = await rejection(() => credentialsFromJson('{"access_token":"THAA-secret"'));
      assert.equal(code, 'INVALID_INPUT');
      assert.notInclude(String(message), 'THAA-secret');
    },
  },
  {
    name: 'Every fault of credentials is named at once',
    run: async () => {
      const wrong = { ...credentials, userId: 'x', shortLived: 'no', expiration: new Date(Number.NaN) };
      const { issues } = await rejection(() => createCredentials(Object(wrong)));
      const paths = (Array.isArray(issues) ? issues : []).map(({ path }: { path: string }) => path);
      assert.deepEqual(paths.toSorted(), ['expiration', 'shortLived', 'userId']);
    },
  },
  {
    name: 'JSON and text of credentials do not show the token',
    run: () => {
      assert.notInclude(JSON.stringify(credentials), 'THAA-the-token');
      // oxlint-disable-next-line typescript/no-base-to-string -- what somebody writes who logs it
      assert.notInclude(String(credentials), 'THAA-the-token');
      assert.isTrue(Object.isFrozen(credentials));
    },
  },
  {
    name: 'Sealed credentials are opened with the key, and are different each time',
    run: async () => {
      const keys = [createSealingKey()];
      const sealed = await Promise.all([
        sealCredentials(credentials, { keys }),
        sealCredentials(credentials, { keys }),
      ]);
      assert.notEqual(sealed[0], sealed[1]);
      for (const text of sealed) {
        assert.notInclude(text, 'THAA');
        const opened = await openCredentials(text, { keys });
        assert.deepEqual(JSON.parse(credentialsToJson(opened)), plainCredentials);
      }
    },
  },
  {
    name: 'A replaced key still opens, and bytes do for a key',
    run: async () => {
      const old = crypto.getRandomValues(new Uint8Array(32));
      const text = await sealCredentials(credentials, { keys: [old] });
      const opened = await openCredentials(text, { keys: [createSealingKey(), old] });
      assert.equal(opened.accessToken, credentials.accessToken);
    },
  },
  {
    name: 'A sealed text that was changed, cut or sealed with another key is one error',
    run: async () => {
      const keys = [createSealingKey()];
      const text = await sealCredentials(credentials, { keys });
      const last = text.endsWith('A') ? 'B' : 'A';
      for (const wrong of [text.slice(0, -1) + last, text.slice(0, -20), '', 'a.b.c.d.e'])
        assert.equal(await codeOf(openCredentials(wrong, { keys })), 'SEAL_INVALID');
      assert.equal(await codeOf(openCredentials(text, { keys: [createSealingKey()] })), 'SEAL_INVALID');
    },
  },
  {
    name: 'A sealing key is 32 random bytes',
    run: () => {
      const keys = new Set(Array.from({ length: 20 }, createSealingKey));
      assert.equal(keys.size, 20);
      for (const key of keys) assert.match(key, /^[\w-]{43}$/);
    },
  },
  { name: 'A store in memory keeps credentials', run: () => useStore(createMemoryStore()) },
  {
    name: 'A store on Keyv keeps credentials',
    run: () => useStore(createKeyvStore(new Keyv({ namespace: 'threads', throwOnErrors: true }))),
  },
  {
    name: 'A store on the commands of Redis keeps credentials and compares before it writes',
    run: async () => {
      const store = createRedisStore(createRedis());
      await useStore(store);
      assert.isTrue(await store.compareAndSet?.('mika', credentials, undefined));
      assert.isFalse(await store.compareAndSet?.('mika', credentials, undefined));
      const version = (await store.get('mika'))?.version;
      assert.isTrue(await store.compareAndSet?.('mika', credentials, version));
      const keys: string[] = [];
      for await (const key of store.keys?.() ?? []) keys.push(key);
      assert.deepEqual(keys, ['mika']);
    },
  },
  {
    name: 'A store that seals keeps no token in the clear',
    run: async () => {
      const keys = [createSealingKey()];
      const entries = new Map<string, unknown>();
      const keyv = {
        get: async (key: string) => entries.get(key),
        set: async (key: string, value: string) => entries.set(key, value) === entries,
        delete: async (key: string) => entries.delete(key),
      };
      const sealing = {
        seal: (given: typeof credentials) => sealCredentials(given, { keys }),
        open: (text: string) => openCredentials(text, { keys }),
      };
      const store = createKeyvStore(keyv, { sealing });
      await store.set('mika', credentials);
      assert.notInclude(JSON.stringify([...entries]), 'THAA');
      assert.deepEqual(plain(await store.get('mika')), plainCredentials);
      entries.set('mika', 'damaged');
      assert.equal(await codeOf(store.get('mika')), 'STORED_CREDENTIALS_INVALID');
    },
  },
  {
    name: 'A store that fails says so without the words of the database',
    run: async () => {
      const fail = (): Promise<never> => Promise.reject(new Error('redis://user:password@host'));
      const error = await rejection(createKeyvStore({ get: fail, set: fail, delete: fail }).get('mika'));
      assert.equal(error['code'], 'STORE_FAILED');
      assert.notInclude(
        `${String(error['stack'])} ${JSON.stringify(error)} ${String(error['cause'])}`,
        'password',
      );
    },
  },
  {
    name: 'A Keyv that answers a failure as if nothing were stored is made to fail',
    run: async () => {
      const keyv = new Keyv();
      const use = guardKeyv(keyv);
      assert.equal(await use(async () => 1), 1);
      const failing = use(async () => keyv.emit('error', new Error('the disk is full')));
      assert.equal(await codeOf(failing), 'the disk is full');
    },
  },
];
