import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPostIndex, type PostIndex } from './post-index.ts';
import { plainContent } from './posts.ts';
import type { PostRecord } from './records.ts';

// Each post answers a fixed one, as in life; of one and two digits, so that ids are compared as numbers.
const parents: Readonly<Record<string, string | undefined>> = {
  7: undefined,
  8: '7',
  9: '8',
  10: '9',
  11: '8',
  12: '7',
  13: undefined,
  14: '13',
  15: '14',
  16: undefined,
};
const ids = Object.keys(parents);
const owners = ['1', '2'];

const rootOf = (id: string): string => {
  const parent = parents[id];
  return parent === undefined ? id : rootOf(parent);
};

const postOf = (...among: readonly string[]): fc.Arbitrary<PostRecord> =>
  fc
    .record({
      id: fc.constantFrom(...among),
      ownerId: fc.constantFrom(...owners),
      // Few instants, so that posts often share one.
      createdAt: fc.integer({ min: 0, max: 3 }),
      hideStatus: fc.constantFrom('NOT_HUSHED', 'HIDDEN'),
      item: fc.boolean(),
      ghost: fc.boolean(),
      quoted: fc.constantFrom(undefined, ...ids),
      reposted: fc.constantFrom(undefined, ...ids),
    })
    .map(({ id, item, ghost, quoted, reposted, ...post }) => {
      const replyToId = parents[id];
      return {
        ...post,
        id,
        shortcode: `D${id}`,
        mediaType: 'TEXT_POST',
        carouselItem: item && replyToId === undefined,
        content: {
          ...plainContent,
          ghost,
          ...(quoted === undefined ? {} : { quotedPostId: quoted }),
          ...(replyToId === undefined ? {} : { replyToId }),
        },
        ...(reposted === undefined ? {} : { repostedPostId: reposted }),
        ...(replyToId === undefined ? {} : { rootPostId: rootOf(id) }),
      };
    });

type Change = 'clear' | 'look' | { readonly set: PostRecord } | { readonly remove: string };

const changes: fc.Arbitrary<Change> = fc.oneof(
  { weight: 12, arbitrary: postOf(...ids).map((post) => ({ set: post })) },
  { weight: 5, arbitrary: fc.constantFrom(...ids).map((id) => ({ remove: id })) },
  // Indexes are made when somebody looks: before, between and after the changes.
  { weight: 2, arbitrary: fc.constant('look' as const) },
  { weight: 1, arbitrary: fc.constant('clear' as const) },
);

function apply(index: PostIndex | Map<string, PostRecord>, change: Change): void {
  if (change === 'look') return;
  if (change === 'clear') index.clear();
  else if ('set' in change) index.set(change.set.id, change.set);
  else index.delete(change.remove);
}

// Everything that an index answers, by looking at every post for every question.
function scan(records: ReadonlyMap<string, PostRecord>): unknown {
  const listed = [...records.values()]
    .filter((post) => !post.carouselItem)
    .toSorted((one, other) => other.createdAt - one.createdAt || Number(BigInt(other.id) - BigInt(one.id)));
  const repliesTo = (id: string): PostRecord[] => listed.filter(({ content }) => content.replyToId === id);
  const repliesBelow = (id: string): PostRecord[] =>
    repliesTo(id).flatMap((reply) => [reply, ...repliesBelow(reply.id)]);
  return {
    size: records.size,
    values: [...records],
    listed,
    owners: owners.map((owner) => {
      const own = listed.filter(({ ownerId }) => ownerId === owner);
      return {
        threads: own.filter(({ content }) => content.replyToId === undefined),
        replies: own.filter(({ content }) => content.replyToId !== undefined),
        ghosts: own.filter(({ content }) => content.ghost),
      };
    }),
    posts: ids.map((id) => ({
      post: records.get(id),
      replies: repliesTo(id),
      conversation: listed.filter((post) => repliesBelow(id).includes(post)),
      reposts: listed.filter(({ repostedPostId }) => repostedPostId === id),
      quotes: listed.filter(({ content }) => content.quotedPostId === id),
      withShortcode: [...records.values()].find(({ shortcode }) => shortcode === `D${id}`),
    })),
  };
}

function ask(index: PostIndex): unknown {
  return {
    size: index.size,
    values: [...index],
    listed: [...index.listed()],
    owners: owners.map((owner) => ({
      threads: [...index.threadsOf(owner)],
      replies: [...index.repliesOf(owner)],
      ghosts: [...index.ghostsOf(owner)],
    })),
    posts: ids.map((id) => ({
      post: index.get(id),
      replies: [...index.repliesTo(id)],
      conversation: [...index.repliesBelow(id)],
      reposts: [...index.repostsOf(id)],
      quotes: [...index.quotesOf(id)],
      withShortcode: index.withShortcode(`D${id}`),
    })),
  };
}

describe('the index of posts', () => {
  it('answers what a look at every post answers, whatever was set, replaced, deleted and cleared', () => {
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 40 }), (sequence) => {
        const index = createPostIndex();
        const records = new Map<string, PostRecord>();
        for (const change of sequence) {
          apply(index, change);
          apply(records, change);
          const [answers, expected] = change === 'look' ? [ask(index), scan(records)] : [];
          expect(answers).toEqual(expected);
        }
        expect(ask(index)).toEqual(scan(records));
      }),
      { numRuns: 300 },
    );
  });

  it('does not reach what answers a deleted reply, also where the conversation was read before', () => {
    const [index, records] = [createPostIndex(), new Map<string, PostRecord>()];
    const [head, reply, answer] =
      fc.sample(fc.tuple(postOf('7'), postOf('8'), postOf('9')), { numRuns: 1, seed: 1 })[0] ?? [];
    if (head === undefined || reply === undefined || answer === undefined)
      throw new Error('There is no sample.');
    for (const post of [head, reply, answer]) for (const map of [index, records]) map.set(post.id, post);
    expect([...index.repliesBelow('7')]).toHaveLength(2);
    for (const map of [index, records]) map.delete('8');
    expect([...index.repliesBelow('7')]).toEqual([]);
    expect(ask(index)).toEqual(scan(records));
  });
});
