import { beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../src/index.ts';
import { type Caller, createTown, publishText } from '../api.ts';
import { openPage } from './open-page.ts';

const origin = 'http://localhost:4000';
const page = '/__emulator/requests';

let emulator: Emulator;
let alice: Caller;

beforeEach(() => {
  ({ emulator, alice } = createTown());
});

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
    await alice.post('/me/threads', { media_type: 'TEXT', text: 'a'.repeat(501) });
    const { html } = await openPage(emulator, page);
    expect(html).toMatch(
      /<code>behaviour\.textLength<\/code> says how the characters of a text are counted: start it with <code>--behaviour textLength=documented\|bytes\|code-points<\/code>, or send <code>{&quot;behaviour&quot;:{&quot;textLength&quot;:&quot;code-points&quot;}}<\/code> with <code>PATCH \/__emulator\/control\/settings<\/code>\./,
    );
  });

  it('shows the last hundred of many and says so', async () => {
    for (let count = 0; count < 101; count += 1) await alice.get('/me');
    const { html } = await openPage(emulator, page);
    expect(html).toContain('The last 100 of 101 requests');
    expect(html.match(/<li class="request"/g)).toHaveLength(100);
  });

  it('shows a call that a fault struck, and that nothing was answered', async () => {
    emulator.planFault({ kind: 'lost-answer' });
    await expect(alice.get('/me')).rejects.toThrow(TypeError);
    const { html } = await openPage(emulator, page);
    expect(html).toMatch(/Planned fault: lost-answer[\s\S]*No answer: the connection broke/);
    expect(html).toMatch(/It works, but the answer is lost[\s\S]*done, struck 1/);
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

describe('the events of the request inspector', () => {
  const decoder = new TextDecoder();

  interface EventReader {
    readonly contentType: string | null;
    /** The next event with data. */
    next(): Promise<{
      readonly id?: string;
      readonly event: string;
      readonly html: string;
      readonly raw: string;
    }>;
    stop(): Promise<void>;
  }

  async function listen(path = `${page}/events`, headers: Record<string, string> = {}): Promise<EventReader> {
    const response = await emulator.fetch(new Request(origin + path, { headers }));
    const reader = response.body?.getReader();
    if (reader === undefined) throw new Error('There are no events.');
    let buffer = '';
    return {
      contentType: response.headers.get('content-type'),
      next: async () => {
        for (;;) {
          const end = buffer.indexOf('\n\n');
          if (end === -1) {
            buffer += decoder.decode((await reader.read()).value, { stream: true });
            continue;
          }
          const raw = buffer.slice(0, end);
          buffer = buffer.slice(end + 2);
          const fields = Object.fromEntries(
            raw
              .split('\n')
              .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
          );
          const { id, event, data } = fields;
          if (event === undefined || data === undefined) continue;
          return { ...(id === undefined ? {} : { id }), event, html: JSON.parse(data), raw };
        }
      },
      stop: () => reader.cancel(),
    };
  }

  it('tell of each request as it comes', async () => {
    const events = await listen();
    await alice.get('/me', { fields: 'username' });
    const { id, event, html } = await events.next();
    expect({ id, event }).toEqual({ id: '1', event: 'request' });
    expect(html).toMatch(/^<li class="request" id="request-1">[\s\S]*getUser/);
    expect(events.contentType).toBe('text/event-stream; charset=utf-8');
    await events.stop();
  });

  it('begin with what came after the page was loaded, or after the connection was lost', async () => {
    for (let count = 0; count < 3; count += 1) await alice.get('/me');
    const first = await listen(`${page}/events?after=1`);
    expect((await first.next()).id).toBe('2');
    expect((await first.next()).id).toBe('3');
    const again = await listen(`${page}/events?after=1`, { 'last-event-id': '2' });
    expect((await again.next()).id).toBe('3');
    // What is left of an emulator that was started anew.
    const anew = await listen(`${page}/events`, { 'last-event-id': '99' });
    expect((await anew.next()).id).toBe('1');
  });

  it('carry hostile text escaped and on one line', async () => {
    const events = await listen();
    await publishText(
      alice,
      '<script>alert(1)</script>\n\nevent: request\ndata: "<img src=x onerror=alert(1)>"\r\n',
    );
    await alice.get('/me/threads', { fields: 'text' });
    for (const id of ['1', '2']) {
      const { html, raw, ...event } = await events.next();
      expect(event).toEqual({ id, event: 'request' });
      expect(raw.split(/\r\n|\r|\n/)).toHaveLength(3);
      expect(html).toContain('&lt;script&gt;');
      expect(html).not.toMatch(/<script|<img|\sonerror=[^&]*"/);
    }
  });

  it('tell of planned faults that struck', async () => {
    emulator.planFault({ kind: 'truncated-json', times: 2 });
    const events = await listen();
    await emulator.fetch(new Request(`${origin}/me`));
    expect((await events.next()).event).toBe('request');
    const { event, html } = await events.next();
    expect(event).toBe('faults');
    expect(html).toMatch(/Half of the JSON[\s\S]*struck 1 of 2/);
  });

  it('let go of a reader that does not keep up', async () => {
    const response = await emulator.fetch(new Request(`${origin}${page}/events`));
    for (let count = 0; count < 300; count += 1) await alice.get('/me');
    const text = await response.text();
    expect(text).toContain('id: 1\n');
    expect(text).not.toContain('id: 300\n');
  });

  it('are not sent any more to a reader that left', async () => {
    const events = await listen();
    await events.stop();
    expect((await alice.get('/me')).status).toBe(200);
  });

  it('hold no token', async () => {
    const events = await listen();
    await alice.get('/me/threads', { token: alice.accessToken });
    const { html } = await events.next();
    expect(html).toContain('[masked]');
    expect(html).not.toContain(alice.accessToken);
  });
});

// A page sets none of these headers by itself: its browser does.
const setsSite = new Request(origin, { headers: { 'sec-fetch-site': 'none' } }).headers.has('sec-fetch-site');

describe.runIf(setsSite)('the form for faults', () => {
  const form = { fault: 'temporary', operation: 'getUser', times: '2' };

  async function post(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = { 'sec-fetch-site': 'same-origin' },
  ): Promise<Response> {
    return emulator.fetch(
      new Request(origin + path, { method: 'POST', body: new URLSearchParams(fields), headers }),
    );
  }

  it('plans a fault for the next calls of an operation', async () => {
    const { status, headers } = await post('/__emulator/faults', form);
    expect(status).toBe(303);
    expect(headers.get('location')).toBe(`${page}#faults`);
    expect(emulator.faults).toMatchObject([
      { kind: 'error', preset: 'unexpected-error', operation: 'getUser', times: 2 },
    ]);
    expect((await alice.get('/me/threads')).status).toBe(200);
    expect((await alice.get('/me')).status).toBe(500);
    expect((await openPage(emulator, page)).html).toMatch(
      /A temporary error \(500, code 2\)<br\/><span[^>]*>getUser · struck 1 of 2/,
    );
  });

  it('plans a fault for every call of any operation', async () => {
    await post('/__emulator/faults', { ...form, operation: '', times: 'all' });
    for (let count = 0; count < 10; count += 1) expect((await alice.get('/me')).status).toBe(500);
    expect((await openPage(emulator, page)).html).toContain('Any operation · struck 10 so far');
  });

  it('clears one fault, or all', async () => {
    for (let count = 0; count < 3; count += 1) await post('/__emulator/faults', form);
    const { html } = await openPage(emulator, page);
    const id = /name="id" value="([^"]+)"/.exec(html)?.[1] ?? '';
    await post('/__emulator/faults/clear', { id });
    expect(emulator.faults).toHaveLength(2);
    expect(emulator.faults.map((fault) => fault.id)).not.toContain(id);
    await post('/__emulator/faults/clear', {});
    expect(emulator.faults).toEqual([]);
  });

  it.each([
    ['a page of somebody else', { 'sec-fetch-site': 'cross-site', origin }],
    ['another port of this machine', { 'sec-fetch-site': 'same-site', origin: 'http://localhost:3000' }],
    ['another origin, told by an old browser', { origin: 'https://evil.example' }],
    ['a page that hides its origin', { origin: 'null' }],
    ['nobody in particular', {}],
  ])('refuses what comes from %s', async (_, headers) => {
    for (const path of ['/__emulator/faults', '/__emulator/faults/clear']) {
      expect((await post(path, form, headers)).status).toBe(403);
    }
    expect(emulator.faults).toEqual([]);
  });

  it('takes what comes from its own origin where the browser says no more than that', async () => {
    expect((await post('/__emulator/faults', form, { origin })).status).toBe(303);
  });

  it.each([{ fault: 'nothing' }, { operation: 'nothing' }, { times: '0' }, { times: '1e9' }])(
    'refuses what it does not offer: %o',
    async (fields) => {
      expect((await post('/__emulator/faults', { ...form, ...fields })).status).toBe(400);
      expect(emulator.faults).toEqual([]);
    },
  );

  it('plans what it offers', async () => {
    const offered = {
      'lost-answer': { kind: 'lost-answer' },
      'lost-request': { kind: 'lost-request' },
      'slow-answer': { kind: 'slow-headers', delay: 5000 },
      'cut-body': { kind: 'cut-body' },
      temporary: { kind: 'error', preset: 'unexpected-error' },
      'temporary-after-effect': { kind: 'error', preset: 'unexpected-error', after: 'effect' },
      'rate-limited': { kind: 'error', preset: 'rate-limited', retryAfter: 30 },
      'media-not-found': { kind: 'error', preset: 'media-not-found' },
      'session-expired': { kind: 'error', preset: 'session-expired' },
      'permission-missing': { kind: 'error', preset: 'permission-missing' },
      html: { kind: 'html', status: 502 },
      'truncated-json': { kind: 'truncated-json' },
    };
    const { html } = await openPage(emulator, page);
    const choices = /<select name="fault">[\s\S]*?<\/select>/.exec(html)?.[0] ?? '';
    const ids = [...choices.matchAll(/<option value="([^"]+)"/g)].map(([, id = '']) => id);
    expect(ids).toEqual(Object.keys(offered));
    for (const fault of ids) expect((await post('/__emulator/faults', { ...form, fault })).status).toBe(303);
    expect(emulator.faults).toMatchObject(Object.values(offered));
  });
});
