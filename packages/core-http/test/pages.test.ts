import { describe, expect, it } from 'vitest';
import { nextCursor, type Page, type Pages, request, requestPages } from '../src/index.ts';
import { list, rejection, testClient, token, type Item } from './fixtures.ts';
import { graphError, json, startServer, type Server } from './server.ts';

const elsewhere = `https://attacker.example/v1.0/me/threads?access_token=${encodeURIComponent(token)}`;

/** Answers with as many pages as given, each item with its own id; cursors are a page's number. */
async function servePages(...sizes: number[]): Promise<Server> {
  return startServer((response, incoming) => {
    const cursor = new URL(incoming.url, 'http://localhost').searchParams;
    const number = Number(cursor.get('after') ?? Number(cursor.get('before') ?? 2) - 2);
    const data = Array.from({ length: sizes[number] ?? 0 }, (_, index) => ({ id: `${number}.${index}` }));
    json({
      data,
      paging: {
        cursors: { before: String(number + 1), after: String(number + 1) },
        ...(number + 1 < sizes.length && { next: `${elsewhere}&after=${number + 1}` }),
        ...(number > 0 && { previous: `${elsewhere}&before=${number + 1}` }),
      },
    })(response, incoming);
  });
}

async function idsOf(pages: Pages<Item>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of pages) ids.push(id);
  return ids;
}

it('sends nothing until it is used', async () => {
  const server = await servePages(1);
  const pages = requestPages(testClient(server.url), list, {});
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  expect(server.requests).toHaveLength(0);
  await pages;
  expect(server.requests).toHaveLength(1);
});

it('is a promise of the first page, which is asked for once', async () => {
  const server = await servePages(2, 1);
  const pages = requestPages(testClient(server.url), list, { limit: 2 });
  const page = await pages;
  expect(page.data).toEqual([{ id: '0.0' }, { id: '0.1' }]);
  expect(await pages).toBe(page);
  expect(await pages.finally(() => undefined)).toBe(page);
  expect(server.requests).toHaveLength(1);
  expect(await idsOf(pages)).toEqual(['0.0', '0.1', '1.0']);
  expect(server.requests).toHaveLength(2);
});

it('walks through all items by cursor, on its own host and with all parameters', async () => {
  const server = await servePages(2, 0, 1);
  const pages = requestPages(testClient(server.url), list, { user_id: '7', limit: 2, fields: ['id'] });
  expect(await idsOf(pages)).toEqual(['0.0', '0.1', '2.0']);
  expect(server.requests.map(({ url }) => url)).toEqual([
    '/v1.0/7/threads?limit=2&fields=id',
    '/v1.0/7/threads?limit=2&fields=id&after=1',
    '/v1.0/7/threads?limit=2&fields=id&after=2',
  ]);
  for (const { headers } of server.requests) expect(headers.authorization).toBe(`Bearer ${token}`);
});

it('gives pages one by one', async () => {
  const server = await servePages(2, 1);
  const sizes: number[] = [];
  for await (const page of requestPages(testClient(server.url), list, {}).pages()) {
    sizes.push(page.data.length);
  }
  expect(sizes).toEqual([2, 1]);
});

it('asks for no page that is not read', async () => {
  const server = await servePages(2, 2, 2);
  for await (const { id } of requestPages(testClient(server.url), list, {})) {
    if (id === '1.0') break;
  }
  expect(server.requests).toHaveLength(2);
});

it('reads one page before a cursor, and walks forward from it', async () => {
  const server = await servePages(1, 1, 1);
  const pages = requestPages(testClient(server.url), list, { before: '3' });
  expect((await pages).data).toEqual([{ id: '1.0' }]);
  expect(await idsOf(pages)).toEqual(['1.0', '2.0']);
  expect(server.requests.map(({ url }) => url)).toEqual([
    '/v1.0/me/threads?before=3',
    '/v1.0/me/threads?after=2',
  ]);
});

it('stops where there is no next page, whatever the cursors say', async () => {
  const server = await startServer(json({ data: [{ id: '1' }], paging: { cursors: { after: 'B' } } }));
  expect(await idsOf(requestPages(testClient(server.url), list, {}))).toEqual(['1']);
});

it('takes an empty list without paging', async () => {
  const server = await startServer(json({ data: [] }));
  expect(await idsOf(requestPages(testClient(server.url), list, {}))).toEqual([]);
});

describe('a walk that cannot end well', () => {
  const page = (after: string | undefined): unknown => ({
    data: [{ id: '1' }],
    paging: { ...(after && { cursors: { after } }), next: elsewhere },
  });

  it('ends when a cursor comes again', async () => {
    const server = await startServer(json(page('A')), json(page('B')), json(page('A')));
    const error = await rejection(idsOf(requestPages(testClient(server.url), list, {})));
    expect(error).toMatchObject({ code: 'PAGINATION_LOOP', message: expect.stringContaining('listThreads') });
    expect(server.requests).toHaveLength(3);
  });

  it("ends when the caller's own cursor comes again", async () => {
    const server = await startServer(json(page('A')));
    const error = await rejection(idsOf(requestPages(testClient(server.url), list, { after: 'A' })));
    expect(error).toMatchObject({ code: 'PAGINATION_LOOP' });
    expect(server.requests).toHaveLength(1);
  });

  it('ends when another page is announced without a cursor', async () => {
    const server = await startServer(json(page(undefined)));
    const error = await rejection(idsOf(requestPages(testClient(server.url), list, {})));
    expect(error).toMatchObject({ code: 'PAGINATION_LOOP' });
  });

  it("goes on by the cursor in the address of the next page, on the client's own host, where it has no other", async () => {
    const next = 'https://attacker.example/v1.0/me/threads?limit=1&after=B%2B%3D';
    const server = await startServer(
      json({ data: [{ id: '1' }], paging: { cursors: { after: '' }, next } }),
      json({ data: [{ id: '2' }], paging: { next } }),
    );
    const error = await rejection(idsOf(requestPages(testClient(server.url), list, { limit: 1 })));
    expect(server.requests.map(({ url }) => url)).toEqual([
      '/v1.0/me/threads?limit=1',
      '/v1.0/me/threads?limit=1&after=B%2B%3D',
    ]);
    expect(error).toMatchObject({ code: 'PAGINATION_LOOP' });
  });

  it('hands on the error of a later page after the items before it', async () => {
    const server = await startServer(json(page('A')), graphError({ code: 10 }));
    const items: string[] = [];
    const walk = async (): Promise<void> => {
      for await (const { id } of requestPages(testClient(server.url), list, {})) items.push(id);
    };
    expect(await rejection(walk())).toMatchObject({ code: 'PERMISSION_MISSING' });
    expect(items).toEqual(['1']);
  });
});

it('shows pages without the token also when one is read by itself', async () => {
  const server = await servePages(1, 1);
  const page = await request(testClient(server.url), list, {});
  expect(page.paging?.next).toBe('https://attacker.example/v1.0/me/threads?after=1');
});

describe('toArray', () => {
  it.each([
    [1, 1, ['0.0']],
    [2, 1, ['0.0', '0.1']],
    [3, 3, ['0.0', '0.1', '2.0']],
    [2.5, 1, ['0.0', '0.1']],
    [100, 3, ['0.0', '0.1', '2.0', '2.1']],
  ])('takes at most %s items, and asks for %s pages', async (limit, requests, ids) => {
    const server = await servePages(2, 0, 2);
    const items = await requestPages(testClient(server.url), list, {}).toArray(limit);
    expect(items.map(({ id }) => id)).toEqual(ids);
    expect(server.requests).toHaveLength(requests);
  });

  it('asks for the first page once, also if it was awaited before', async () => {
    const server = await servePages(2);
    const pages = requestPages(testClient(server.url), list, {});
    await pages;
    expect(await pages.toArray(5)).toHaveLength(2);
    expect(server.requests).toHaveLength(1);
  });

  it.each([undefined, 0, -1, Number.NaN, Number.POSITIVE_INFINITY, '5'])(
    'needs to be told how many: %s is no number of items',
    async (limit) => {
      const server = await servePages(1);
      // @ts-expect-error -- JavaScript callers get no type error
      const error = await rejection(requestPages(testClient(server.url), list, {}).toArray(limit));
      expect(error).toMatchObject({ code: 'INVALID_INPUT', call: 'toArray', issues: [{ path: 'limit' }] });
      expect(server.requests).toHaveLength(0);
    },
  );

  it('fails as the walk does, and keeps nothing back', async () => {
    const server = await startServer(
      json({ data: [{ id: '1' }], paging: { next: `${elsewhere}&after=A` } }),
      graphError({ code: 190 }, 400),
    );
    expect(await rejection(requestPages(testClient(server.url), list, {}).toArray(2))).toMatchObject({
      code: 'TOKEN_INVALID',
    });
  });
});

describe('nextCursor', () => {
  const next = `${elsewhere}&after=B`;
  it.each<[string, Page<unknown>['paging'], string | undefined]>([
    ['that stands beside the address', { cursors: { before: 'A', after: 'C' }, next }, 'C'],
    ['that stands in the address alone', { next }, 'B'],
    ['that is empty beside the address', { cursors: { after: '' }, next }, 'B'],
    ['of the last page, which leads nowhere', { cursors: { before: 'A', after: 'C' } }, undefined],
    ['of a page without an address for it', { next: elsewhere }, undefined],
    ['of an empty list', undefined, undefined],
  ])('reads the cursor %s', (_, paging, cursor) => {
    expect(nextCursor({ data: [], ...(paging && { paging }) })).toBe(cursor);
  });
});
