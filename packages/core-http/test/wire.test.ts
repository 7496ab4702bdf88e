import { createCredentials } from '@threads-sdk/credentials';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { request, type Operation } from '../src/index.ts';
import {
  create,
  credentials,
  exchangeCode,
  exchangeToken,
  publishOnce,
  read,
  rejection,
  remove,
  token,
  transports,
} from './fixtures.ts';
import { json, startServer, type Server } from './server.ts';

describe.each(transports)('through $name', ({ createClient, testClient }) => {
  const ok = json({ id: '1', access_token: 'x', user_id: '1' });
  const form = 'application/x-www-form-urlencoded;charset=UTF-8';

  const parameters = {
    user_id: '7/8',
    text: 'a & b = ü +',
    absent: undefined,
    hide: false,
    zero: 0,
    since: new Date('2026-01-01T00:00:00.999Z'),
    children: ['1', '2'],
    poll_attachment: { option_a: 'x', option_b: 'y' },
    text_entities: [{ entity_type: 'SPOILER', offset: 0, length: 1 }],
    fields: ['id', { poll_attachment: ['option_a', { more: ['deep'] }] }, 'text'],
  };

  const written = {
    text: 'a & b = ü +',
    hide: 'false',
    zero: '0',
    since: '1767225600',
    children: '1,2',
    poll_attachment: '{"option_a":"x","option_b":"y"}',
    text_entities: '[{"entity_type":"SPOILER","offset":0,"length":1}]',
    fields: 'id,poll_attachment{option_a,more{deep}},text',
  };

  function queryOf(server: Server): Record<string, string> {
    return Object.fromEntries(new URL(server.requests[0]?.url ?? '', 'http://localhost').searchParams);
  }

  const inQuery: Operation<unknown> = { ...create, id: 'read', method: 'GET' };

  describe('parameters', () => {
    it.each(['GET', 'DELETE'] as const)('go into the query of a %s', async (method) => {
      const server = await startServer(ok);
      await request(testClient(server.url), { ...inQuery, method }, parameters);
      const [incoming] = server.requests;
      expect(incoming).toMatchObject({ method, body: '' });
      expect(incoming?.url).toMatch(/^\/v1\.0\/7%2F8\/threads\?/);
      expect(queryOf(server)).toEqual(written);
    });

    it('go into the form of a POST', async () => {
      const server = await startServer(ok);
      await request(testClient(server.url), create, parameters);
      const [incoming] = server.requests;
      expect(incoming).toMatchObject({ method: 'POST', url: '/v1.0/7%2F8/threads' });
      expect(incoming?.headers['content-type']).toBe(form);
      expect(Object.fromEntries(new URLSearchParams(incoming?.body))).toEqual(written);
    });

    it('go into a form of known length where the call must not be made twice', async () => {
      const server = await startServer(ok);
      await request(testClient(server.url), publishOnce, parameters);
      const [incoming] = server.requests;
      expect(incoming?.headers).toMatchObject({
        'content-type': form,
        'content-length': String(incoming?.body.length),
      });
      expect(Object.fromEntries(new URLSearchParams(incoming?.body))).toEqual(written);
    });

    it("are what the operation's schema makes of them", async () => {
      const server = await startServer(ok);
      await request(testClient(server.url), create, {});
      expect(server.requests[0]).toMatchObject({ url: '/v1.0/me/threads', body: '' });
    });

    it.each(['', '.', '..'])('that would change the path (%j) are refused', async (id) => {
      const server = await startServer(ok);
      const error = await rejection(request(testClient(server.url), read, { media_id: id }));
      expect(error).toMatchObject({
        code: 'INVALID_INPUT',
        call: 'getThread',
        issues: [{ path: 'media_id' }],
      });
      expect(server.requests).toHaveLength(0);
    });

    it('need a path that begins with a slash: anything else would be a part of the name of the host', async () => {
      const sent: string[] = [];
      const client = testClient('http://127.0.0.1:1', {
        fetch: async ({ url }) => {
          sent.push(url);
          return Response.json({});
        },
      });
      for (const path of ['me', '.evil.example/x', '@evil.example', ''])
        expect(
          await rejection(request(client, { ...read, path, versionless: true }, { media_id: '1' })),
        ).toMatchObject({
          issues: [{ path: 'operation.path', message: 'must begin with /' }],
        });
      expect(sent).toEqual([]);
    });

    it('that are wrong are refused all at once, before anything is sent', async () => {
      const server = await startServer(ok);
      const strict: Operation<unknown> = {
        ...create,
        input: v.object({ text: v.string(), list: v.array(v.object({ a: v.number() })) }),
      };
      const error = await rejection(
        request(testClient(server.url), strict, { text: 1, list: [{ a: 1 }, { a: 'x' }] }),
      );
      expect(error).toMatchObject({
        code: 'INVALID_INPUT',
        issues: [{ path: 'text' }, { path: 'list[1].a' }],
      });
      expect(error).toHaveProperty('message', expect.stringMatching(/createContainer.*text.*list\[1\]\.a/));
      expect(server.requests).toHaveLength(0);
    });
  });

  describe('the token', () => {
    it.each([
      ['header', read, { media_id: '1' }, { url: '/v1.0/1', body: '' }],
      ['header', publishOnce, { a: 'b' }, { url: '/v1.0/me/threads_publish', body: 'a=b' }],
      ['query', read, { media_id: '1', a: 'b' }, { url: '/v1.0/1?a=b&access_token=TOKEN' }],
      ['query', publishOnce, { a: 'b' }, { url: '/v1.0/me/threads_publish?access_token=TOKEN', body: 'a=b' }],
      ['body', read, { media_id: '1' }, { url: '/v1.0/1?access_token=TOKEN' }],
      ['body', remove, { media_id: '1' }, { url: '/v1.0/1?access_token=TOKEN' }],
      ['body', publishOnce, { a: 'b' }, { url: '/v1.0/me/threads_publish', body: 'a=b&access_token=TOKEN' }],
    ] as const)('travels in the %s of %o', async (tokenPlacement, operation, given, expected) => {
      const server = await startServer(ok);
      await request(testClient(server.url, { tokenPlacement }), operation, given);
      const [incoming] = server.requests;
      const encoded = new URLSearchParams({ token }).toString().slice('token='.length);
      expect({
        url: incoming?.url.replace(encoded, 'TOKEN'),
        body: incoming?.body.replace(encoded, 'TOKEN'),
      }).toMatchObject(expected);
      expect(incoming?.headers.authorization).toBe(
        tokenPlacement === 'header' ? `Bearer ${token}` : undefined,
      );
    });

    it('is not sent with an anonymous operation, whose secrets are', async () => {
      const server = await startServer(ok);
      const client = testClient(server.url);
      await request(client, exchangeCode, { client_secret: 's', code: 'c', client_id: '1' });
      await request(client, exchangeToken, { client_secret: 's', access_token: 't', grant_type: 'g' });
      expect(server.requests).toMatchObject([
        { url: '/oauth/access_token', body: 'client_secret=s&code=c&client_id=1' },
        { url: '/access_token?client_secret=s&access_token=t&grant_type=g', body: '' },
      ]);
      for (const { headers } of server.requests) expect(headers.authorization).toBeUndefined();
    });

    it('is asked for before each call', async () => {
      const server = await startServer(ok);
      let count = 0;
      const client = testClient(server.url, {
        credentials: async () => ({ ...credentials, accessToken: `token${++count}` }),
      });
      await request(client, read, { media_id: '1' });
      await request(client, read, { media_id: '1' });
      expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
        'Bearer token1',
        'Bearer token2',
      ]);
    });

    it('is needed', async () => {
      const error = await rejection(request(createClient({}), read, { media_id: '1' }));
      expect(error).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'client.credentials' }] });
    });

    it.each([
      ['a token alone', token],
      ['what PyThreads calls its members', { user_id: '1', access_token: token }],
      ['credentials out of JSON', JSON.parse(JSON.stringify(credentials))],
      ['a token with a line break', { ...credentials, accessToken: `${token}\n` }],
      ['a copy, which has no token', Object.assign({}, createCredentials(credentials))],
      ['a clone, which has none', structuredClone(createCredentials(credentials))],
    ])('is refused if the credentials are %s, without showing it', async (_, given) => {
      const error = await rejection(request(createClient({ credentials: given }), read, { media_id: '1' }));
      expect(error).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'client.credentials' }] });
      expect(String(error)).not.toContain(token);
    });

    it('is refused when it has expired, before anything is sent', async () => {
      const server = await startServer(ok);
      const client = testClient(server.url);
      for (const expiration of [new Date(client.clock.now() + 999), new Date(Number.NaN)]) {
        const expired = testClient(server.url, {
          credentials: { ...credentials, accessToken: token, expiration },
        });
        const error = await rejection(request(expired, read, { media_id: '1' }));
        expect(error).toMatchObject({
          code: 'CREDENTIALS_EXPIRED',
          message: expect.stringContaining('getThread'),
        });
      }
      const expiration = new Date(client.clock.now() + 1000);
      const valid = { ...credentials, accessToken: token, expiration };
      await request(testClient(server.url, { credentials: valid }), read, { media_id: '1' });
      expect(server.requests).toHaveLength(1);
    });

    it('hands on what the function for credentials throws', async () => {
      const failure = new Error('no database');
      const client = createClient({ credentials: () => Promise.reject(failure) });
      await expect(request(client, read, { media_id: '1' })).rejects.toBe(failure);
    });
  });

  describe('the address', () => {
    it.each(['', '/', '/prefix', '/prefix/'])('may end in %j', async (suffix) => {
      const server = await startServer(ok);
      await request(testClient(`${server.url}${suffix}`), read, { media_id: '1' });
      expect(server.requests[0]?.url).toBe(`${suffix.replace(/\/$/, '')}/v1.0/1`);
    });

    it('is the API by default, called by the given fetch', async () => {
      const urls: string[] = [];
      const client = createClient({
        credentials,
        fetch: async (outgoing) => {
          urls.push(`${outgoing.method} ${outgoing.url} ${outgoing.redirect}`);
          return Response.json({ id: '1' });
        },
      });
      await request(client, read, { media_id: '1' });
      expect(urls).toEqual(['GET https://graph.threads.com/v1.0/1 manual']);
    });
  });

  describe('an answer', () => {
    it('keeps every digit of a large integer', async () => {
      const server = await startServer((response) => {
        response.end('{"access_token":"x","user_id":17841405793187218}');
      });
      const answer = await request(testClient(server.url), exchangeCode, { client_secret: 's' });
      expect(answer.user_id).toBe('17841405793187218');
    });

    it('has no member that was null', async () => {
      const server = await startServer(json({ id: '1', text: null, children: [null, { a: null }] }));
      expect(await request(testClient(server.url), read, { media_id: '1' })).toEqual({
        id: '1',
        children: [null, {}],
      });
    });
  });
});
