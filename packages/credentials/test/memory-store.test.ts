import { createMemoryStore } from '@threads-sdk/credentials';
import { expect, it } from 'vitest';
import { describeCompareAndSet, describeStore, type Opened } from './describe-store.ts';
import { sample } from './samples.ts';

async function open(): Promise<Opened> {
  const store = createMemoryStore();
  return { store, reopen: () => store, dump: async () => '' };
}

describeStore('createMemoryStore', open);
describeCompareAndSet('createMemoryStore', open);

it('keeps a copy, which nobody can change from outside', async () => {
  const store = createMemoryStore();
  const scopes = ['threads_basic'];
  const { accessToken } = sample('1');
  await store.set('mika', { ...sample('1'), accessToken, scopes });
  scopes.push('threads_delete');
  expect((await store.get('mika'))?.credentials.scopes).toEqual(['threads_basic']);
});
