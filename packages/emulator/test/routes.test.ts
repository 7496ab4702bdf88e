import { describe, expect, it } from 'vitest';
import { callerOf, createTown, publishText, send } from './api.ts';
import { authorizationUrl, createOauthEmulator } from './oauth-flow.ts';

describe('the address of a request', () => {
  it.each(['threads.com', 'threads.net', 'www.threads.com', 'www.threads.net'])(
    'opens the consent page at %s',
    async (host) => {
      const emulator = createOauthEmulator();
      const url = authorizationUrl(emulator);
      url.host = host;
      const response = await emulator.fetch(new Request(url));
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toContain('text/html');
    },
  );

  it('leads nowhere with a version that does not exist, for callers with a token', async () => {
    const { emulator, alice } = createTown();
    for (const version of ['v2.0', 'v1.1', 'v23.0']) {
      const { status, body } = await send(emulator, `/${version}/me?access_token=${alice.accessToken}`);
      expect([status, body.error.code]).toEqual([400, 2500]);
    }
    expect((await send(emulator, '/v2.0/me')).body.error.code).toBe(190);
  });

  it('may have a slash at its end and letters that are percent-encoded', async () => {
    const { emulator, alice } = createTown();
    const id = await publishText(alice, 'Hello');
    for (const path of ['/v1.0/me/threads/', '/%6De/thread%73', '/keyword%5Fsearch', '/keyword_search/']) {
      const { body } = await send(emulator, `${path}?q=hello&access_token=${alice.accessToken}`);
      expect(body.data).toEqual([{ id }]);
    }
    const { body } = await send(emulator, `/me/thr%zzeads?access_token=${alice.accessToken}`);
    expect(body.error.code).toBe(100);
  });
});

describe('the name of a placeholder in place of an id', () => {
  it.each(['/{user_id}', '/{media_id}/insights', '/%7Blocation_id%7D'])(
    '%s names no object',
    async (path) => {
      const { emulator, alice } = createTown();
      const { status, body } = await send(emulator, `${path}?access_token=${alice.accessToken}`);
      expect([status, body.error]).toEqual([400, expect.objectContaining({ code: 100, error_subcode: 33 })]);
    },
  );
});

describe('the method of a request', () => {
  it('HEAD is answered like GET, without the body', async () => {
    const { emulator, alice } = createTown();
    for (const [token, status] of [
      [alice.accessToken, 200],
      ['THunknown', 500],
    ] as const) {
      const url = `https://graph.threads.com/me?access_token=${token}`;
      const response = await emulator.fetch(new Request(url, { method: 'HEAD' }));
      expect([response.status, await response.text()]).toEqual([status, '']);
      expect(response.headers.get('content-type')).toBe('application/json');
    }
    expect(emulator.requests[0]).toMatchObject({ method: 'HEAD', operation: 'getUser', status: 200 });
  });

  it.each(['PUT', 'PATCH', 'DELETE'])('%s is refused where there is no such call', async (method) => {
    const { emulator, alice } = createTown();
    for (const path of ['/me', '/me/threads', '/keyword_search']) {
      const { status, body } = await send(emulator, `${path}?access_token=${alice.accessToken}`, { method });
      expect([status, body.error.code]).toEqual([400, 100]);
      expect(body.error.message).toMatch(new RegExp(`^Unsupported ${method.toLowerCase()} request`));
    }
  });
});

describe('a parameter', () => {
  it('that comes several times counts as it came last, in the body rather than in the query', async () => {
    const { emulator, alice } = createTown();
    const query = `media_type=IMAGE&media_type=TEXT&text=query&auto_publish_text=true&access_token=${alice.accessToken}`;
    const body = new URLSearchParams({ text: 'body' });
    const { body: created } = await send(emulator, `/me/threads?${query}`, { method: 'POST', body });
    expect((await alice.get(`/${created.id}`, { fields: 'text' })).body.text).toBe('body');
  });

  it('that is empty was not sent', async () => {
    const { alice } = createTown();
    const parameters = { media_type: 'TEXT', text: 'a', link_attachment: '', reply_to_id: '', topic_tag: '' };
    expect((await alice.post('/me/threads', parameters)).status).toBe(200);
    expect((await alice.post('/me/threads', { media_type: 'TEXT', text: '' })).body.error.message).toBe(
      'The parameter text is required',
    );
  });

  it('that nobody knows is ignored', async () => {
    const { alice } = createTown();
    expect((await alice.get('/me', { pretty: '1', locale: 'ja_JP' })).status).toBe(200);
    expect((await alice.post('/me/threads', { media_type: 'TEXT', text: 'a', reply_to: '1' })).status).toBe(
      200,
    );
  });

  it.each(['true', 'True', 'TRUE', '1'])('%s is a switch that is on', async (value) => {
    const { alice } = createTown();
    const parameters = { media_type: 'TEXT', text: 'a', auto_publish_text: value };
    const { body } = await alice.post('/me/threads', parameters);
    expect((await alice.get(`/${body.id}`, { fields: 'text' })).body.text).toBe('a');
  });
});

describe('the token of a request', () => {
  it('counts as a parameter of the body first, then of the query, then in the header', async () => {
    const { emulator, alice, bob } = createTown();
    const carol = callerOf(emulator, 'alice', []);
    const whose = async (query: string, header: string, body?: string): Promise<unknown> => {
      const { status, body: answer } = await send(emulator, `/me/threads?media_type=TEXT&text=a${query}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${header}` },
        ...(body === undefined ? {} : { body: new URLSearchParams({ access_token: body }) }),
      });
      if (status !== 200) return answer.error.code;
      return (await bob.get(`/${answer.id}`)).status === 200 ? 'bob' : 'alice';
    };
    expect(await whose('', alice.accessToken)).toBe('alice');
    expect(await whose(`&access_token=${bob.accessToken}`, alice.accessToken)).toBe('bob');
    expect(await whose(`&access_token=${bob.accessToken}`, 'THunknown', alice.accessToken)).toBe('alice');
    expect(await whose('&access_token=', alice.accessToken, '')).toBe('alice');
    expect(await whose(`&access_token=${carol.accessToken}`, alice.accessToken)).toBe(100);
  });
});
