import { describe, expect, it } from 'vitest';
import { type Operation, request, requestPages, requestResponse } from '../src/fetch.ts';
import { create, list, publishOnce, read, rejection, testClient } from './fixtures.ts';
import { graphError, json, startServer } from './server.ts';

const ok = json({ id: '1' });

describe('extra parameters', () => {
  it('are sent beside the others, unchecked and written like them', async () => {
    const server = await startServer(ok);
    const extra = { brand_new: ['a', 'b'], deep: { on: true }, nothing: undefined, off: false };
    await request(testClient(server.url), create, { text: 'x' }, { extra });
    expect(Object.fromEntries(new URLSearchParams(server.requests[0]?.body))).toEqual({
      text: 'x',
      brand_new: 'a,b',
      deep: '{"on":true}',
      off: 'false',
    });
  });

  it('may be objects without a prototype', async () => {
    const server = await startServer(ok);
    const bare: object = Object.assign(Object.create(null), { on: true });
    await request(testClient(server.url), create, {}, { extra: { deep: bare, list: [bare] } });
    expect(Object.fromEntries(new URLSearchParams(server.requests[0]?.body))).toEqual({
      deep: '{"on":true}',
      list: '[{"on":true}]',
    });
  });

  it('go before one of the same name', async () => {
    const server = await startServer(ok);
    await request(testClient(server.url), read, { media_id: '1', limit: 1 }, { extra: { limit: 1000 } });
    expect(server.requests[0]?.url).toBe('/v1.0/1?limit=1000');
  });

  it('go with every page of a walk', async () => {
    const server = await startServer(
      json({ data: [], paging: { cursors: { after: 'B' }, next: 'https://x/?after=B' } }),
      json({ data: [] }),
    );
    const pages = requestPages(testClient(server.url), list, {}, { extra: { order: 'oldest' } }).pages();
    for await (const _ of pages);
    expect(server.requests.map(({ url }) => url)).toEqual([
      '/v1.0/me/threads?order=oldest',
      '/v1.0/me/threads?after=B&order=oldest',
    ]);
  });

  it('make a post that publishes itself as unrepeatable as the parameter does', async () => {
    const server = await startServer(graphError({ code: 2 }));
    const extra = { auto_publish_text: true };
    await rejection(request(testClient(server.url), create, { text: 'x' }, { extra }));
    expect(server.requests).toHaveLength(1);
  });

  it('cannot hold the access token, which would end up in an address', async () => {
    const client = testClient('http://127.0.0.1:1');
    const extra = { access_token: 'THcanary' };
    const error = await rejection(request(client, read, { media_id: '1' }, { extra }));
    expect(error).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'options.extra.access_token' }] });
    expect(String(error)).not.toContain('THcanary');
  });

  it.each(['null', '"order=oldest"', '7', '[["order", "oldest"]]'])('are no %s', async (value) => {
    const client = testClient('http://127.0.0.1:1');
    const error = await rejection(request(client, read, { media_id: '1' }, { extra: JSON.parse(value) }));
    expect(error).toMatchObject({ issues: [{ path: 'options.extra', message: 'must be an object' }] });
  });
});

describe('an operation without schemas', () => {
  const drafts: Operation<unknown> = {
    id: 'listDrafts',
    method: 'GET',
    path: '/{user_id}/drafts',
    repeat: 'safe',
  };

  it('sends what it is given and hands on what it gets', async () => {
    const server = await startServer(json({ data: [{ id: 12345678901234567890n.toString(), more: null }] }));
    const answer = await request(testClient(server.url), drafts, { user_id: 'me', fields: ['id', 'text'] });
    expect(answer).toEqual({ data: [{ id: '12345678901234567890' }] });
    expect(server.requests[0]?.url).toBe('/v1.0/me/drafts?fields=id%2Ctext');
  });

  it('still reads an error', async () => {
    const server = await startServer(graphError({ code: 190 }, 400));
    expect(await rejection(request(testClient(server.url), drafts, { user_id: 'me' }))).toMatchObject({
      code: 'TOKEN_INVALID',
      scopes: [],
    });
  });
});

it('gives an answer with its status and headers', async () => {
  const server = await startServer(json({ id: '1' }, 201, { 'facebook-api-version': 'v1.0' }));
  const response = await requestResponse(testClient(server.url), publishOnce, { creation_id: '1' });
  expect(response).toMatchObject({ data: { id: '1' }, status: 201 });
  expect(response.headers.get('facebook-api-version')).toBe('v1.0');
});
