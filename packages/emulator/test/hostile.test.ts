import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOperations } from '../src/description/description.ts';
import type { Emulator } from '../src/index.ts';
import { createTown, publishText, send, type Caller } from './api.ts';
import { judge } from './hostile/judge.ts';
import { arbitraryPlan, type Plan, type Town } from './hostile/requests.ts';

// Generous, since machines differ: nothing that is bounded comes near, and what grows with the square passes it by far.
const longest = 5000;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** In MiB. */
function heap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** Something of every kind to read, to answer, to hide and to delete, by the placeholder of its path. */
async function plantTargets(alice: Caller, bob: Caller, root: string): Promise<Town['ids']> {
  const posts: string[] = [];
  const replies: string[] = [];
  const containers: string[] = [];
  for (let count = 0; count < 20; count += 1) {
    posts.push(await publishText(alice, `Hello ${count}`, { quote_post_id: root }));
    replies.push(await publishText(bob, `Reply ${count}`, { reply_to_id: root }));
    const container = { media_type: 'IMAGE', image_url: 'https://images.example/a.jpg' };
    containers.push((await alice.post('/me/threads', container)).body.id);
  }
  const { text } = await alice.get('/location_search', { q: 'kyoto' });
  return {
    user_id: ['me', alice.userId, bob.userId],
    media_id: [root, ...posts, ...replies],
    reply_id: replies,
    container_id: containers,
    // Bare numbers in this one list.
    location_id: text.match(/\d{17}/g) ?? [],
  };
}

async function attack(emulator: Emulator, { method, url, headers, body }: Plan): Promise<void> {
  const request = new Request(url, { method, headers, ...(body === undefined ? {} : { body }) });
  const start = performance.now();
  const response = await emulator.fetch(request);
  await judge(request, response);
  expect(performance.now() - start).toBeLessThan(longest);
}

describe('whatever is sent', () => {
  it('is answered soon and in the form of the API: 10,000 requests', async () => {
    const { emulator, alice, bob } = createTown({
      app: { redirectUris: ['https://app.example/callback'] },
      processing: { text: 0, image: 0, video: 0, carousel: 0 },
    });
    const root = await publishText(
      alice,
      '<script>alert(1)</script> @bob #tag https://example.com/?a=1&b=2',
      {
        enable_reply_approvals: 'true',
      },
    );
    const embedded = await alice.get(`/${await publishText(alice, 'Shown elsewhere')}`, {
      fields: 'permalink',
    });
    const ids = await plantTargets(alice, bob, root);
    const plan = arbitraryPlan({
      ids,
      tokens: [
        alice.accessToken,
        bob.accessToken,
        emulator.issueToken({ username: 'bob', scopes: ['threads_basic'] }).accessToken,
        emulator.issueToken({ username: 'bob', scopes: [] }).accessToken,
      ],
      app: emulator.app,
      permalink: String(embedded.body['permalink']),
    });
    const before = heap();
    await fc.assert(
      fc.asyncProperty(plan, async (each) => {
        // Through a day and into the next: containers expire, quotas fill up and empty again.
        emulator.clock.advance(10_000);
        await attack(emulator, each);
      }),
      { numRuns: 10_000, seed: 6 },
    );
    // In MiB: the log and what was posted.
    expect(heap() - before).toBeLessThan(100);
    // Otherwise the requests would be too wrong to get anywhere.
    const succeeded = new Set(
      emulator.requests.filter(({ status }) => status < 400).map(({ operation }) => operation),
    );
    const missing = readOperations().filter(({ id }) => !succeeded.has(id));
    // A short-lived token does not wait for a random request.
    expect(missing.map(({ id }) => id)).toEqual(['exchangeToken']);
    expect({}).not.toHaveProperty('polluted');
  }, 120_000);
});

describe('a request made to break something', () => {
  const json = { 'content-type': 'application/json' };
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const multipart = { 'content-type': 'multipart/form-data; boundary=b' };
  const nested = (open: string, close: string, levels: number): string =>
    open.repeat(levels) + close.repeat(levels);
  const container = (parameters: Readonly<Record<string, string>>): string =>
    `/me/threads?${new URLSearchParams(parameters)}`;

  it.each<readonly [string, string, RequestInit]>([
    ['an object in a list', '/me?fields=[{"toString":1}]', {}],
    ['lists in lists', `/me?fields=${nested('[', ']', 4000)}`, {}],
    [
      'a body of lists in lists',
      '/me/threads',
      { method: 'POST', headers: json, body: `{"a":${nested('[', ']', 200_000)}}` },
    ],
    [
      'half a character in an address',
      '/me/threads',
      {
        method: 'POST',
        headers: json,
        body: '{"media_type":"VIDEO","video_url":"https://a.example/\\ud800"}',
      },
    ],
    [
      'half a character in a GIF',
      container({ media_type: 'TEXT', gif_attachment: '{"gif_id":"\\ud800","provider":"GIPHY"}' }),
      { method: 'POST' },
    ],
    ['a time beyond all calendars', '/me/threads_insights?metric=views&until=9999999999999999', {}],
    ['a time beyond all numbers', `/me/threads_insights?metric=views&until=${'9'.repeat(400)}`, {}],
    ['the end of the calendar', '/me/threads_insights?metric=views&since=1712991600&until=8640000000000', {}],
    [
      'a million digits',
      '/me/threads',
      { method: 'POST', headers: json, body: `{"a":${'1'.repeat(1_000_000)}.5}` },
    ],
    [
      'a million quotes',
      '/me/threads',
      { method: 'POST', headers: json, body: `{"a":"${'\\"'.repeat(500_000)}` },
    ],
    [
      'a million letters',
      '/me/threads',
      { method: 'POST', headers: form, body: `media_type=TEXT&text=${'a'.repeat(1_000_000)}` },
    ],
    [
      'a million marks on a letter',
      '/me/threads',
      { method: 'POST', headers: form, body: `media_type=TEXT&text=e${'%CC%81'.repeat(170_000)}` },
    ],
    [
      'half a million parameters',
      '/me/threads',
      { method: 'POST', headers: form, body: 'a&'.repeat(500_000) },
    ],
    [
      'many parts',
      '/me/threads',
      {
        method: 'POST',
        headers: multipart,
        body: '--b\r\ncontent-disposition: form-data; name="a"\r\n\r\n\r\n'.repeat(18_000),
      },
    ],
    ['one metric many times', `/me/threads_insights?metric=${'replies,'.repeat(2000)}`, {}],
    ['one field many times', `/me/threads?limit=100&fields=${'has_replies,'.repeat(1300)}`, {}],
    ['slashes at the end', `/me${'/'.repeat(16_000)}x`, {}],
  ])('is answered soon: %s', async (_, path, init) => {
    const { emulator, alice } = createTown();
    for (let count = 0; count < 100; count += 1) await publishText(alice, `Post ${count}`);
    const url = new URL(path, 'https://graph.threads.com').href;
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${alice.accessToken}`);
    const request = new Request(url, { ...init, headers });
    const start = performance.now();
    await judge(request, await emulator.fetch(request));
    expect(performance.now() - start).toBeLessThan(longest);
  });

  it('is refused: a longer body than 1 MiB, a longer address than 16 Ki characters, a body that breaks off', async () => {
    const { emulator, alice } = createTown();
    const post = (body: BodyInit): ReturnType<typeof send> => {
      const headers = { ...form, authorization: `Bearer ${alice.accessToken}` };
      return send(emulator, '/me/threads', { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
    };
    expect((await post(`media_type=TEXT&a=${'a'.repeat(1024 * 1024 - 18)}`)).body.error.message).toBe(
      'The parameter text is required',
    );
    expect(await post(`media_type=TEXT&a=${'a'.repeat(1024 * 1024 - 17)}`)).toMatchObject({
      status: 413,
      body: { error: { code: 100 } },
    });
    expect(await send(emulator, `/me?access_token=${'a'.repeat(16 * 1024)}`)).toMatchObject({
      status: 414,
      body: { error: { code: 100 } },
    });
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('cut')) });
    expect(await post(broken)).toMatchObject({
      status: 500,
      body: { error: { code: 100, message: 'The body could not be read' } },
    });
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)) });
    expect((await post(endless)).status).toBe(413);
  });
});

describe('fields', () => {
  it('cannot make an answer explode: carousels that quote carousels that quote carousels', async () => {
    const { alice } = createTown({ processing: { image: 0, carousel: 0 } });
    let quoted = await publishText(alice, 'The ground floor');
    for (let floor = 0; floor < 6; floor += 1) quoted = await publishCarousel(alice, 20, quoted);
    const fields = `${'children{id},quoted_post{'.repeat(4)}children{id}${'}'.repeat(4)}`;
    const start = performance.now();
    const answer = await alice.get(`/${quoted}`, { fields });
    expect(answer.text.match(/"id"/g)?.length).toBeGreaterThan(5 * 20);
    const tooDeep = await alice.get(`/${quoted}`, { fields: `quoted_post{${fields}}` });
    expect(tooDeep.body.error).toMatchObject({
      code: 2500,
      message: 'Fields must be nested at most 5 levels deep',
    });
    expect(performance.now() - start).toBeLessThan(longest);
  });
});

async function publishCarousel(caller: Caller, size: number, quoted: string): Promise<string> {
  const children: string[] = [];
  for (let index = 0; index < size; index += 1) {
    const image = {
      media_type: 'IMAGE',
      image_url: 'https://images.example/a.jpg',
      is_carousel_item: 'true',
    };
    children.push((await caller.post('/me/threads', image)).body.id);
  }
  const parent = await caller.post('/me/threads', {
    media_type: 'CAROUSEL',
    children: children.join(','),
    quote_post_id: quoted,
  });
  return (await caller.post('/me/threads_publish', { creation_id: parent.body.id })).body.id;
}

describe('memory', () => {
  it('holds 16 Mi characters of requests at most, bodies and parameters, however long they are', async () => {
    const { emulator, alice } = createTown();
    const before = heap();
    for (let count = 0; count < 60; count += 1)
      await alice.post(`/${count}`, { text: 'a'.repeat(1_000_000) });
    expect(heap() - before).toBeLessThan(40);
    expect(emulator.requests).toHaveLength(8);
    expect(emulator.requests.at(-1)).toMatchObject({ path: '/v1.0/59' });
  });
});
