import { Keyv } from 'keyv';
import { Keyv as Keyv6 } from 'keyv-6';
import { expect, it } from 'vitest';
import { createKeyvJournal, type JournalKeyv, publish } from '../src/index.ts';
import { createStage } from './stage.ts';

it.each<[string, (store: Map<string, string>) => JournalKeyv]>([
  ['Keyv 5', (store) => new Keyv({ store, namespace: 'posts', throwOnErrors: true })],
  ['Keyv 6', (store) => new Keyv6({ store, namespace: 'posts' })],
])(
  'a journal with %s in memory makes a key one post, for the next process too',
  async (_name, createKeyv) => {
    const map = new Map<string, string>();
    const stage = createStage();
    const ids: string[] = [];
    for (let process = 0; process < 2; process += 1) {
      const options = { idempotencyKey: 'kyoto', journal: createKeyvJournal(createKeyv(map)) };
      ids.push((await publish(stage.client, { text: 'Good morning' }, options)).id);
    }
    const live = (await stage.livePosts()).map(({ id }) => id);
    expect(live).toHaveLength(1);
    expect(ids).toEqual([live[0], live[0]]);
  },
);
