import { describe, expect, it } from 'vitest';
import { createEmulator, createVirtualClock, type Emulator } from '../src/index.ts';
import { callerOf, createTown, publishText, send } from './api.ts';

const hour = 3_600_000;

function createTownWithToken(): {
  readonly emulator: ReturnType<typeof createEmulator>;
  readonly token: string;
} {
  const { emulator, alice } = createTown();
  return { emulator, token: alice.accessToken };
}

function formData(parameters: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(parameters)) form.set(name, value);
  return form;
}

describe('a request', () => {
  const parameters = { media_type: 'TEXT', text: 'Hä & so', auto_publish_text: 'True' };

  it.each([
    ['in the query', (token: string) => ({ query: { ...parameters, access_token: token }, init: {} })],
    [
      'as a urlencoded form',
      (token: string) => ({
        query: {},
        init: { body: new URLSearchParams({ ...parameters, access_token: token }) },
      }),
    ],
    [
      'as multipart',
      (token: string) => ({ query: {}, init: { body: formData({ ...parameters, access_token: token }) } }),
    ],
    [
      'as JSON',
      (token: string) => ({
        query: {},
        init: {
          body: JSON.stringify({ ...parameters, auto_publish_text: true, access_token: token }),
          headers: { 'content-type': 'application/json' },
        },
      }),
    ],
    [
      'as a form with the token in the header',
      (token: string) => ({
        query: {},
        init: { body: new URLSearchParams(parameters), headers: { authorization: `Bearer ${token}` } },
      }),
    ],
  ])('may carry its parameters %s', async (_, build) => {
    const { emulator, token } = createTownWithToken();
    const { query, init } = build(token);
    const { status, body } = await send(emulator, `/v1.0/me/threads?${new URLSearchParams(query)}`, {
      method: 'POST',
      ...init,
    });
    expect(status).toBe(200);
    const post = await send(emulator, `/${body.id}?fields=text`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(post.body).toEqual({ id: body.id, text: 'Hä & so' });
  });

  it('may name an id as a bare number in JSON, and no digit is lost', async () => {
    const { emulator, alice } = createTown({ processing: { text: 0 } });
    const container = await alice.post('/me/threads', { media_type: 'TEXT', text: 'a' });
    const { status } = await send(emulator, '/me/threads_publish', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${alice.accessToken}` },
      body: `{"creation_id": ${container.body.id}}`,
    });
    expect(status).toBe(200);
  });

  it('may come to either host, with and without a version, with me and with the id', async () => {
    const { emulator, alice } = createTown();
    for (const origin of [
      'https://graph.threads.com',
      'https://graph.threads.net',
      'http://127.0.0.1:8080',
    ]) {
      for (const path of ['/v1.0/me', '/me', `/v1.0/${alice.userId}`, `/${alice.userId}`, '/me/']) {
        const { body } = await send(emulator, `${origin}${path}?access_token=${alice.accessToken}`);
        expect(body).toEqual({ id: alice.userId });
      }
    }
  });

  it('may name fields as a comma list, a JSON array, or one by one', async () => {
    const { alice, emulator } = createTown();
    for (const fields of [
      'fields=username,name',
      'fields=["username","name"]',
      'fields=username&fields=name',
    ]) {
      const { body } = await send(emulator, `/me?access_token=${alice.accessToken}&${fields}`);
      expect(body).toEqual({ id: alice.userId, username: 'alice', name: 'alice' });
    }
  });

  it('with a body that cannot be read is refused', async () => {
    const { emulator, token } = createTownWithToken();
    const init = { method: 'POST', body: '{"text":', headers: { 'content-type': 'application/json' } };
    expect((await send(emulator, `/me/threads?access_token=${token}`, init)).body.error.code).toBe(100);
  });

  it('is answered with JSON that any origin may read', async () => {
    const { emulator, token } = createTownWithToken();
    const response = await emulator.fetch(new Request(`https://graph.threads.com/me?access_token=${token}`));
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });

  const preflightRequest = new Request('https://graph.threads.com/me', {
    method: 'OPTIONS',
    headers: {
      'access-control-request-method': 'DELETE',
      'access-control-request-headers': 'authorization',
    },
  });
  const isPreflight = preflightRequest.headers.has('access-control-request-method'); // a page sends none by itself

  it.runIf(isPreflight)('of any method and header is allowed to any origin', async () => {
    const { emulator } = createTownWithToken();
    const preflight = await emulator.fetch(preflightRequest);
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization');
  });

  it('is logged as its operation, without its token', async () => {
    const { emulator, alice } = createTown();
    const id = await publishText(alice, 'Hello');
    await send(emulator, `/v1.0/${id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${alice.accessToken}` },
    });
    const { text: refusal } = await send(emulator, '/v1.0/nothing/here');
    expect(emulator.requests).toEqual([
      {
        id: 1,
        at: emulator.clock.now(),
        method: 'POST',
        path: '/v1.0/me/threads',
        operation: 'createContainer',
        user: 'alice',
        headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
        parameters: {
          access_token: '[masked]',
          media_type: 'TEXT',
          text: 'Hello',
          auto_publish_text: 'true',
        },
        status: 200,
        answer: `{"id":"${id}"}`,
        duration: 0,
      },
      {
        id: 2,
        at: emulator.clock.now(),
        method: 'DELETE',
        path: `/v1.0/${id}`,
        operation: 'deletePost',
        user: 'alice',
        headers: { authorization: 'Bearer [masked]' },
        parameters: {},
        status: 200,
        answer: `{"success":true,"deleted_id":"${id}"}`,
        duration: 0,
      },
      {
        id: 3,
        at: emulator.clock.now(),
        method: 'GET',
        path: '/v1.0/nothing/here',
        headers: {},
        parameters: {},
        status: 500,
        answer: refusal,
        error: { code: 190, message: 'Invalid OAuth 2.0 Access Token' },
        duration: 0,
      },
    ]);
    expect(JSON.stringify(emulator.requests)).not.toContain(alice.accessToken);
  });
});

describe('a token', () => {
  it('that nobody issued gets 190 with HTTP 500, and so does none', async () => {
    const { emulator } = createTown();
    for (const query of ['', '?access_token=THQVJunknown']) {
      const { status, body } = await send(emulator, `/me${query}`);
      expect(status).toBe(500);
      expect(body.error).toEqual({
        message: 'Invalid OAuth 2.0 Access Token',
        type: 'THApiException',
        code: 190,
        fbtrace_id: expect.any(String),
      });
    }
  });

  it('past its end by the clock of the emulator alone is told so, and in no other case', async () => {
    const users = [{ username: 'alice' }];
    const answer = async (emulator: Emulator, accessToken: string): Promise<unknown> =>
      (await send(emulator, `/me?access_token=${accessToken}`)).body.error;
    const told = {
      code: 190,
      error_subcode: 463,
      error_user_title: 'Only the clock of the emulator was moved',
      error_user_msg: expect.stringMatching(/^The emulator is 5270400 seconds ahead of this machine, /),
    };
    const emulator = createEmulator({ users });
    const long = emulator.issueToken({ username: 'alice' }).accessToken;
    emulator.clock.advance(61 * 24 * 3_600_000);
    expect(await answer(emulator, long)).toMatchObject(told);

    // A virtual clock is shared with the client.
    const virtual = createEmulator({ users, clock: createVirtualClock() });
    const { accessToken } = virtual.issueToken({ username: 'alice' });
    virtual.clock.advance(61 * 24 * 3_600_000);
    expect(Object.keys(Object(await answer(virtual, accessToken)))).not.toContain('error_user_msg');
  });

  it('past its end gets 190/463 with HTTP 400', async () => {
    const { emulator, alice } = createTown();
    emulator.clock.advance(60 * 24 * hour - 1);
    expect((await alice.get('/me')).status).toBe(200);
    emulator.clock.advance(1);
    const { status, body } = await alice.get('/me');
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      type: 'OAuthException',
      code: 190,
      error_subcode: 463,
      message:
        'Error validating access token: Session has expired on Monday, 02-Mar-26 00:00:00 UTC. The current time is Monday, 02-Mar-26 00:00:00 UTC.',
    });
  });

  it('that is short-lived ends after an hour', async () => {
    const { emulator } = createTown();
    const { accessToken, expiration } = emulator.issueToken({ username: 'alice', shortLived: true });
    expect(expiration.getTime()).toBe(emulator.clock.now() + hour);
    emulator.clock.advance(hour);
    expect((await send(emulator, `/me?access_token=${accessToken}`)).body.error.code).toBe(190);
  });

  it('of a user who granted nothing gets 100/10 on every call', async () => {
    const { emulator } = createTown();
    const nobody = callerOf(emulator, 'alice', []);
    for (const { status, body } of [
      await nobody.get('/me'),
      await nobody.post('/me/threads', { media_type: 'TEXT', text: 'a' }),
    ]) {
      expect(status).toBe(400);
      expect(body.error).toMatchObject({
        type: 'THApiException',
        code: 100,
        error_subcode: 10,
        message:
          'This action requires the threads_basic permission. You must submit for app review, or your user must be in the list of Threads testers.',
      });
    }
  });

  it('cannot be issued for somebody who is not there', () => {
    const { emulator } = createTown();
    expect(() => emulator.issueToken({ username: 'carol' })).toThrow(/no user carol/);
  });
});

describe('an object', () => {
  it('that does not exist gets 100/33', async () => {
    const { alice } = createTown();
    const { status, body } = await alice.get('/17999999999999999');
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      type: 'THApiException',
      code: 100,
      error_subcode: 33,
      message:
        "Unsupported get request. Object with ID '17999999999999999' does not exist, cannot be loaded due to missing permissions, or does not support this operation",
    });
  });

  it('is not found by a username', async () => {
    const { alice } = createTown();
    expect((await alice.get('/alice/threads')).body.error).toMatchObject({ code: 100, error_subcode: 33 });
  });

  it('has the fields of its kind and no others', async () => {
    const { alice } = createTown();
    const id = await publishText(alice, 'Hello');
    for (const [path, field] of [
      [`/${id}`, 'status'],
      [`/${id}`, 'threads_biography'],
      [`/${id}`, 'gif_attachment'],
      [`/${id}`, 'like_count'],
      ['/me', 'biography'],
      ['/me', 'constructor'],
      ['/me/threads_publishing_limit', 'search_quota_usage'],
    ] as const) {
      const { status, body } = await alice.get(path, { fields: `id,${field}` });
      expect(status).toBe(500);
      expect(body.error).toMatchObject({
        type: 'THApiException',
        code: 100,
        message: `Tried accessing nonexisting field (${field})`,
      });
    }
  });

  it('has the edges of its kind and no others', async () => {
    const { alice } = createTown();
    const id = await publishText(alice, 'Hello');
    expect((await alice.get(`/${id}/threads`)).body.error.message).toBe(
      'Tried accessing nonexisting field (threads)',
    );
    expect((await alice.get('/me/followers')).body.error.message).toBe(
      'Tried accessing nonexisting field (followers)',
    );
    expect((await alice.post(`/${id}/threads`)).body.error).toMatchObject({ code: 100, error_subcode: 33 });
  });

  it('leaves unknown fields out where it is a row of a list', async () => {
    const { alice } = createTown();
    const id = await publishText(alice, 'Hello');
    expect((await alice.get('/me/threads', { fields: 'text,like_count' })).body.data).toEqual([
      { id, text: 'Hello' },
    ]);
  });

  it('never shows null: what does not apply is absent', async () => {
    const { alice } = createTown();
    const id = await publishText(alice, 'Hello');
    const fields =
      'media_url,thumbnail_url,children,quoted_post,reposted_post,alt_text,link_attachment_url,gif_url,poll_attachment,topic_tag,text_entities,location_id,hide_status,is_reply_owned_by_me';
    expect((await alice.get(`/${id}`, { fields })).text).toBe(`{"id":"${id}"}`);
  });

  it('refuses fields whose braces do not match', async () => {
    const { alice } = createTown();
    for (const fields of ['poll_attachment{option_a', 'id}', '{id}', 'id,,name']) {
      expect((await alice.get('/me', { fields })).body.error.code).toBe(2500);
    }
  });
});

describe('ids and tokens', () => {
  it('are the same for the same seed and others for another', () => {
    const clock = createVirtualClock();
    const make = (seed: number): unknown => {
      const emulator = createEmulator({ clock, seed });
      return [emulator.users, emulator.app, emulator.issueToken({ username: 'threads_dev' })];
    };
    expect(make(7)).toEqual(make(7));
    expect(make(7)).not.toEqual(make(8));
  });

  it('have seventeen digits that a double cannot hold', async () => {
    const { alice } = createTown();
    for (const id of [
      alice.userId,
      await publishText(alice, 'Hello'),
      (await alice.post('/me/threads', { media_type: 'TEXT', text: 'a' })).body.id,
    ]) {
      expect(id).toMatch(/^\d{17}$/);
      expect(String(Number(id))).not.toBe(id);
    }
  });

  it('go with shortcodes and permalinks of Threads', async () => {
    const { alice } = createTown();
    const id = await publishText(alice, 'Hello');
    const { body } = await alice.get(`/${id}`, { fields: 'shortcode,permalink,timestamp' });
    expect(body['shortcode']).toMatch(/^[\w-]{11}$/);
    expect(body['permalink']).toBe(`https://www.threads.com/@alice/post/${String(body['shortcode'])}`);
    expect(body['timestamp']).toBe('2026-01-01T00:00:00+0000');
  });
});

describe('the users of an emulator', () => {
  it('are threads_dev with a few posts when nobody is named', async () => {
    const emulator = createEmulator({ clock: createVirtualClock() });
    const { body } = await callerOf(emulator, 'threads_dev').get('/me/threads', { fields: 'media_type' });
    expect(body.data.map((post) => post['media_type'])).toEqual([
      'TEXT_POST',
      'CAROUSEL_ALBUM',
      'IMAGE',
      'TEXT_POST',
    ]);
  });

  it('are refused with every fault at once', () => {
    const users = [
      {
        username: 'al ice',
        posts: [
          { poll: ['one'] },
          { text: 'a', replies: [{ by: 'nobody', text: 'b' }] },
          { media: Array.from({ length: 21 }, () => ({ image: 'https://images.example/a.jpg' })) },
        ],
      },
      { username: 'bob' },
      { username: 'Bob' },
    ];
    expect(() => createEmulator({ users })).toThrow(
      'createEmulator: users[0].username must be 1 to 30 letters, digits, _ or .; users[0].posts[0] needs a text or media; ' +
        'users[0].posts[0].poll needs 2 to 4 options; users[0].posts[1].replies[0].by is none of the users; ' +
        'users[0].posts[2].media may have at most 20 items; users[2].username is taken.',
    );
  });
});
