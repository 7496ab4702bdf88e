import { searchLocations } from '@threads-sdk/endpoints';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { postIssues } from '../src/check-post.ts';
import { noOthers } from '../src/journal/journal-entry.ts';
import { findMatches } from '../src/steps/find-matches.ts';
import { type Post, publish } from '../src/index.ts';
import { allScopes, createStage, type Stage } from './stage.ts';

type Members = Readonly<Record<string, unknown>>;

// Of what has an id, which differs from stage to stage, the first or the second.
/** What the search works with where there is no journal. */
const contextOf = (client: Stage['client']): Parameters<typeof findMatches>[0] => ({
  client,
  request: {},
  others: noOthers,
});

const which = fc.constantFrom('0', '1');
const text = fc.constantFrom(
  'Tea',
  'Tee',
  'Tea and rice 🍚',
  ' Tea,\r\nsaid Zoë',
  'Tea #kyoto',
  'www.c.example',
);
const link = fc.constantFrom('https://a.example', 'https://a.example/b?c=d', 'https://b.example/');
const gif = fc.constantFrom({ id: 'l0MYt5jPR6QX5pnqM' }, { id: 'xT9IgG50Fb7Mi0prBC' });
const ranges = fc
  .subarray([0, 2], { minLength: 1 })
  .map((all) => all.map((offset) => ({ offset, length: 1 })));
const styling = fc
  .tuple(ranges, fc.subarray(['bold', 'italic'], { minLength: 1 }))
  .map(([all, styles]) => all.map((range) => ({ ...range, styles })));
const altText = fc.constantFrom('A cup', 'A pot');
const medium = fc.oneof(
  some({ image: fc.constant('https://example.com/tea.jpg') }, { altText }),
  some({ video: fc.constant('https://example.com/tea.mp4') }, { altText }),
);
const plaintext = fc.constantFrom('First, boil water.', 'First, buy tea.');
const poll = fc.constantFrom(
  ['Tea', 'Coffee'],
  ['Tea', 'Coffee', 'Milk'],
  ['Coffee', 'Tea'],
  ['a', 'b', 'c', 'd'],
);
const allowlistedCountryCodes = fc.constantFrom(['JP'], ['JP', 'DE'], ['FR']);

const settings = {
  replyTo: which,
  quote: which,
  spoilers: ranges,
  replyControl: fc.constantFrom('everyone', 'mentioned_only'),
  enableReplyApprovals: fc.boolean(),
  topicTag: fc.constantFrom('kyoto', 'Tea', 'tea time'),
  locationId: which,
  allowlistedCountryCodes,
  crossreshareToIg: fc.constantFrom('light', 'dark'),
};
const kinds: readonly fc.Arbitrary<Members>[] = [
  some({ text }, { ...settings, linkAttachment: link, gif }),
  some({ linkAttachment: link }, { ...settings, text, textAttachment: some({ plaintext }, { styling }) }),
  some({ gif }, { ...settings, text }),
  some(
    { textAttachment: some({ plaintext }, { styling, linkAttachment: link }) },
    { ...settings, text, gif },
  ),
  some({ text, poll }, { ...settings, gif }),
  some(
    { media: fc.array(medium, { minLength: 1, maxLength: 3 }) },
    { ...settings, text, isSpoilerMedia: fc.boolean() },
  ),
  some({ text, isGhostPost: fc.constant(true) }, { spoilers: ranges, allowlistedCountryCodes }),
];

/** Objects with all of `always` and some of `perhaps`. */
function some(
  always: Record<string, fc.Arbitrary<unknown>>,
  perhaps: Record<string, fc.Arbitrary<unknown>>,
): fc.Arbitrary<Members> {
  return fc.record({ ...always, ...perhaps }, { requiredKeys: Object.keys(always) });
}

/** A post and one that differs from it in this member, which can be read where the post shows. */
function twinsBy(name: string): fc.Arbitrary<readonly (Members & Post)[]> {
  return fc
    .oneof(...kinds.map((kind) => fc.tuple(kind, kind)))
    .filter(([post]) => visibleIn(post).includes(name))
    .map(([post, other]) => {
      const { [name]: _, ...rest } = post;
      return [post, name in other ? { ...rest, [name]: other[name] } : rest];
    })
    .filter(([post = {}, twin = {}]) => seen(post, name) !== seen(twin, name))
    .map((pair) => pair.filter((post) => isPost(post)))
    .filter(({ length }) => length === 2);
}

function visibleIn(post: Members): readonly string[] {
  if ('isGhostPost' in post) return ['text'];
  const everywhere = ['text', 'quote', 'gif', 'poll', 'media', 'replyTo'];
  // A tag in the text may be the topic in place of the other, and nobody knows which one wins.
  if (!String(post['text']).includes('#')) everywhere.push('topicTag');
  if ('replyTo' in post) return everywhere;
  const inThreads = ['locationId', 'allowlistedCountryCodes', 'spoilers', 'linkAttachment', 'textAttachment'];
  return [...everywhere, ...inThreads, 'isSpoilerMedia'];
}

/** What shows of a member: neither the address of a file, nor in a reply its description. */
function seen(post: Members, name: string): string {
  const replacer = (key: string, value: unknown): unknown => {
    if (key === 'image' || key === 'video') return key;
    return key === 'altText' && 'replyTo' in post ? undefined : value;
  };
  return JSON.stringify({ [name]: post[name] || undefined }, replacer);
}

function isPost(value: Members): value is Members & Post {
  return postIssues(value).length === 0;
}

/** A user with two posts that can be quoted and answered, at two places. */
async function settle(): Promise<{ stage: Stage; onStage: (post: Members) => Post }> {
  const stage = createStage({
    processing: { text: 0, image: 0, video: 0, carousel: 0 },
    scopes: [...allScopes, 'threads_share_to_instagram'],
  });
  const posts = [await publish(stage.client, { text: 'One' }), await publish(stage.client, { text: 'Two' })];
  const { data: places } = await searchLocations(stage.client, { q: 'Menlo Park' });
  const onStage = (post: Members): Post => {
    const named = Object.entries(post).map(([name, value]) => {
      const list = name === 'locationId' ? places : ['replyTo', 'quote'].includes(name) ? posts : undefined;
      return [name, list ? list[Number(value)]?.id : value];
    });
    const found: Post & Members = Object.fromEntries(named);
    return found;
  };
  return { stage, onStage };
}

describe('a post among the newest', () => {
  it.each([
    'text',
    'media',
    'isSpoilerMedia',
    'spoilers',
    'linkAttachment',
    'gif',
    'textAttachment',
    'poll',
    'replyTo',
    'quote',
    'topicTag',
    'locationId',
    'allowlistedCountryCodes',
  ])('is found, and not taken for one with another %s', async (name) => {
    await fc.assert(
      fc.asyncProperty(twinsBy(name), async (pair) => {
        const { stage, onStage } = await settle();
        const sentAt = stage.clock.now();
        for (const post of pair.map(onStage)) {
          const { id } = await publish(stage.client, post);
          const matches = await findMatches(contextOf(stage.client), post, sentAt);
          expect(matches.posts.map((match) => match.id)).toEqual([id]);
        }
      }),
      { numRuns: 7 },
    );
  });

  const find = async (
    { client }: Stage,
    post: Post | { repost: string },
    sentAt: number,
  ): Promise<string[]> => (await findMatches(contextOf(client), post, sentAt)).posts.map(({ id }) => id);

  it('is a ghost or none', async () => {
    const { stage } = await settle();
    const ghost = await publish(stage.client, { text: 'Boo #tea', isGhostPost: true });
    const plain = await publish(stage.client, { text: 'Boo #tea' });
    expect(await find(stage, { text: 'Boo #tea', isGhostPost: true }, stage.clock.now())).toEqual([ghost.id]);
    expect(await find(stage, { text: 'Boo #tea' }, stage.clock.now())).toEqual([plain.id]);
  });

  it('is found behind 60 others that came after it, and one that is too old is not', async () => {
    const { stage } = await settle();
    await publish(stage.client, { text: 'Tea' });
    stage.clock.advance(3_600_000);
    const sentAt = stage.clock.now();
    const { id } = await publish(stage.client, { text: 'Tea' });
    for (let count = 0; count < 60; count++) await publish(stage.client, { text: 'Rice' }, { fast: true });
    expect(await find(stage, { text: 'Tea' }, sentAt)).toEqual([id]);
  });

  it('is read in one page where nothing else is new', async () => {
    const { stage } = await settle();
    for (let count = 0; count < 60; count++) await publish(stage.client, { text: 'Rice' }, { fast: true });
    stage.clock.advance(3_600_000);
    const before = stage.sent.length;
    expect(await find(stage, { text: 'Tea' }, stage.clock.now())).toEqual([]);
    expect(stage.sent.length - before).toBe(1);
  });
});
