import { isThreadsError } from '@threads-sdk/errors';
import { describe, expect, it } from 'vitest';
import { request } from '../src/index.ts';
import { credentials, exchangeCode, publishOnce, read, rejection, token, transports } from './fixtures.ts';
import { graphError, json, startServer } from './server.ts';

const granting = (...scopes: readonly string[]): typeof credentials => ({
  ...credentials,
  accessToken: token,
  scopes,
});

describe.each(transports)('a call through $name', ({ testClient }) => {
  it('is refused before it is sent if a scope is known to be missing, with its name', async () => {
    const server = await startServer(json({ id: '1' }));
    const client = testClient(server.url, { credentials: granting('threads_basic', 'threads_delete') });
    const error = await rejection(request(client, publishOnce, { creation_id: '1' }));
    if (!isThreadsError(error) || error.code !== 'PERMISSION_MISSING') throw error;
    expect(error).toMatchObject({
      name: 'ApiError',
      message:
        'publishContainer: POST /{user_id}/threads_publish: PERMISSION_MISSING: the credentials lack threads_content_publish. Nothing was sent. (attempts 0)',
      remedy: 'Let the user log in again with all of threads_basic, threads_content_publish.',
      carriedOut: 'unsent',
      retryable: 'never',
      attempts: 0,
      scopes: ['threads_basic', 'threads_content_publish'],
    });
    expect(error).not.toHaveProperty('status');
    expect(server.requests).toHaveLength(0);
  });

  it('is answered by the same code if Meta knows better', async () => {
    const server = await startServer(graphError({ code: 10 }, 500));
    const error = await rejection(request(testClient(server.url), publishOnce, { creation_id: '1' }));
    expect(error).toMatchObject({ name: 'ApiError', code: 'PERMISSION_MISSING', status: 500 });
    expect(error).toMatchObject({ carriedOut: 'maybe', attempts: 1 });
  });

  it.each<[string, typeof credentials]>([
    ['nobody knows what was granted', granting()],
    [
      'the scopes are those of a copy without them',
      { ...credentials, accessToken: token, scopes: undefined as never },
    ],
    [
      'there are more than it needs',
      granting('threads_of_tomorrow', 'threads_basic', 'threads_content_publish'),
    ],
  ])('is sent if %s', async (_, some) => {
    const server = await startServer(json({ id: '1' }));
    const client = testClient(server.url, { credentials: some });
    await expect(request(client, publishOnce, { creation_id: '1' })).resolves.toEqual({ id: '1' });
  });

  it('is sent if it needs no scope, or sends no token', async () => {
    const server = await startServer(json({ id: '1', access_token: 'THAA', user_id: '1' }));
    const client = testClient(server.url, { credentials: granting('threads_delete') });
    const { scopes, ...withoutScopes } = read;
    expect(scopes).toEqual(['threads_basic']);
    await request(client, withoutScopes, { media_id: '1' });
    await request(client, { ...exchangeCode, scopes: ['threads_basic'] }, { client_secret: 's', code: 'c' });
    expect(server.requests).toHaveLength(2);
  });

  it('is looked at with the credentials of the moment', async () => {
    const server = await startServer(json({ id: '1' }));
    let current = granting('threads_basic');
    const client = testClient(server.url, { credentials: () => current });
    const publishing = (): Promise<unknown> => request(client, publishOnce, { creation_id: '1' });
    expect(await rejection(publishing())).toMatchObject({ code: 'PERMISSION_MISSING' });
    current = granting('threads_basic', 'threads_content_publish');
    await expect(publishing()).resolves.toEqual({ id: '1' });
  });
});
