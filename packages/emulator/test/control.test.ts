import { describe, expect, it } from 'vitest';
import { createEmulator, type Emulator } from '../src/index.ts';
import { serve } from '../src/serve.ts';
import { callerOf, createTown, publishText } from './api.ts';

interface Answered {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

async function control(
  emulator: Emulator,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' },
): Promise<Answered> {
  const response = await emulator.fetch(
    new Request(`http://localhost:4000/__emulator/control${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    }),
  );
  const answered: unknown = await response.json();
  return { status: response.status, body: answered, headers: response.headers };
}

describe('the control API', () => {
  it('lists what can be controlled', async () => {
    const { emulator } = createTown();
    expect((await control(emulator, 'GET', '')).body).toMatchObject({
      resources: expect.arrayContaining([
        { path: '/clock', methods: ['GET', 'POST'] },
        { path: '/faults/:id', methods: ['DELETE'] },
      ]),
    });
    expect((await control(emulator, 'GET', '', undefined, { origin: 'https://evil.example' })).status).toBe(
      403,
    );
  });

  it('shows and moves the clock', async () => {
    const { emulator } = createTown();
    const now = Date.UTC(2026, 0, 1);
    expect((await control(emulator, 'GET', '/clock')).body).toEqual({
      now,
      time: '2026-01-01T00:00:00.000Z',
    });
    const moved = await control(emulator, 'POST', '/clock', { advance: 1500 });
    expect(moved).toMatchObject({ status: 200, body: { now: now + 1500, time: '2026-01-01T00:00:01.500Z' } });
    expect(emulator.clock.now()).toBe(now + 1500);
  });

  it('takes a clock that runs back to now, where it stands if it stood', async () => {
    const emulator = createEmulator();
    await control(emulator, 'POST', '/clock', { advance: 86_400_000 });
    await control(emulator, 'POST', '/clock', { now: true });
    expect(Math.abs(emulator.clock.now() - Date.now())).toBeLessThan(10_000);
    await control(emulator, 'POST', '/clock', { advance: 86_400_000, stopped: true });
    expect((await control(emulator, 'POST', '/clock', { now: true })).body).toMatchObject({ stopped: true });
    expect(Math.abs(emulator.clock.now() - Date.now())).toBeLessThan(10_000);
  });

  it('plans, lists and clears faults', async () => {
    const { emulator, alice } = createTown();
    const plan = { kind: 'error', operation: 'getUser', preset: 'rate-limited', retryAfter: 3 };
    const planned = await control(emulator, 'POST', '/faults', plan);
    expect(planned.body).toEqual({ ...plan, call: 1, times: 1, id: 'fault-1', hits: 0 });
    await control(emulator, 'POST', '/faults', { kind: 'html', operation: 'repost' });
    expect((await alice.get('/me')).status).toBe(429);
    expect((await control(emulator, 'GET', '/faults')).body).toMatchObject({
      faults: [{ hits: 1 }, { hits: 0 }],
    });
    expect((await control(emulator, 'DELETE', '/faults/fault-1')).body).toMatchObject({
      faults: [{ id: 'fault-2' }],
    });
    expect((await control(emulator, 'DELETE', '/faults/fault-1')).status).toBe(404);
    expect((await control(emulator, 'DELETE', '/faults')).body).toEqual({ faults: [] });
    expect(emulator.faults).toEqual([]);
  });

  it.each([null, 'always'])('takes times %j for "until it is cleared"', async (times) => {
    const { emulator, alice } = createTown();
    const { body } = await control(emulator, 'POST', '/faults', { kind: 'error', times });
    expect(body).toMatchObject({ times: null });
    for (let call = 0; call < 3; call += 1) expect((await alice.get('/me')).status).toBe(500);
  });

  it('shows and changes settings', async () => {
    const { emulator } = createTown();
    const changed = await control(emulator, 'PATCH', '/settings', { latency: { min: 1, max: 2 } });
    expect(changed.body).toEqual(emulator.configure());
    expect((await control(emulator, 'GET', '/settings')).body).toMatchObject({ latency: { min: 1, max: 2 } });
  });

  it('changes how the emulator behaves and what the app is', async () => {
    const { emulator } = createTown();
    const { clientId } = emulator.app;
    const changes = {
      behaviour: { repostQuota: 'counted' },
      app: { access: 'standard', redirectUris: ['myapp://in'] },
    };
    const changed = await control(emulator, 'PATCH', '/settings', changes);
    expect(changed.body).toMatchObject({
      behaviour: { repostQuota: 'counted', language: 'en' },
      app: { clientId, access: 'standard', redirectUris: ['myapp://in'] },
    });
    expect(emulator.app.access).toBe('standard');
    expect((await control(emulator, 'PATCH', '/settings', { app: { access: 'none' } })).status).toBe(400);
  });

  it('starts over', async () => {
    const { emulator, alice } = createTown();
    await publishText(alice, 'Hello');
    const { body } = await control(emulator, 'POST', '/reset');
    expect(body).toEqual({ users: emulator.users });
    expect((await callerOf(emulator, 'alice').get('/me/threads')).body.data).toEqual([]);
  });

  it('gives and takes the state', async () => {
    const { emulator, alice } = createTown();
    const { body: state } = await control(emulator, 'GET', '/state');
    expect(state).toEqual(emulator.snapshot());
    await publishText(alice, 'Hello');
    expect((await control(emulator, 'PUT', '/state', state)).status).toBe(200);
    expect(emulator.snapshot()).toEqual(state);
  });

  it('lists the requests to the API, and its own are none', async () => {
    const { emulator, alice } = createTown();
    await alice.get('/me');
    emulator.clock.advance(1000);
    await alice.get('/me/threads');
    await alice.get('/me');
    const requests = async (query: string): Promise<unknown> =>
      (await control(emulator, 'GET', `/requests${query}`)).body;
    expect(await requests('')).toEqual({ requests: emulator.requests });
    expect(emulator.requests).toHaveLength(3);
    expect(await requests('?operation=getUser')).toMatchObject({
      requests: [{ operation: 'getUser' }, { operation: 'getUser' }],
    });
    const since = emulator.clock.now();
    expect(await requests(`?operation=getUser&since=${since}`)).toEqual({ requests: [emulator.requests[2]] });
    expect(JSON.stringify(await requests(''))).not.toContain(alice.accessToken);
  });

  it('issues tokens', async () => {
    const { emulator } = createTown();
    const { body } = await control(emulator, 'POST', '/tokens', {
      username: 'bob',
      scopes: ['threads_basic'],
      shortLived: true,
    });
    expect(body).toEqual({
      accessToken: expect.stringMatching(/^TH/),
      userId: emulator.users[1]?.id,
      scopes: ['threads_basic'],
      shortLived: true,
      expiration: '2026-01-01T01:00:00.000Z',
      // In the names of PyThreads too, which the SDK's credentials are kept in.
      access_token: Object(body).accessToken,
      user_id: emulator.users[1]?.id,
      short_lived: true,
    });
    const { accessToken } = Object(body);
    const me = await emulator.fetch(new Request(`http://localhost:4000/me?access_token=${accessToken}`));
    expect(me.status).toBe(200);
  });

  it('lists and adds users', async () => {
    const { emulator } = createTown();
    const { body } = await control(emulator, 'POST', '/users', {
      username: 'carol',
      posts: [
        'Hi',
        {
          text: 'Look',
          media: [{ image: 'https://images.example/a.jpg' }],
          replies: [{ by: 'alice', text: 'Nice' }],
        },
      ],
    });
    const { posts, ...user } = Object(body);
    expect(user).toEqual(emulator.users[2]);
    expect((await control(emulator, 'GET', '/users')).body).toEqual({ users: emulator.users });
    const carol = callerOf(emulator, 'carol');
    const { data } = (await carol.get('/me/threads', { fields: 'text' })).body;
    expect(data.map(({ text }) => text)).toEqual(['Look', 'Hi']);
    expect(data.map(({ id }) => id).toReversed()).toEqual(posts);
  });

  it('is there when served, for any program', async () => {
    const { emulator } = createTown();
    const served = await serve(emulator);
    try {
      const url = `${served.url}/__emulator/control`;
      const response = await fetch(`${url}/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify({ kind: 'lost-request' }),
      });
      expect(response.status).toBe(200);
      await expect(fetch(`${served.url}/me`)).rejects.toThrow('fetch failed');
      expect(emulator.faults).toMatchObject([{ hits: 1 }]);
    } finally {
      await served.close();
    }
  });
});

describe('the control API refuses', () => {
  it.each([
    ['POST', '/faults', { kind: 'oops' }, 'planFault: kind must be one of', 1],
    ['POST', '/faults', { kind: 'error', call: 0, times: 0 }, 'planFault: call must be', 2],
    ['POST', '/faults', '[]', 'planFault: it must be an object.', 1],
    ['POST', '/faults', '{"kind":', 'request: the body is not JSON.', 1],
    [
      'POST',
      '/clock',
      { advance: -1, to: 3 },
      'clock: advance must be a whole number from 0 on; to is unknown.',
      2,
    ],
    ['PATCH', '/settings', { latency: 'slow' }, 'configure: latency must be milliseconds', 1],
    [
      'PATCH',
      '/settings',
      { app: { clientId: 'x', redirectUris: ['nowhere'] } },
      'configure: app.clientId must be 1 to 20 digits; app.redirectUris[0] must be an absolute address that an app or a page answers at.',
      2,
    ],
    [
      'PATCH',
      '/settings',
      { app: { redirectUris: ['javascript:alert(1)', ' DATA:,a'] } },
      'app.redirectUris[1] must be an absolute address that an app',
      2,
    ],
    [
      'PATCH',
      '/settings',
      { app: { redirectUris: [] } },
      'configure: app.redirectUris must name at least one address.',
      1,
    ],
    ['POST', '/clock', { advance: 0.5 }, 'clock: advance must be a whole number from 0 on.', 1],
    ['POST', '/clock', { now: false }, 'clock: now must be true.', 1],
    ['POST', '/clock', { now: true, advance: 1 }, 'clock: advance and now cannot be given together.', 1],
    ['POST', '/clock', { now: true }, 'clock: it moves only when it is told to', 1],
    ['POST', '/faults', { kind: 'html', user: 'zoe' }, 'planFault: user must be the name of a user', 1],
    ['POST', '/faults', { kind: 'html', times: 0 }, 'or Infinity ("always" in JSON).', 1],
    ['PATCH', '/settings', 'null', 'configure: it must be an object.', 1],
    ['PUT', '/state', {}, 'restore: version must be one of 1.', 1],
    ['POST', '/clock', { advance: 8.64e15 }, 'clock: advance leads beyond the last time that there is.', 1],
    ['GET', '/requests?until=3&since=yesterday', undefined, 'requests: until is no filter', 2],
    ['GET', '/requests?since=day3', undefined, 'since must be in epoch milliseconds', 1],
    ['GET', '/requests?since=3h', undefined, 'since must be in epoch milliseconds', 1],
    ['POST', '/tokens', { username: 'nobody' }, 'issueToken: there is no user nobody', 1],
    [
      'POST',
      '/tokens',
      { username: 3, scopes: 'a' },
      'issueToken: username must be a text; scopes must be a list.',
      2,
    ],
    [
      'POST',
      '/tokens',
      { username: 'nobody', scopes: ['threads_basic', 'threads_basics', 'read'] },
      'scopes: threads_basics, read is no permission; these are: threads_basic, ',
      2,
    ],
    [
      'POST',
      '/users',
      {
        username: 'x',
        posts: ['a'.repeat(501), { text: 'b', replies: [{ by: 'x', text: '\u{1f375}'.repeat(126) }] }],
      },
      'addUser: users[0].posts[0].text must be at most 500 characters long; users[0].posts[1].replies[0].text must',
      2,
    ],
    [
      'POST',
      '/users',
      {
        username: 'x',
        posts: [
          { text: 'a', createdAt: 1e18 },
          { text: 'a', createdAt: -1 },
        ],
      },
      'posts[0].createdAt must be a whole number from 0 to 8640000000000000',
      2,
    ],
    ['POST', '/users', { username: 'Alice' }, 'addUser: users[0].username is taken.', 1],
    ['POST', '/users', { username: 'x', posts: [{ media: [{}] }], age: 3 }, 'users[0].age is unknown', 2],
  ])('%s %s with %j', async (method, path, body, message, count) => {
    const { emulator } = createTown();
    const before = JSON.stringify(emulator.snapshot());
    const answer = await control(emulator, method, path, body);
    expect(answer.status).toBe(400);
    const { error } = Object(answer.body);
    expect(error.message).toContain(message);
    expect(error.issues).toHaveLength(count);
    expect(JSON.stringify(emulator.snapshot())).toBe(before);
    expect(emulator.faults).toEqual([]);
  });

  it('paths and methods that it does not have', async () => {
    const { emulator } = createTown();
    expect(await control(emulator, 'GET', '/nothing')).toMatchObject({
      status: 404,
      body: { error: { message: 'There is nothing to control at /__emulator/control/nothing.', issues: [] } },
    });
    const wrong = await control(emulator, 'PUT', '/faults', {});
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, POST, DELETE']);
  });

  it('writes that a page of another site could send', async () => {
    const { emulator } = createTown();
    const write = (headers: Readonly<Record<string, string>>): Promise<Answered> =>
      control(emulator, 'POST', '/faults', { kind: 'error' }, headers);
    expect((await write({ 'content-type': 'text/plain' })).status).toBe(415);
    expect((await write({})).status).toBe(415);
    expect((await control(emulator, 'POST', '/reset', undefined, {})).status).toBe(200);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await control(emulator, 'POST', '/reset', undefined, form)).status).toBe(415);
    const fromPage = await write({ 'content-type': 'application/json', origin: 'http://localhost:4000' });
    expect(fromPage.status).toBe(403);
    expect(emulator.faults).toEqual([]);
  });

  it('to share its answers with pages of other sites', async () => {
    const { emulator } = createTown();
    const read = await control(emulator, 'GET', '/state');
    expect([...read.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    const preflight = await control(emulator, 'OPTIONS', '/faults', undefined, {
      origin: 'https://elsewhere.example',
      'access-control-request-method': 'POST',
    });
    expect(preflight.status).toBe(405);
    expect([...preflight.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});
