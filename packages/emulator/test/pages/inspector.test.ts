import { beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../src/index.ts';
import { type Caller, createTown, publishText } from '../api.ts';
import { openPage } from './open-page.ts';

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

/** The text of a code that can be copied. */
function codeIn(html: string, id: string): string {
  const code = new RegExp(`id="${id}"><code>([^<]*)</code>`).exec(html)?.[1] ?? '';
  const entities: Readonly<Record<string, string>> = { quot: '"', '#39': "'", lt: '<', gt: '>', amp: '&' };
  return code.replaceAll(/&(quot|#39|lt|gt|amp);/g, (_, name: string) => entities[name] ?? '');
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

  it('tell of the requests that a filter lets through', async () => {
    const events = await listen(`${page}/events?user=bob`);
    await alice.get('/me');
    await bob.get('/me');
    expect((await events.next()).id).toBe('2');
    await events.stop();
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
