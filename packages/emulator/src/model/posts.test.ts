import { describe, expect, it } from 'vitest';
import { createIdentifiers } from './identifiers.ts';
import { addPost, plainContent, repliesBelow, repliesTo } from './posts.ts';
import type { PostRecord } from './records.ts';
import { createStore, type Store } from './store.ts';

function createEmptyStore(): Store {
  return createStore(1, createIdentifiers(1), {
    clientId: '1',
    clientSecret: 'secret',
    name: 'App',
    redirectUris: [],
    access: 'advanced',
  });
}

function addText(store: Store, replyToId?: string): PostRecord {
  return addPost(store, {
    ownerId: '1',
    mediaType: 'TEXT_POST',
    createdAt: 0,
    carouselItem: false,
    content: { ...plainContent, ...(replyToId === undefined ? {} : { replyToId }) },
  });
}

describe('the replies below a post', () => {
  it('are those at every depth, and nothing else', () => {
    const store = createEmptyStore();
    const [head, other] = [addText(store), addText(store)];
    const first = addText(store, head.id);
    addText(store, other.id);
    const second = addText(store, head.id);
    const nested = addText(store, first.id);
    expect([...repliesTo(store, head.id)]).toEqual([second, first]);
    expect([...repliesBelow(store, head.id)]).toEqual([nested, second, first]);
    expect([...repliesBelow(store, first.id)]).toEqual([nested]);
  });

  it('may be as deep as they are many', () => {
    const store = createEmptyStore();
    const head = addText(store);
    let last = head;
    for (let depth = 0; depth < 20_000; depth += 1) last = addText(store, last.id);
    expect([...repliesBelow(store, head.id)]).toHaveLength(20_000);
  });
});
