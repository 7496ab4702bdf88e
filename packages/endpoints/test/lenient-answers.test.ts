import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getThread, getUserInsights, listThreads } from '../src/index.ts';
import { serve } from './serve.ts';

const server = serve();

/** A value as Meta may write it, and as callers get it. */
interface Case {
  readonly wire: unknown;
  readonly read: unknown;
}

const same = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Case> =>
  value.map((wire) => ({ wire, read: wire }));
/** Digits, as text or as a number that a double may not be able to hold. */
const id = fc
  .tuple(fc.bigInt({ min: 1n, max: 99_999_999_999_999_999n }), fc.boolean())
  .map(([digits, bare]): Case => ({ wire: bare ? `bare:${digits}` : String(digits), read: String(digits) }));
const text = same(fc.string());
const flag = same(fc.boolean());
const openEnum = same(fc.oneof(fc.constantFrom('TEXT_POST', 'IMAGE'), fc.stringMatching(/^[A-Z_]{1,20}$/)));
// Nulls are dropped, numbers that lose digits become text, and members such as `__proto__` are dropped: the HTTP client's own business.
const anything = same(
  fc
    .json()
    .filter((json) => !/null|\d{16}|e\+|"(?:__proto__|constructor|prototype)"/.test(json))
    .map((json): unknown => JSON.parse(json)),
);
const entity = fc.record(
  { entity_type: fc.stringMatching(/^[A-Z]{1,9}$/), offset: fc.nat(), length: fc.nat() },
  { requiredKeys: [] },
);
const entities = fc
  .tuple(fc.array(entity, { maxLength: 3 }), fc.boolean())
  .map(([list, wrapped]): Case => ({ wire: wrapped ? { data: list } : list, read: list }));
const absent = fc.constant<Case>({ wire: null, read: undefined });

function object(
  members: Readonly<Record<string, fc.Arbitrary<Case>>>,
  required: readonly string[],
): fc.Arbitrary<Case> {
  const optional = Object.entries(members).map(
    ([name, member]) =>
      [name, required.includes(name) ? member : fc.oneof({ weight: 4, arbitrary: member }, absent)] as const,
  );
  const unknown = fc.dictionary(fc.stringMatching(/^new_[a-z]{1,8}$/), anything, { maxKeys: 2 });
  return fc
    .tuple(fc.record(Object.fromEntries(optional), { requiredKeys: [...required] }), unknown)
    .map(([known, others]) => join({ ...known, ...others }));
}

function join(cases: Readonly<Record<string, Case | undefined>>): Case {
  const entries = Object.entries(cases).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return {
    wire: Object.fromEntries(entries.map(([name, { wire }]) => [name, wire])),
    read: Object.fromEntries(
      entries.filter(([, { read }]) => read !== undefined).map(([name, { read }]) => [name, read]),
    ),
  };
}

const plainThread = {
  id,
  text,
  media_type: openEnum,
  timestamp: text,
  is_reply: flag,
  media_url: text,
  location_id: id,
  text_entities: entities,
  reply_audience: openEnum,
};
const child = object(plainThread, ['id']);
const children = fc.tuple(fc.array(child, { maxLength: 3 }), fc.boolean()).map(([items, wrapped]): Case => {
  const wire = items.map((item) => item.wire);
  return { wire: wrapped ? { data: wire } : wire, read: items.map((item) => item.read) };
});
const thread = object({ ...plainThread, owner: object({ id }, ['id']), quoted_post: child, children }, [
  'id',
]);

/** JSON text, with the numbers that JavaScript cannot write. */
function jsonText(value: unknown): string {
  return JSON.stringify(value).replaceAll(/"bare:(\d+)"/g, '$1');
}

describe('what Meta answers', () => {
  it('is read whatever is new, absent, null, a number for an id, or a list in its other shape', async () => {
    await fc.assert(
      fc.asyncProperty(thread, async ({ wire, read }) => {
        server.answerWith(jsonText(wire));
        expect(await getThread(server.client, { media_id: '1' })).toEqual(read);
      }),
      { numRuns: 150 },
    );
  });

  it('is read so in each item of a page, and the page keeps its cursors', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(thread, { maxLength: 5 }),
        fc.option(fc.stringMatching(/^\w{1,12}$/), { nil: undefined }),
        async (items, after) => {
          const paging = after === undefined ? {} : { paging: { cursors: { before: 'b', after }, extra: 1 } };
          server.answerWith(jsonText({ data: items.map(({ wire }) => wire), ...paging }));
          const page = await listThreads(server.client);
          expect(page.data).toEqual(items.map(({ read }) => read));
          expect(page.paging?.cursors?.after).toBe(after);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    ['an answer without its id', '{"text":"Hello"}'],
    ['an answer that is a list', '[]'],
    ['an id that is an object', '{"id":{}}'],
  ])('is refused where nothing can be made of it: %s', async (_, json) => {
    server.answerWith(json);
    await expect(getThread(server.client, { media_id: '1' })).rejects.toMatchObject({
      code: 'RESPONSE_INVALID',
    });
  });

  it('of a page with a place that is a text and a post that is null is the rest', async () => {
    server.answerWith(
      '{"data":[{"id":"1","text":"One","location":"Kyoto"},null,{"id":"2","text":5,"children":{"data":[{"id":"3"},{"text":"x"}]}}],"paging":"none"}',
    );
    const page = await listThreads(server.client);
    expect(page).toEqual({
      data: [
        { id: '1', text: 'One' },
        { id: '2', children: [{ id: '3' }] },
      ],
    });
    expect(server.leftOut.at(-1)).toEqual([
      'data[0].location',
      'data[1]',
      'data[2].text',
      'data[2].children[1].id',
      'paging',
    ]);
  });

  it('loses the access token that Meta writes into addresses', async () => {
    const address = (query: string) => `https://graph.threads.net/v1.0/1/threads_insights?${query}`;
    const next = address('access_token=THsecret&pretty=0&metric=views%2Clikes&since=1&until=2');
    server.answerWith(
      JSON.stringify({ data: [], paging: { next, previous: address('since=1&access_token=THsecret') } }),
    );
    const { paging } = await getUserInsights(server.client, { metric: ['views'] });
    expect(paging).toEqual({
      next: address('pretty=0&metric=views%2Clikes&since=1&until=2'),
      previous: address('since=1'),
    });
  });
});
