import { beforeEach, describe, expect, it } from 'vitest';
import { createEmulator, createVirtualClock, type Emulator } from '../../src/index.ts';
import { wholePercentages } from '../../src/pages/percentages.ts';
import { type Caller, callerOf, createTown, publishText } from '../api.ts';
import { createApp, type Received } from '../app-receiver.ts';
import { figuresOf, openPage, permalinkPath } from './open-page.ts';

const origin = 'http://localhost:4000';

let emulator: Emulator;
let alice: Caller;
let bob: Caller;

beforeEach(() => {
  ({ emulator, alice, bob } = createTown());
});

type Fields = readonly (readonly [string, string])[] | Readonly<Record<string, string>>;

async function submit(
  path: string,
  fields: Fields,
  headers: Readonly<Record<string, string>> = { 'sec-fetch-site': 'same-origin' },
): Promise<{ readonly status: number; readonly location: string | null; readonly html: string }> {
  const body = new URLSearchParams(fields as Record<string, string>);
  const response = await emulator.fetch(new Request(origin + path, { method: 'POST', body, headers }));
  return {
    status: response.status,
    location: response.headers.get('location'),
    html: await response.text(),
  };
}

const act = (fields: Fields): ReturnType<typeof submit> => submit('/__emulator/act', fields);

// A page sets none of these headers by itself: its browser does.
const setsSite = new Request(origin, { headers: { 'sec-fetch-site': 'none' } }).headers.has('sec-fetch-site');

describe.runIf(setsSite)('a form', () => {
  const forms = [
    ['/__emulator/act', { act: 'post', by: 'alice', text: 'Hello' }],
    ['/__emulator/as', { username: 'bob' }],
    ['/__emulator/requests/replay', { id: '1' }],
    [
      '/__emulator/webhooks/subscribe',
      { callbackUrl: 'https://app.example/', verifyToken: 'x', field: 'delete' },
    ],
    ['/__emulator/webhooks/trigger', { field: 'publish', username: 'alice' }],
    ['/__emulator/webhooks/send-again', { id: '1' }],
    ['/__emulator/clock/move', { advance: '3600000' }],
    ['/__emulator/faults/plan', { kind: 'lost-answer', times: '1' }],
    ['/__emulator/faults/clear', {}],
  ] as const;

  it.each([
    ['a page of somebody else', { 'sec-fetch-site': 'cross-site', origin }],
    ['another port of this machine', { 'sec-fetch-site': 'same-site', origin: 'http://localhost:3000' }],
    ['another origin, told by an old browser', { origin: 'https://evil.example' }],
    ['a page that hides its origin', { origin: 'null' }],
    ['nobody in particular', {}],
  ])('that comes from %s changes nothing', async (_, headers) => {
    const before = JSON.stringify([emulator.snapshot(), emulator.faults, emulator.deliveries]);
    for (const [path, fields] of forms) expect((await submit(path, fields, headers)).status).toBe(403);
    expect(JSON.stringify([emulator.snapshot(), emulator.faults, emulator.deliveries])).toBe(before);
  });

  it('that comes from its own origin is taken where the browser says no more than that', async () => {
    expect(
      (await submit('/__emulator/faults/plan', { kind: 'lost-answer', times: '1' }, { origin })).status,
    ).toBe(303);
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/\nx', ''])(
    'leads nowhere but to a page of the emulator: %j',
    async (back) => {
      const { location } = await act({ act: 'post', by: 'alice', text: 'Hello', back });
      expect(location).toBe('/');
    },
  );

  it('that asks for what cannot be done says everything that is wrong, and leads back', async () => {
    const { status, html } = await act({ act: 'post', by: 'carol', back: '/@alice' });
    expect(status).toBe(400);
    expect(html).toMatch(/<li>By: there is no user carol\.<\/li><li>A post needs a text or media\.<\/li>/);
    expect(html).toContain('<a href="/@alice">Go back</a>');
  });
});

describe.runIf(setsSite)('on the pages a person', () => {
  it('acts as the first user, until another one is chosen', async () => {
    expect((await openPage(emulator, '/')).html).toContain('name="by" value="alice"');
    const response = await emulator.fetch(
      new Request(`${origin}/__emulator/as`, {
        method: 'POST',
        body: new URLSearchParams({ username: 'bob', back: '/@alice' }),
        headers: { 'sec-fetch-site': 'same-origin' },
      }),
    );
    expect(response.headers.get('location')).toBe('/@alice');
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^threads-emulator-me-4000=bob; .*HttpOnly; SameSite=Strict$/);
    const page = await emulator.fetch(new Request(`${origin}/`, { headers: { cookie } }));
    expect(await page.text()).toContain('name="by" value="bob"');
  });

  it('posts an image and a poll, as the fields of a form', async () => {
    await act({
      act: 'post',
      by: 'alice',
      text: 'Two lines\r\nof text',
      image: 'https://images.example/a.png',
      alt: 'A gate',
      video: '',
      back: '/',
    });
    await act([
      ['act', 'post'],
      ['by', 'alice'],
      ['text', 'Tea?'],
      ['poll', 'Yes'],
      ['poll', 'No'],
      ['poll', ''],
    ]);
    const { body } = await alice.get('/me/threads', { fields: 'text,alt_text,media_url,poll_attachment' });
    expect(body.data).toMatchObject([
      { text: 'Tea?', poll_attachment: { option_a: 'Yes', option_b: 'No' } },
      { text: 'Two lines\nof text', alt_text: 'A gate', media_url: 'https://images.example/a.png' },
    ]);
  });

  it('posts once where a form of a page comes twice, and as often as pages ask for the same', async () => {
    const textsOf = async (): Promise<readonly unknown[]> =>
      (await alice.get('/me/threads', { fields: 'text' })).body.data.map(({ text }) => text);
    const numbers: string[] = [];
    for (const _ of [1, 2]) {
      const { html } = await openPage(emulator, '/');
      const [, form = ''] = /name="form" value="(\d+)"/.exec(html) ?? [];
      numbers.push(form);
      const fields = { act: 'post', by: 'alice', form };
      expect((await act({ ...fields, text: ' ' })).status).toBe(400);
      for (const time of [1, 2])
        expect([time, (await act({ ...fields, text: 'Hello' })).location]).toEqual([time, '/']);
    }
    expect(new Set(numbers).size).toBe(2);
    expect(await textsOf()).toEqual(['Hello', 'Hello']);
    emulator.reset();
    expect((await openPage(emulator, '/')).html).toContain(`name="form" value="${numbers[0]}"`);
  });

  it('sees counts of what was done, and votes whose shares sum to 100', async () => {
    const post = await publishText(alice, 'Tea, coffee or water?', {
      poll_attachment: '{"option_a":"Tea","option_b":"Coffee","option_c":"Water"}',
    });
    const before = figuresOf((await openPage(emulator, '/')).html, 'Tea, coffee');
    for (const name of ['like', 'repost']) await act({ act: name, by: 'bob', to: post });
    await act({ act: 'reply', by: 'bob', to: post, text: 'Water' });
    await act({ vote: '3', by: 'bob', to: post });
    const path = await permalinkPath(emulator, post);
    const { html } = await openPage(emulator, path);
    const after = figuresOf(html, 'Tea, coffee');
    expect(Number(after['Like'])).toBe(Number(before['Like']) + 1);
    expect(after).toMatchObject({ Reply: '1', Repost: '1', Views: before['Views'] });
    const shares = [...html.matchAll(/class="poll-share">(\d+) %/g)].map(([, share]) => Number(share));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(100);
  });

  it('is led to the timeline once the page of a post is gone with it', async () => {
    const post = await publishText(alice, 'Soon gone');
    const path = await permalinkPath(emulator, post);
    expect((await act({ act: 'delete', by: 'alice', to: post, back: `${path}#x` })).location).toBe('/');
    expect((await alice.get(`/${post}`)).status).toBe(400);
  });

  it('is offered what the user may do, and no more', async () => {
    const post = await publishText(alice, 'Ask me', { enable_reply_approvals: 'true' });
    await publishText(bob, 'May I?', { reply_to_id: post });
    const path = await permalinkPath(emulator, post);
    const asAlice = (await openPage(emulator, path)).html;
    for (const choice of ['approve', 'ignore', 'hide', 'delete'])
      expect(asAlice).toContain(`name="act" value="${choice}"`);
    const asBob = await (
      await emulator.fetch(
        new Request(origin + path, { headers: { cookie: 'threads-emulator-me-4000=bob' } }),
      )
    ).text();
    for (const choice of ['approve', 'ignore', 'hide'])
      expect(asBob).not.toContain(`name="act" value="${choice}"`);
  });
});

describe.runIf(setsSite)('the tools', () => {
  it('plan every kind of fault there is, each with what it does in one sentence', async () => {
    const { html } = await openPage(emulator, '/__emulator/faults');
    const kinds = [...html.matchAll(/type="radio" name="kind" value="([^"]+)"/g)].map(
      ([, kind = '']) => kind,
    );
    expect(html.match(/<span class="detail muted small">[^<.]+\.<\/span>/g)).toHaveLength(kinds.length);
    // Those that cannot be planned without something have it filled in.
    const filled = [...html.matchAll(/<input type="(?:number|text)" name="([^"]+)" value="([^"]+)"/g)].map(
      ([, name = '', value = '']) => [name, value.replaceAll('&quot;', '"')] as const,
    );
    for (const kind of kinds)
      expect([
        kind,
        (await submit('/__emulator/faults/plan', [...filled, ['kind', kind], ['times', '2']])).status,
      ]).toEqual([kind, 303]);
    expect(emulator.faults.map(({ kind }) => kind)).toEqual(kinds);
    // The type of kinds has no list to compare with but the one that a wrong plan is answered with.
    expect(() => emulator.planFault({ kind: 'none' } as never)).toThrow(
      new RegExp(
        `^planFault: kind must be one of (?=.*${kinds.join(')(?=.*')})[^,]+(, [^,]+){${kinds.length - 1}}\\.$`,
      ),
    );
  });

  it('plan a fault for one user, from the second call on, and clear it', async () => {
    await submit('/__emulator/faults/plan', {
      kind: 'error',
      'error.preset': 'rate-limited',
      'error.retryAfter': '30',
      'error.after': 'effect',
      user: 'bob',
      operation: 'getUser',
      call: '2',
      times: 'all',
    });
    expect(emulator.faults).toMatchObject([
      { preset: 'rate-limited', retryAfter: 30, after: 'effect', user: 'bob', call: 2, times: Infinity },
    ]);
    const statuses: number[] = [];
    for (const caller of [bob, alice, bob, alice]) statuses.push((await caller.get('/me')).status);
    expect(statuses).toEqual([200, 200, 429, 200]);
    const { html } = await openPage(emulator, '/__emulator/faults');
    expect(html).toMatch(
      /preset rate-limited, retryAfter 30, after its effect[\s\S]*getUser, @bob[\s\S]*struck 1 so far/,
    );
    await submit('/__emulator/faults/clear', { id: emulator.faults[0]?.id ?? '' });
    expect(emulator.faults).toEqual([]);
  });

  it('say what is wrong with a fault', async () => {
    const { status, html } = await submit('/__emulator/faults/plan', { kind: 'slow-headers', times: '0' });
    expect(status).toBe(400);
    for (const fault of ['Delay must be a number', 'Times must be']) expect(html).toContain(fault);
  });

  it('show what waits to be published, and why it does not get there', async () => {
    const create = (): Promise<unknown> => alice.post('/me/threads', { media_type: 'TEXT', text: 'A draft' });
    await create();
    expect((await openPage(emulator, '/__emulator/containers')).html).toMatch(/IN_PROGRESS|FINISHED/);
    emulator.planFault({ kind: 'container-error', message: 'UNKNOWN' });
    await create();
    emulator.planFault({ kind: 'container-lost' });
    await create();
    emulator.clock.advance(60_000);
    const { html } = await openPage(emulator, '/__emulator/containers');
    expect(html).toMatch(
      /publishing it fails for ever[\s\S]*ERROR[\s\S]*Failed: <code>UNKNOWN<[\s\S]*Waits to be published; it expires in/,
    );
    const failed = await openPage(emulator, '/__emulator/containers?status=ERROR');
    expect(failed.html).toContain('1 container');
    emulator.clock.advance(24 * 3_600_000);
    expect((await openPage(emulator, '/__emulator/containers')).html).toContain('Not published within 1 day');
  });

  it('move the clock, and stop one that can stand', async () => {
    const start = emulator.clock.now();
    await submit('/__emulator/clock/move', { advance: String(60 * 86_400_000) });
    expect(emulator.clock.now()).toBe(start + 60 * 86_400_000);
    expect((await submit('/__emulator/clock/move', { do: 'stop' })).html).toContain('neither be stopped');
    expect((await submit('/__emulator/clock/move', { advance: '1' })).status).toBe(400);
    expect((await openPage(emulator, '/__emulator/clock')).html).not.toMatch(/>Stop<|>Go<|Back to now/);

    emulator = createEmulator();
    await submit('/__emulator/clock/move', { do: 'stop' });
    const stood = emulator.clock.now();
    expect((await openPage(emulator, '/__emulator/clock')).html).toMatch(/It stands still\.[\s\S]*>Go</);
    await submit('/__emulator/clock/move', { advance: '3600000' });
    expect(emulator.clock.now()).toBe(stood + 3_600_000);
    await submit('/__emulator/clock/move', { do: 'go' });
    expect((await openPage(emulator, '/__emulator/clock')).html).toContain(
      'ahead of the clock of this machine',
    );
    await submit('/__emulator/clock/move', { do: 'now' });
    expect((await openPage(emulator, '/__emulator/clock')).html).toContain('It runs with the clock');
  });

  it('subscribe a webhook, say why that failed, let each event happen, and send one again', async () => {
    let verifies = false;
    const answering = ({ method, path }: Received): { readonly status: number; readonly text: string } => {
      const challenge = new URL(path, 'http://app.example').searchParams.get('hub.challenge') ?? '';
      return method === 'GET'
        ? { status: 200, text: verifies ? challenge : 'no' }
        : { status: 503, text: 'Busy' };
    };
    const app = createApp(answering);
    emulator = createEmulator({
      clock: createVirtualClock(),
      users: [{ username: 'alice' }, { username: 'bob' }],
      webhooks: { fetch: app.fetch, retryDelays: [] },
    });
    callerOf(emulator, 'alice');
    const form = [
      ['callbackUrl', 'https://app.example/hook'],
      ['verifyToken', 'secret-word'],
      ['field', 'replies'],
      ['field', 'mentions'],
      ['field', 'publish'],
      ['field', 'delete'],
    ] as const;
    const refused = await submit('/__emulator/webhooks/subscribe', form);
    expect(refused.status).toBe(502);
    expect(refused.html).toMatch(/id="issues"[^>]*><li>The webhook was not subscribed/);
    verifies = true;
    expect((await submit('/__emulator/webhooks/subscribe', form)).status).toBe(303);
    for (const field of ['replies', 'mentions', 'publish', 'delete'])
      await submit('/__emulator/webhooks/trigger', { field, username: 'alice' });
    await emulator.deliverEvents();
    const fields = emulator.deliveries.map(({ field }) => field);
    expect(fields).toEqual(['publish', 'replies', 'mentions', 'publish', 'publish', 'delete']);
    await submit('/__emulator/webhooks/send-again', { id: '1' });
    const { html } = await openPage(emulator, '/__emulator/webhooks');
    const first = html.slice(html.indexOf('id="delivery-1"'));
    expect(first.match(/class="status bad">503<[\s\S]*?<code>Busy</g)).toHaveLength(2);
    const signature = app.received.find(({ method }) => method === 'POST')?.headers['x-hub-signature-256'];
    expect(first).toContain(`X-Hub-Signature-256: <code>${signature}</code>`);
    expect(html).not.toContain('secret-word');
  });

  it('send a request once more, with its token, which the page does not show', async () => {
    await emulator.fetch(
      new Request(`${origin}/v1.0/me/threads`, {
        method: 'POST',
        headers: { authorization: `Bearer ${alice.accessToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ media_type: 'TEXT', text: 'Twice', auto_publish_text: true }),
      }),
    );
    await alice.get('/me', { fields: 'username' });
    const { html } = await openPage(emulator, '/__emulator/requests');
    const run = /name="run" value="([^"]+)"/.exec(html)?.[1] ?? '';
    for (const id of ['1', '2'])
      expect((await submit('/__emulator/requests/replay', { run, id })).status).toBe(303);
    expect(emulator.requests.slice(2)).toMatchObject([
      { operation: 'createContainer', status: 200, user: 'alice' },
      { operation: 'getUser', status: 200, answer: emulator.requests[1]?.answer },
    ]);
    expect((await alice.get('/me/threads')).body.data).toHaveLength(2);
    expect((await openPage(emulator, '/__emulator/requests')).html).not.toContain(alice.accessToken);
    expect((await submit('/__emulator/requests/replay', { run, id: '99' })).html).toContain(
      'not in the log any more',
    );
  });

  it('are led to by one page', async () => {
    const { html } = await openPage(emulator, '/__emulator');
    for (const tool of ['requests', 'containers', 'webhooks', 'clock', 'faults'])
      expect(html).toContain(`<a class="tile card" href="/__emulator/${tool}">`);
    expect(html).not.toContain(emulator.app.clientSecret);
  });
});

describe('what a browser asks for by itself', () => {
  it.each([
    ['/favicon.ico', 200],
    ['/.well-known/appspecific/com.chrome.devtools.json', 404],
    ['/apple-touch-icon.png', 404],
    ['/robots.txt', 404],
  ])('uses up no fault and is not in the log: %s', async (path, status) => {
    emulator.planFault({ kind: 'lost-request' });
    expect((await emulator.fetch(new Request(origin + path))).status).toBe(status);
    expect(emulator.faults).toMatchObject([{ hits: 0 }]);
    expect(emulator.requests).toEqual([]);
  });
});

describe('the first posts', () => {
  it('have pictures and a film that the emulator serves where the API was asked', async () => {
    const town = createEmulator();
    const { body } = await callerOf(town, 'threads_dev').get('/me/threads', {
      fields: 'media_url,children{media_url,thumbnail_url}',
    });
    const addresses = JSON.stringify(body).match(/https:[^"]+\/__emulator\/media\/[^"]+/g) ?? [];
    expect(addresses).toHaveLength(4);
    for (const address of addresses) {
      const response = await town.fetch(new Request(address));
      expect(new URL(address).origin).toBe('https://graph.threads.com');
      expect(response.headers.get('content-type')).toMatch(/^(?:image\/png|video\/mp4)$/);
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(5000);
    }
    expect((await openPage(town, '/')).html).toContain('<img src="/__emulator/media/gate.png"');
  });
});

describe('percentages', () => {
  it.each([
    [
      [1 / 3, 1 / 3, 1 / 3],
      [34, 33, 33],
    ],
    [
      [0.875, 0.125],
      [88, 12],
    ],
    [
      [0.005, 0.005, 0.99],
      [1, 0, 99],
    ],
    [
      [1, 0],
      [100, 0],
    ],
    [
      [0, 0],
      [0, 0],
    ],
  ])('of %j are %j', (shares, percentages) => {
    expect(wholePercentages(shares)).toEqual(percentages);
  });
});
