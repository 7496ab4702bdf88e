import {
  type CredentialsStore,
  createSealingKey,
  openCredentials,
  sealCredentials,
  type StoreOptions,
} from '@threads-sdk/credentials';
import { describe, expect, it } from 'vitest';
import { errorOf } from './error-of.ts';
import { canary, plain, sample } from './samples.ts';

/** A store on an empty backend, and what is behind it. */
export interface Opened {
  readonly store: CredentialsStore;

  /** All that the backend keeps, as text. */
  readonly dump: () => Promise<string>;

  /** Another store on the same backend. */
  readonly reopen: (options?: StoreOptions) => CredentialsStore;
}

/** Seals with the first of some keys. */
export function sealedWith(...keys: readonly string[]): StoreOptions {
  return {
    sealing: {
      seal: (credentials) => sealCredentials(credentials, { keys }),
      open: (text) => openCredentials(text, { keys }),
    },
  };
}

const oddKeys = ['a', 'a:b', 'a b', 'A', '*', '[a]', 'a?', String.raw`a\*`, 'ü', '🧵', '17841405793187218'];

/** What every store does, whatever is behind it. */
export function describeStore(name: string, open: (options?: StoreOptions) => Promise<Opened>): void {
  describe(`${name}, as every store`, () => {
    it('has nothing where nothing was stored', async () => {
      const { store } = await open();
      expect(await store.get('mika')).toBe(undefined);
      await store.delete('mika');
    });

    it('gives back what was stored last, masked when it is printed', async () => {
      const { store } = await open();
      await store.set('mika', sample('1'));
      await store.set('mika', sample('2'));
      const stored = await store.get('mika');
      expect(plain(stored?.credentials)).toEqual(plain(sample('2')));
      expect(JSON.stringify(stored)).not.toContain(canary);
    });

    it('forgets what is deleted, and nothing else', async () => {
      const { store } = await open();
      await store.set('mika', sample('1'));
      await store.set('juno', sample('2'));
      await store.delete('mika');
      expect(await store.get('mika')).toBe(undefined);
      expect(await store.get('juno')).toBeDefined();
    });

    it('gives every write another version, of the same credentials too', async () => {
      const { store } = await open();
      const versions = new Set<string | undefined>();
      for (let write = 0; write < 5; write += 1) {
        await store.set('mika', sample('1'));
        versions.add((await store.get('mika'))?.version);
        versions.add((await store.get('mika'))?.version);
      }
      expect(versions.size).toBe(5);
    });

    it('keeps keys of any characters apart', async () => {
      const { store } = await open();
      for (const [index, key] of oddKeys.entries()) await store.set(key, sample(String(index)));
      for (const [index, key] of oddKeys.entries()) {
        const stored = await store.get(key);
        expect(stored?.credentials.accessToken).toBe(sample(String(index)).accessToken);
      }
    });

    it('lists every key once', async () => {
      const { store } = await open();
      const keys = [...oddKeys, ...Array.from({ length: 600 }, (_, index) => `account-${index}`)];
      await Promise.all(keys.map((key) => store.set(key, sample(key.length.toString()))));
      expect((await listKeys(store)).toSorted()).toEqual(keys.toSorted());
    });

    it('can be left in the middle of its list', async () => {
      const { store } = await open();
      await store.set('mika', sample('1'));
      await store.set('juno', sample('2'));
      for await (const key of store.keys?.() ?? []) {
        expect(['mika', 'juno']).toContain(key);
        break;
      }
      expect(await listKeys(store)).toHaveLength(2);
    });

    it('refuses credentials with faults and keeps what it has', async () => {
      const { store } = await open();
      await store.set('mika', sample('1'));
      const { accessToken } = sample('2');
      const faulty = { ...sample('2'), accessToken, userId: 'canary' };
      expect(await errorOf(() => store.set('mika', faulty))).toMatchObject({ code: 'INVALID_INPUT' });
      expect((await store.get('mika'))?.credentials.accessToken).toBe(sample('1').accessToken);
    });
  });
}

/** What a store with compare-and-set does. */
export function describeCompareAndSet(name: string, open: (options?: StoreOptions) => Promise<Opened>): void {
  describe(`${name}, writing only what nobody else has written`, () => {
    it('writes a first entry only where there is none', async () => {
      const { store } = await open();
      expect(await store.compareAndSet?.('mika', sample('1'), undefined)).toBe(true);
      expect(await store.compareAndSet?.('mika', sample('2'), undefined)).toBe(false);
      expect((await store.get('mika'))?.credentials.accessToken).toBe(sample('1').accessToken);
    });

    it('writes over the version that it is told, and over no other', async () => {
      const { store } = await open();
      await store.set('mika', sample('1'));
      const first = (await store.get('mika'))?.version;
      await store.set('mika', sample('1'));
      const second = (await store.get('mika'))?.version;
      expect(await store.compareAndSet?.('mika', sample('2'), first)).toBe(false);
      expect((await store.get('mika'))?.version).toBe(second);
      expect(await store.compareAndSet?.('mika', sample('2'), second)).toBe(true);
      expect((await store.get('mika'))?.credentials.accessToken).toBe(sample('2').accessToken);
      await store.delete('mika');
      expect(await store.compareAndSet?.('mika', sample('3'), second)).toBe(false);
    });

    it('refuses credentials with faults', async () => {
      const { store } = await open();
      const { accessToken } = sample('1');
      const faulty = { ...sample('1'), accessToken, userId: '' };
      const error = await errorOf(() => store.compareAndSet?.('mika', faulty, undefined));
      expect(error).toMatchObject({ code: 'INVALID_INPUT' });
      expect(await store.get('mika')).toBe(undefined);
    });

    it('keeps the claim of a refresh until something else is written', async () => {
      const { store } = await open();
      const { accessToken } = sample('1');
      const claimed = { ...sample('1'), accessToken, claimedUntil: 1_772_366_400_000 };
      expect(await store.compareAndSet?.('mika', claimed, undefined)).toBe(true);
      const stored = await store.get('mika');
      expect(plain(stored?.credentials)).toEqual(claimed);
      expect(await store.compareAndSet?.('mika', sample('2'), stored?.version)).toBe(true);
      expect(plain((await store.get('mika'))?.credentials)).toEqual(plain(sample('2')));
    });

    it('lets one of many writers through', async () => {
      const { store, reopen } = await open();
      await store.set('mika', sample('0'));
      const version = (await store.get('mika'))?.version;
      const written = await Promise.all(
        Array.from({ length: 50 }, async (_, index) =>
          reopen().compareAndSet?.('mika', sample(`${index}`), version),
        ),
      );
      expect(written.filter((success) => success === true)).toHaveLength(1);
      const winner = written.indexOf(true);
      expect((await store.get('mika'))?.credentials.accessToken).toBe(sample(`${winner}`).accessToken);
    });
  });
}

/** What a store on a backend does when it is told to seal. */
export function describeSealing(name: string, open: (options?: StoreOptions) => Promise<Opened>): void {
  describe(`${name}, sealed`, () => {
    it('shows the token to nobody without the key', async () => {
      const key = createSealingKey();
      const { store, dump, reopen } = await open(sealedWith(key));
      await store.set('mika', sample('1'));
      expect(await dump()).toMatch(/\d+-\d+-\d+-\d+ eyJ/);
      expect(await dump()).not.toContain(canary);
      const stored = await reopen(sealedWith(key)).get('mika');
      expect(plain(stored?.credentials)).toEqual(plain(sample('1')));
    });

    it('reads what an older key sealed and writes with the new one', async () => {
      const [older, newer] = [createSealingKey(), createSealingKey()];
      const { store, reopen } = await open(sealedWith(older));
      await store.set('mika', sample('1'));
      const rotated = reopen(sealedWith(newer, older));
      expect((await rotated.get('mika'))?.credentials.accessToken).toBe(sample('1').accessToken);
      await rotated.set('mika', sample('2'));
      const stored = await reopen(sealedWith(newer)).get('mika');
      expect(stored?.credentials.accessToken).toBe(sample('2').accessToken);
    });

    it('says which entry cannot be read, and why', async () => {
      const { store, reopen } = await open(sealedWith(createSealingKey()));
      await store.set('mika', sample('1'));
      for (const options of [sealedWith(createSealingKey()), {}]) {
        const error = await errorOf(() => reopen(options).get('mika'));
        expect(error).toMatchObject({ code: 'STORED_CREDENTIALS_INVALID' });
        expect(error.message).toContain('"mika"');
      }
    });
  });
}

export async function listKeys(store: CredentialsStore): Promise<string[]> {
  if (!store.keys) throw new Error('The store cannot list its keys.');
  const keys: string[] = [];
  for await (const key of store.keys()) keys.push(key);
  return keys;
}
