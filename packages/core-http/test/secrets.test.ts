import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { request, requestPages, type ClientOptions, type Hooks } from '../src/index.ts';
import {
  createManualClock,
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
import {
  cutBody,
  deadAddress,
  json,
  raw,
  reset,
  silence,
  slowBody,
  startServer,
  timeoutsFor,
  type Answer,
} from './server.ts';

describe.each(transports)('through $name', ({ createClient, testClient }) => {
  const clientSecret = 'canary-s3cret/+=';
  const code = 'canary-code-AQD/+#';
  const canaries = [token, clientSecret, code];

  /** Every form in which a secret may have slipped into a text. */
  function formsOf(secret: string): string[] {
    const base64 = Buffer.from(secret).toString('base64');
    return [
      secret,
      encodeURIComponent(secret),
      new URLSearchParams({ secret }).toString().slice('secret='.length),
      base64,
      base64.replaceAll('=', ''),
      Buffer.from(secret).toString('base64url'),
      secret.slice(0, 12),
    ];
  }

  const forms = canaries.flatMap(formsOf);

  /** The forms of secrets that a text, or a value in any way of showing it, contains. */
  function leaksIn(value: unknown): string[] {
    const shown = [
      String(value),
      JSON.stringify(value) ?? '',
      inspect(value, { depth: 10, getters: true, showHidden: true, maxStringLength: null }),
      ...(value instanceof Error ? [value.message, value.stack ?? '', inspect(value.cause)] : []),
    ].join(' ');
    return forms.filter((form) => shown.includes(form));
  }

  /** Gives back all that it was sent, in every field that an error may have. */
  const echo =
    (status: number, shape: (text: string) => unknown): Answer =>
    (response, incoming) => {
      const received = [incoming.url, incoming.headers.authorization ?? '', incoming.body].join(' ');
      const decoded = decodeURIComponent(received.replaceAll('+', ' '));
      const known = canaries.filter((secret) => decoded.includes(secret)).flatMap(formsOf);
      const text = [received, decoded, ...known.filter((form) => form.length > 12)].join(' ');
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(shape(text)));
    };

  const faults: readonly (readonly [string, Answer])[] = [
    ['a reset', reset],
    ['no answer', silence],
    ['a slow body', slowBody],
    ['a cut body', cutBody],
    ['HTML that quotes the request', echoText(200, (text) => `<html>${text}`)],
    ['broken JSON that quotes the request', echoText(200, (text) => `{"a": ${text}`)],
    ['broken UTF-8', raw(Uint8Array.of(0xff))],
    ['a huge body', raw('x'.repeat(9 * 1024 * 1024))],
    [
      'a redirect that quotes the request',
      (response, incoming) => {
        response.writeHead(307, {
          location: `http://127.0.0.1:1${incoming.url}&${encodeURI(incoming.body)}`,
        });
        response.end();
      },
    ],
    ['429', raw('', 429)],
    ['429 with a long Retry-After', raw('', 429, { 'retry-after': '86400' })],
    [
      'a Graph error that quotes the request',
      echo(400, (text) => ({
        error: {
          message: text,
          type: text,
          code: 190,
          error_user_title: text,
          error_user_msg: text,
          fbtrace_id: text,
        },
      })),
    ],
    ['a code that quotes the request', echo(500, (text) => ({ error: { message: 'x', code: text } }))],
    [
      'a 200 with an error that quotes the request',
      echo(200, (text) => ({ error: { message: text, code: 2 } })),
    ],
    [
      'an OAuth error that quotes the request',
      echo(400, (text) => ({ error: text, error_description: text })),
    ],
    [
      'a flat error that quotes the request',
      echo(400, (text) => ({
        error_type: text,
        code: 400,
        error_message: text,
      })),
    ],
    [
      'an answer whose keys quote the request',
      echo(200, (text) => ({ data: [{ [text]: text }], id: { [text]: 1 } })),
    ],
  ];

  function echoText(status: number, shape: (text: string) => string): Answer {
    return (response, incoming) => {
      response.writeHead(status);
      response.end(shape([incoming.url, incoming.headers.authorization, incoming.body].join(' ')));
    };
  }

  const codeParameters = { client_secret: clientSecret, code };
  const tokenParameters = { client_secret: clientSecret, access_token: token };

  const calls = [
    ['a read', read, { media_id: '1' }],
    ['a publication', publishOnce, { creation_id: '1' }],
    ['the exchange of a code', exchangeCode, codeParameters],
    ['the exchange of a token', exchangeToken, tokenParameters],
  ] as const;

  function recordingHooks(record: unknown[]): Hooks {
    return {
      onRequest: (event) => void record.push(event),
      onResponse: (event) => void record.push(event),
      onRetry: (event) => void record.push(event),
    };
  }

  describe.each(['header', 'query', 'body'] as const)('with the token in the %s', (tokenPlacement) => {
    describe.each(faults)('%s', (_, answer) => {
      it.each(calls)('shows no secret of %s', async (_call, operation, parameters) => {
        const server = await startServer(answer);
        const seen: unknown[] = [];
        const client = testClient(server.url, {
          tokenPlacement,
          hooks: recordingHooks(seen),
          ...timeoutsFor(answer),
        });
        const error = await rejection(request<unknown>(client, operation, parameters));
        expect(error).toHaveProperty('code');
        // The secrets did go out: what follows is no accident.
        const sent = inspect(server.requests[0]);
        expect(forms.filter((form) => sent.includes(form))).not.toEqual([]);
        expect(leaksIn(error)).toEqual([]);
        expect(seen.length).toBeGreaterThan(0);
        expect(leaksIn(seen)).toEqual([]);
        expect(leaksIn(client)).toEqual([]);
      });
    });

    it('shows no secret when nobody listens', async () => {
      const client = testClient(await deadAddress(), { tokenPlacement });
      for (const [, operation, parameters] of calls) {
        expect(leaksIn(await rejection(request<unknown>(client, operation, parameters)))).toEqual([]);
      }
    });

    it('shows no secret when a fetch quotes its request in what it throws', async () => {
      const client = testClient('http://127.0.0.1:1', {
        tokenPlacement,
        fetch: async (outgoing) => {
          const text = `${outgoing.url} ${outgoing.headers.get('authorization')} ${await outgoing.text()}`;
          throw Object.assign(new TypeError(text, { cause: new Error(text) }), {
            code: text,
            request: outgoing,
          });
        },
      });
      for (const [, operation, parameters] of calls) {
        expect(leaksIn(await rejection(request<unknown>(client, operation, parameters)))).toEqual([]);
      }
    });

    it('cuts the token out of the addresses of other pages', async () => {
      const next = `https://graph.threads.net/v1.0/me/threads?limit=1&access_token=${encodeURIComponent(token)}&after=B`;
      const server = await startServer(
        json({ data: [{ id: '1' }], paging: { cursors: { after: 'B' }, next, previous: next } }),
      );
      const page = await requestPages(testClient(server.url, { tokenPlacement }), list, {});
      expect(page.paging?.next).toBe('https://graph.threads.net/v1.0/me/threads?limit=1&after=B');
      expect(leaksIn(page)).toEqual([]);
    });
  });

  it('quotes no secret parameter that its schema refuses', async () => {
    const client = testClient('http://127.0.0.1:1');
    const error = await rejection(request(client, exchangeCode, { client_secret: [clientSecret], code }));
    expect(error).toMatchObject({ code: 'INVALID_INPUT' });
    expect(leaksIn(error)).toEqual([]);
  });

  it('refuses a token that fetch would quote in its error', async () => {
    const client = testClient('http://127.0.0.1:1', {
      credentials: { ...credentials, accessToken: `${token}\nx` },
    });
    const error = await rejection(request(client, read, { media_id: '1' }));
    expect(error).toMatchObject({ code: 'INVALID_INPUT' });
    expect(leaksIn(error)).toEqual([]);
  });

  it('shows no secret of a client whose credentials were written by hand', () => {
    const options: ClientOptions = { credentials, clock: createManualClock() };
    expect(leaksIn(createClient(options))).toEqual([]);
  });
});
