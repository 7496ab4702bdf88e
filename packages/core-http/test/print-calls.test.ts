import { describe, expect, it } from 'vitest';
import {
  aroundAttempts,
  type ClientOptions,
  createClient,
  type Hooks,
  printCalls,
  request,
  requestPages,
} from '../src/index.ts';
import * as withoutKy from '../src/fetch.ts';
import {
  create,
  credentials,
  exchangeCode,
  exchangeToken,
  list,
  publishOnce,
  read,
  rejection,
  token,
  transports,
} from './fixtures.ts';
import { catchReports } from './reports.ts';
import { graphError, json, raw, reset, startServer } from './server.ts';

/** What a client prints, each call with the number 1. */
function printed(): { readonly lines: string[]; readonly debug: ReturnType<typeof printCalls> } {
  const lines: string[] = [];
  const debug = printCalls({ write: (line) => void lines.push(line.replace(/^#\d+/, '#1')) });
  return { lines, debug };
}

describe.each(transports)('what is printed through $name', ({ testClient }) => {
  it('is what is sent and what is answered, in one line each', async () => {
    const { debug, lines } = printed();
    const server = await startServer(json({ id: '18044200034000005' }));
    const client = testClient(server.url, { debug });
    await request(client, read, { media_id: '7', fields: ['id', 'text'] });
    await request(client, create, { text: 'Hello,\n"world" & all', reply_control: 'everyone' });
    expect(lines).toEqual([
      `#1 getThread > GET ${server.url}/v1.0/7?fields=id%2Ctext`,
      '#1 getThread < 200 in 0 ms {"id":"18044200034000005"}',
      String.raw`#1 createContainer > POST ${server.url}/v1.0/me/threads text="Hello,\n\"world\" & all" reply_control="everyone"`,
      '#1 createContainer < 200 in 0 ms {"id":"18044200034000005"}',
    ]);
  });

  it('says why a call is repeated, and why it failed', async () => {
    const { debug, lines } = printed();
    const server = await startServer(
      reset,
      graphError({ code: 2, message: 'Oops' }, 500),
      raw('<html>', 502),
    );
    const error = await rejection(request(testClient(server.url, { debug }), read, { media_id: '7' }));
    expect(lines).toEqual([
      `#1 getThread > GET ${server.url}/v1.0/7`,
      expect.stringMatching(/^#1 getThread < no answer in 0 ms NETWORK_FAILED: \w+/),
      '#1 getThread   again in 300 ms, because of NETWORK_FAILED',
      `#1 getThread > GET ${server.url}/v1.0/7 (attempt 2)`,
      '#1 getThread < 500 in 0 ms SERVER_FAILED: Oops',
      '#1 getThread   again in 600 ms, because of SERVER_FAILED',
      `#1 getThread > GET ${server.url}/v1.0/7 (attempt 3)`,
      '#1 getThread < 502 in 0 ms SERVER_FAILED: ',
      `#1 getThread ! failed after 900 ms: ${Object(error).message}`,
    ]);
  });

  it('says of a call that is not sent why', async () => {
    const { debug, lines } = printed();
    const client = testClient('http://127.0.0.1:1', { debug });
    await rejection(request(client, read, {}));
    await rejection(request(client, read, { media_id: '1' }, { signal: AbortSignal.abort() }));
    const failing = testClient('http://127.0.0.1:1', {
      debug,
      credentials: () => {
        throw new Error(`no access_token=${token} in the store`);
      },
    });
    await rejection(request(failing, read, { media_id: '1' }));
    expect(lines).toEqual([
      expect.stringMatching(/^#1 getThread ! failed after 0 ms: getThread: invalid input. media_id: /),
      expect.stringMatching(/^#1 getThread ! aborted after 0 ms: getThread: GET \/\{media_id\}: ABORTED/),
      '#1 getThread ! failed after 0 ms: no access_token=[redacted] in the store',
    ]);
  });

  it('is the beginning of what is long, and moves no cursor', async () => {
    const { debug, lines } = printed();
    const text = `\u001B[2J\u009B2J\u202E\u2028${'x'.repeat(2000)}`;
    const server = await startServer(json({ id: '1', text }));
    await request(testClient(server.url, { debug }), create, { text });
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(line).not.toMatch(/[\p{Cc}\u2028-\u202E]/u);
      expect(line).toMatch(/x…/);
      expect(line.length).toBeLessThan(650);
    }
  });

  describe.each(['header', 'query', 'body'] as const)('with the token in the %s', (tokenPlacement) => {
    it('holds no secret, whatever a server repeats', async () => {
      const secret = 'the-secret-of-the-app';
      const code = 'AQD-a-code-of-a-login';
      const { debug, lines } = printed();
      const server = await startServer((response, { body, headers, url }) => {
        const all = [decodeURIComponent(`${url} ${body}`), headers.authorization].join(' ');
        const answer = { id: '1', access_token: token, user_id: '1', text: all, data: [{ id: all }] };
        json(url.includes('broken') ? { error: { message: all, code: 100 } } : answer)(response, {
          method: '',
          url,
          headers,
          body,
        });
      });
      const client = testClient(server.url, { debug, tokenPlacement });
      await request(client, exchangeCode, { client_id: '1', client_secret: secret, code });
      await request(client, exchangeToken, { client_secret: secret, access_token: token });
      await request(client, publishOnce, { creation_id: '1', mistaken: token });
      await requestPages(client, list, { q: token });
      await rejection(request(client, read, { media_id: 'broken', note: `Bearer ${token}` }));
      const sent = JSON.stringify(server.requests);
      for (const canary of [secret, code, encodeURIComponent(token)]) expect(sent).toContain(canary);
      expect(lines).toHaveLength(11);
      expect(lines[0]).toBe(
        `#1 exchangeCode > POST ${server.url}/oauth/access_token client_secret=[redacted] client_id="1" code=[redacted]`,
      );
      const all = lines.join('\n');
      for (const canary of [secret, code, token, encodeURIComponent(token), token.slice(0, 14)])
        expect(all).not.toContain(canary);
    });
  });

  it('comes beside what the app hears and does itself', async () => {
    const { debug, lines } = printed();
    const heard: string[] = [];
    const hooks: Hooks = {
      onRetry: () => heard.push('retry'),
      onEnd: () => heard.push('end'),
    };
    const server = await startServer(reset, json({ id: '1' }));
    const client = aroundAttempts(testClient(server.url, { debug, hooks }), async (_, run) => {
      heard.push('attempt');
      await run();
    });
    await request(client, read, { media_id: '1' });
    expect(heard).toEqual(['attempt', 'retry', 'attempt', 'end']);
    expect(lines).toHaveLength(5);
  });
});

describe('printCalls', () => {
  it('prints to console.error by itself, and changes nothing where a line cannot be written', async () => {
    const reported = catchReports();
    const server = await startServer(json({ id: '1' }));
    const options = { baseUrl: server.url, allowInsecure: true, credentials };
    await request(createClient({ ...options, debug: printCalls() }), read, { media_id: '1' });
    expect(reported).toEqual([
      [expect.stringMatching(/^#\d+ getThread > GET/)],
      [expect.stringMatching(/^#\d+ getThread < 200/)],
    ]);
    const failure = new Error('no space left');
    const write = (): never => {
      throw failure;
    };
    const client = createClient({ ...options, debug: printCalls({ write }) });
    await expect(request(client, read, { media_id: '1' })).resolves.toEqual({ id: '1' });
    expect(reported.slice(2)).toEqual([
      [expect.stringContaining('write of printCalls'), failure],
      [expect.stringContaining('write of printCalls'), failure],
    ]);
  });

  it('changes nothing where an answer is nested too deeply for a line', async () => {
    const reported = catchReports();
    const outcome = (depth: number, options: ClientOptions): Promise<unknown> => {
      const body = '['.repeat(depth) + ']'.repeat(depth);
      const client = createClient({ ...options, credentials, fetch: async () => new Response(body) });
      return request(client, publishOnce, { creation_id: '1' }).then(
        () => 'succeeded',
        (error: unknown) => Object(error).code,
      );
    };
    const depths = Array.from({ length: 20 }, (_, index) => (index + 1) * 500);
    const debug = printCalls({ write: () => undefined });
    const plain = await Promise.all(depths.map((depth) => outcome(depth, {})));
    expect(await Promise.all(depths.map((depth) => outcome(depth, { debug })))).toEqual(plain);
    for (const report of reported)
      expect(report).toEqual([expect.stringContaining('write of printCalls'), expect.any(RangeError)]);
  });

  it('refuses what is no function, and so does createClient', () => {
    // @ts-expect-error -- JavaScript callers get no type error
    expect(() => printCalls({ write: 'stderr' })).toThrow(
      'printCalls: invalid input. write: must be a function',
    );
    for (const create of [createClient, withoutKy.createClient]) {
      // @ts-expect-error -- JavaScript callers get no type error
      expect(() => create({ debug: true })).toThrow(
        'createClient: invalid input. debug: must be printCalls()',
      );
    }
  });
});
