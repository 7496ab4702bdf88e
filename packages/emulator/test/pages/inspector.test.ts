import { beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../src/index.ts';
import { type Caller, createTown, publishText } from '../api.ts';
import { codeIn, openPage } from './open-page.ts';

const origin = 'http://localhost:4000';
const page = '/__emulator/requests';

let emulator: Emulator;
let alice: Caller;
let bob: Caller;

beforeEach(() => {
  ({ emulator, alice, bob } = createTown());
});

function idsIn(html: string): readonly number[] {
  return [...html.matchAll(/id="request-(\d+)"/g)].map(([, id]) => Number(id));
}

describe('the request inspector', () => {
  it('shows who called, what was answered and how long it took', async () => {
    await alice.get('/me', { fields: 'username' });
    const { html } = await openPage(emulator, page);
    expect(html).toMatch(/getUser[\s\S]*@alice[\s\S]*0 ms[\s\S]*&quot;username&quot;: &quot;alice&quot;/);
  });

  it('explains an error and says what to do about it', async () => {
    await alice.get('/17900000000000000');
    const { html } = await openPage(emulator, page);
    expect(html).toMatch(/Error 100\/33<\/strong> Unsupported get request/);
    expect(html).toMatch(/names nothing that this token may see[\s\S]*What to do:<\/strong> Check the id/);
  });

  it('names the setting that an error depends on, and how to set it', async () => {
    await alice.post('/me/threads', { media_type: 'TEXT', text: '😀'.repeat(126) });
    const { html } = await openPage(emulator, page);
    expect(html).toMatch(
      /<code>behaviour\.textLength<\/code> says how the characters of a text are counted: start it with <code>--behaviour textLength=documented\|bytes\|code-points<\/code>, or send <code>{&quot;behaviour&quot;:{&quot;textLength&quot;:&quot;code-points&quot;}}<\/code> with <code>PATCH \/__emulator\/control\/settings<\/code>\./,
    );
  });

  it('shows many page by page, and only those that a person wants', async () => {
    for (let count = 0; count < 101; count += 1) await alice.get('/me');
    await bob.get('/me', { fields: 'nonsense' });
    const { html } = await openPage(emulator, page);
    expect(html).toContain('The last 100 of 102 requests');
    expect(idsIn(html)).toHaveLength(100);
    const older = /<a href="([^"]+)">Older requests/.exec(html)?.[1] ?? '';
    expect(idsIn((await openPage(emulator, older)).html)).toEqual([2, 1]);
    for (const [query, ids] of [
      ['status=failed', [102]],
      ['status=5', [102]],
      ['user=bob', [102]],
      ['search=NONSENSE', [102]],
      ['operation=createContainer', []],
      ['user=alice&search=%2Fme&operation=getUser&before=3', [2, 1]],
    ] as const)
      expect([query, idsIn((await openPage(emulator, `${page}?${query}`)).html)]).toEqual([query, ids]);
    const filtered = await openPage(emulator, `${page}?operation=getUser&user=alice`);
    const next = /<a href="([^"]+)">Older requests/.exec(filtered.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(next).toContain('operation=getUser&user=alice&before=2');
  });

  it('offers each call as a command of curl and as a call of the SDK, without its token', async () => {
    await alice.post('/me/threads', {
      media_type: 'TEXT',
      text: "It's $HOME",
      auto_publish_text: 'true',
      poll_attachment: '{"option_a":"Tea","option_b":"Coffee"}',
    });
    await alice.get('/17900000001440429', { fields: 'text,children{id,media_url}' });
    const { html } = await openPage(emulator, page);
    expect(codeIn(html, 'curl-1')).toBe(
      String.raw`curl -X POST 'http://localhost:4000/v1.0/me/threads' \
  -H "Authorization: Bearer $THREADS_ACCESS_TOKEN" \
  --data-urlencode 'media_type=TEXT' \
  --data-urlencode 'text=It'\''s $HOME' \
  --data-urlencode 'auto_publish_text=true' \
  --data-urlencode 'poll_attachment={"option_a":"Tea","option_b":"Coffee"}'`.replaceAll(String.raw`\\`, '\\'),
    );
    expect(codeIn(html, 'sdk-1')).toBe(`import { createContainer } from '@threads-sdk${'/endpoints'}';

const result = await createContainer(client, {
  media_type: 'TEXT',
  text: 'It\\'s $HOME',
  auto_publish_text: true,
  poll_attachment: {"option_a":"Tea","option_b":"Coffee"},
});`);
    expect(codeIn(html, 'sdk-2')).toContain(
      "getThread(client, {\n  media_id: '17900000001440429',\n  fields: ['text', 'children{id,media_url}'],\n});",
    );
    expect(html).not.toContain(alice.accessToken);
  });

  it('shows a call that a fault struck, and that nothing was answered', async () => {
    emulator.planFault({ kind: 'lost-answer' });
    await expect(alice.get('/me')).rejects.toThrow(TypeError);
    const { html } = await openPage(emulator, page);
    expect(html).toMatch(/Planned fault: lost-answer[\s\S]*No answer: the connection broke/);
  });

  it.each(['slow-body', 'cut-body', 'huge-body'] as const)(
    'shows what the API answered where the fault %s changes how that comes',
    async (kind) => {
      emulator.planFault(kind === 'slow-body' ? { kind, delay: 1000 } : { kind });
      const url = `${origin}/me?fields=username&access_token=${alice.accessToken}`;
      const before = emulator.clock.now();
      const response = await emulator.fetch(new Request(url));
      expect(emulator.requests[0]?.answer).toBe(`{"username":"alice","id":"${alice.userId}"}`);
      expect(emulator.clock.now()).toBe(before);
      await response.body?.cancel();
    },
  );

  it('shows what a fault made of an answer', async () => {
    emulator.planFault({ kind: 'html' });
    await emulator.fetch(new Request(`${origin}/me`));
    expect(emulator.requests[0]?.answer).toContain('Sorry, something went wrong.');
  });
});

describe('what is newer than the page of requests', () => {
  interface Newer {
    readonly run: string;
    readonly after: number;
    readonly items: readonly string[];
  }

  async function newer(query: Readonly<Record<string, string | number>> = {}): Promise<Newer> {
    const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
    const response = await emulator.fetch(new Request(`${origin}${page}/newer?${search}`));
    expect(response.headers.get('cache-control')).toBe('no-store');
    const answer: Newer = await response.json();
    return answer;
  }

  it('comes as items of its list, oldest first, and no item twice', async () => {
    const { run } = await newer();
    await alice.get('/me', { fields: 'username' });
    await alice.get('/me/threads');
    const { after, items } = await newer({ run, after: 0 });
    expect(items[0]).toMatch(/^<li class="request" id="request-1">[\s\S]*getUser/);
    expect(idsIn(items.join(''))).toEqual([1, 2]);
    expect(await newer({ run, after })).toEqual({ run, after: 2, items: [] });
    await alice.get('/me');
    expect(idsIn((await newer({ run, after })).items.join(''))).toEqual([3]);
  });

  it('is everything where the emulator was started over', async () => {
    for (let count = 0; count < 3; count += 1) await alice.get('/me');
    const before = await newer();
    emulator.reset();
    expect(await newer(before as never)).toMatchObject({ items: [] });
    for (let count = 0; count < 3; count += 1) await alice.get('/me');
    const { run, items } = await newer({ run: before.run, after: 6 });
    expect(run).not.toBe(before.run);
    expect(idsIn(items.join(''))).toEqual([4, 5, 6]);
  });

  it('is no more than a page shows', async () => {
    for (let count = 0; count < 150; count += 1) await alice.get('/me');
    const ids = idsIn((await newer()).items.join(''));
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([100, 51, 150]);
  });

  it('is what a filter lets through', async () => {
    const { run } = await newer();
    await bob.get('/me');
    await alice.get('/me');
    const { after, items } = await newer({ run, after: 0, user: 'bob' });
    expect(after).toBe(2);
    expect(idsIn(items.join(''))).toEqual([1]);
  });

  it('carries hostile text escaped', async () => {
    await publishText(alice, '<script>alert(1)</script>"<img src=x onerror=alert(1)>');
    await alice.get('/me/threads', { fields: 'text' });
    for (const html of (await newer()).items) {
      expect(html).toContain('&lt;script&gt;');
      expect(html).not.toMatch(/<script|<img|\sonerror=[^&]*"/);
    }
  });

  it('holds no token', async () => {
    await alice.get('/me/threads', { token: alice.accessToken });
    const [html] = (await newer()).items;
    expect(html).toContain('[masked]');
    expect(html).not.toContain(alice.accessToken);
  });
});

// A page sets none of these headers by itself: its browser does.
const setsSite = new Request(origin, { headers: { 'sec-fetch-site': 'none' } }).headers.has('sec-fetch-site');

describe.runIf(setsSite)('a replay', () => {
  async function runOf(): Promise<string> {
    return /data-run="([^"]+)"/.exec((await openPage(emulator, page)).html)?.[1] ?? '';
  }

  async function replay(
    id: number,
    run?: string,
  ): Promise<{ readonly status: number; readonly html: string }> {
    const response = await emulator.fetch(
      new Request(`${origin}${page}/replay`, {
        method: 'POST',
        body: new URLSearchParams({ run: run ?? (await runOf()), id: String(id) }),
        headers: { 'sec-fetch-site': 'same-origin' },
      }),
    );
    const location = response.headers.get('location');
    if (location === null) return { status: response.status, html: await response.text() };
    return { status: response.status, html: (await openPage(emulator, location)).html };
  }

  const redirectUri = 'http://localhost:3000/callback';
  const consent = (): string =>
    `/oauth/authorize?${new URLSearchParams({
      client_id: emulator.app.clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'threads_basic',
    })}`;
  const multipart = new FormData();
  multipart.set('media_type', 'TEXT');
  multipart.set('text', 'In parts');

  const json = { 'content-type': 'application/json' };
  const requests: readonly (readonly [string, () => string, RequestInit, number])[] = [
    ['a query', () => '/v1.0/me?fields=username&fields=id', {}, 200],
    ['HEAD', () => '/v1.0/me?fields=username', { method: 'HEAD' }, 200],
    [
      'a form with a query',
      () => '/v1.0/me/threads?text=Hello',
      { method: 'POST', body: new URLSearchParams({ media_type: 'TEXT' }) },
      200,
    ],
    ['parts', () => '/v1.0/me/threads', { method: 'POST', body: multipart }, 200],
    [
      'JSON',
      () => '/v1.0/me/threads',
      { method: 'POST', body: '{"media_type":"TEXT","text":"Hi"}', headers: json },
      200,
    ],
    ['JSON that is none', () => '/v1.0/me/threads', { method: 'POST', body: '{"media_', headers: json }, 500],
    ['DELETE', () => '/v1.0/17900000000000000?x=1', { method: 'DELETE' }, 400],
    [
      'a decision on the consent page',
      consent,
      { method: 'POST', body: new URLSearchParams({ decision: 'allow', username: 'alice' }) },
      302,
    ],
  ];

  it.each(requests)('sends %s as it came, and says what the answer was', async (_, path, init, status) => {
    const { accessToken } = alice;
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${accessToken}`);
    headers.set('user-agent', 'curl/8');
    await emulator.fetch(new Request(origin + path(), { ...init, headers }));
    const { html } = await replay(1);
    expect(html).toContain(`The request was sent again, and the answer was ${status}.`);
    const [first, second] = emulator.requests;
    const sent = ({ id: _id, at: _at, answer: _answer, ...rest }: NonNullable<typeof first>): unknown => rest;
    if (first === undefined || second === undefined) throw new Error('Two requests were expected.');
    expect(sent(second)).toEqual(sent(first));
    expect(first.status).toBe(status);
  });

  it('of a call that a fault strikes says that there was no answer', async () => {
    await alice.get('/me');
    emulator.planFault({ kind: 'lost-answer' });
    expect((await replay(1)).html).toMatch(
      /class="notice bad"[^>]*>The request was sent again, and there was no answer\./,
    );
  });

  it('of what was before a reset, or is not in the log, is refused', async () => {
    await alice.get('/me');
    const before = await runOf();
    expect((await replay(9)).html).toContain('The request is not in the log any more.');
    emulator.reset();
    await alice.get('/me');
    const { status, html } = await replay(emulator.requests[0]?.id ?? 0, before);
    expect(status).toBe(400);
    expect(html).toContain('The emulator was started over since, and knows nothing of the requests before');
    expect(emulator.requests).toHaveLength(1);
  });

  it('of what was not read to its end is refused, and its button is not there', async () => {
    const body = 'a'.repeat(1024 * 1024 + 1);
    await emulator.fetch(new Request(`${origin}/v1.0/me/threads`, { method: 'POST', body }));
    const sentence = /[Tt]his request cannot be replayed: its body was not read to the end/;
    const { html } = await openPage(emulator, page);
    expect(html).toMatch(sentence);
    expect(html).not.toContain('>Replay<');
    expect((await replay(1)).html).toMatch(sentence);
    expect(emulator.requests).toHaveLength(1);
  });
});
