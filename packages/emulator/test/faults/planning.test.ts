import { describe, expect, it } from 'vitest';
import { createTown, type Caller } from '../api.ts';

describe('which calls a fault strikes', () => {
  it('is the next one of the operation, once', async () => {
    const { emulator, alice } = createTown();
    emulator.planFault({ kind: 'error', operation: 'listThreads' });
    expect((await alice.get('/me')).status).toBe(200);
    expect((await alice.get('/me/threads')).status).toBe(500);
    expect((await alice.get('/me/threads')).status).toBe(200);
    expect(emulator.faults).toMatchObject([{ id: 'fault-1', call: 1, times: 1, hits: 1 }]);
  });

  it('is every request where no operation is named, paths that the API does not have among them', async () => {
    const { emulator, alice } = createTown();
    emulator.planFault({ kind: 'error', status: 503, times: 3 });
    const answers = [
      await alice.get('/me'),
      await alice.get('/me/nothing'),
      await alice.post('/me/threads'),
    ].map(({ status }) => status);
    expect(answers).toEqual([503, 503, 503]);
  });

  it('is counted from when the fault is planned, and lasts as long as the plan says', async () => {
    const { emulator, alice } = createTown();
    await alice.get('/me');
    emulator.planFault({ kind: 'error', operation: 'getUser', call: 2, times: 2 });
    const statuses = [];
    for (let call = 0; call < 5; call += 1) statuses.push((await alice.get('/me')).status);
    expect(statuses).toEqual([200, 500, 500, 200, 200]);
  });

  it('is every one until the faults are cleared', async () => {
    const { emulator, alice } = createTown();
    emulator.planFault({ kind: 'error', operation: 'getUser', times: Infinity });
    for (let call = 0; call < 3; call += 1) expect((await alice.get('/me')).status).toBe(500);
    expect(emulator.faults[0]?.hits).toBe(3);
    emulator.clearFaults();
    expect(emulator.faults).toEqual([]);
    expect((await alice.get('/me')).status).toBe(200);
  });

  it('is the one that carries the parameters', async () => {
    const { emulator, alice } = createTown();
    emulator.planFault({ kind: 'error', operation: 'createContainer', match: { text: 'Second' } });
    const create = (text: string): Promise<{ status: number }> =>
      alice.post('/me/threads', { media_type: 'TEXT', text });
    expect((await create('First')).status).toBe(200);
    expect((await create('Second')).status).toBe(500);
  });

  it('may be the one of a token, which is shown nowhere', async () => {
    const { emulator, alice, bob } = createTown();
    emulator.planFault({ kind: 'error', match: { access_token: bob.accessToken }, times: Infinity });
    expect((await alice.get('/me')).status).toBe(200);
    expect((await bob.get('/me')).status).toBe(500);
    expect(emulator.faults).toMatchObject([{ match: { access_token: '[masked]' }, hits: 1 }]);
  });

  it('may be a call of OAuth', async () => {
    const { emulator, alice } = createTown();
    emulator.clock.advance(25 * 60 * 60 * 1000);
    emulator.planFault({ kind: 'error', operation: 'refreshToken', preset: 'session-expired' });
    const refresh = (): ReturnType<Caller['get']> =>
      alice.get('/refresh_access_token', { grant_type: 'th_refresh_token' });
    expect(await refresh()).toMatchObject({
      status: 400,
      body: { error: { code: 190, error_subcode: 463 } },
    });
    expect((await refresh()).status).toBe(200);
  });

  it('can be struck by several: the one planned first is nearest to the caller', async () => {
    const { emulator, alice } = createTown();
    emulator.planFault({ kind: 'headers', headers: { 'x-app-usage': '{"call_count":100}' } });
    emulator.planFault({ kind: 'error', status: 429, code: 4, retryAfter: 7 });
    const response = await emulator.fetch(
      new Request(`https://graph.threads.com/me?access_token=${alice.accessToken}`),
    );
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(response.headers.get('x-app-usage')).toBe('{"call_count":100}');
    expect(emulator.faults.map(({ hits }) => hits)).toEqual([1, 1]);
  });

  it('is in the log, with what struck it', async () => {
    const { emulator, alice } = createTown();
    emulator.planFault({ kind: 'error', operation: 'getUser', status: 502 });
    emulator.planFault({ kind: 'lost-request', operation: 'listThreads' });
    await alice.get('/me');
    await expect(alice.get('/me/threads')).rejects.toThrow('fetch failed');
    await alice.get('/me');
    expect(emulator.requests.map(({ operation, status, faults }) => [operation, status, faults])).toEqual([
      ['getUser', 502, ['error']],
      ['listThreads', 0, ['lost-request']],
      ['getUser', 200, undefined],
    ]);
  });
});

describe('a plan that makes no sense', () => {
  const refuse = (plan: unknown): string => {
    const { emulator } = createTown();
    try {
      // What JavaScript, or another language over HTTP, may hand over.
      Reflect.apply(emulator.planFault, undefined, [plan]);
    } catch (error) {
      expect(error).toBeInstanceOf(TypeError);
      expect(emulator.faults).toEqual([]);
      return error instanceof Error ? error.message : '';
    }
    throw new Error('The plan was taken.');
  };

  it('is refused with everything that is wrong with it', () => {
    expect(
      refuse({
        kind: 'error',
        operation: 'publish',
        call: 0,
        times: 1.5,
        match: { text: 1 },
        preset: 'oops',
        status: 99,
        retryAfter: 'a\nb',
        after: 'lunch',
        wrong: true,
      }),
    ).toBe(
      'planFault: operation must be an operation of the API, not "publish"; call must be a whole ' +
        'number from 1 on; times must be a whole number from 1 on, or Infinity ("always" in JSON); match.text must be a text; after must ' +
        'be one of effect; preset must be one of invalid-token, session-expired, permission-missing, ' +
        'access-tier-insufficient, grant-missing, object-not-found, text-too-long, text-missing, image-url-invalid, ' +
        'reply-target-invalid, field-nonexisting, carousel-children-invalid, code-used, code-rejected, ' +
        'media-not-found, media-download-failed, link-attachment-invalid, unexpected-error, unknown-error, ' +
        'already-long-lived, action-blocked, rate-limited; status must be a whole number from 200 to 599; retryAfter ' +
        'must be a whole number of seconds or a header value; wrong is unknown.',
    );
  });

  it.each([
    [undefined, 'it must be an object'],
    [[], 'it must be an object'],
    [{}, 'kind must be one of error, html'],
    [{ kind: 'toString', operation: 'x' }, 'kind must be one of error'],
    [{ kind: 'toString', operation: 'x' }, 'operation must be an operation'],
    [{ kind: 'html', user: 'nobody' }, 'user must be the name of a user, not "nobody"'],
    [{ kind: 'html', status: 204 }, 'status must be a status that comes with a body, which 204 does not'],
    [{ kind: 'redirect' }, 'location must be a text that a header can carry'],
    [{ kind: 'answer' }, 'body must be a text'],
    [{ kind: 'headers', headers: { 'a b': 'x' } }, 'headers has the name "a b", which no header can have'],
    [{ kind: 'headers', headers: { a: 'x\r\ny: z' } }, 'headers.a must be a text that a header can carry'],
    [{ kind: 'late-effect' }, 'delay must be a number from 0 to 2147483647'],
    [{ kind: 'late-effect', delay: Infinity }, 'delay must be a number'],
    [{ kind: 'huge-body', bytes: 2 ** 31 }, 'bytes must be a whole number from 1 to 1073741824'],
    [{ kind: 'container-lost', operation: 'repost' }, 'operation must be one of createContainer'],
    [{ kind: 'lost-answer', connection: 'cut' }, 'connection must be one of reset, close'],
  ])('such as %j', (plan, message) => {
    expect(refuse(plan)).toContain(message);
  });

  it('cannot be changed once it was taken', () => {
    const { emulator } = createTown();
    const match = { text: 'a' };
    const planned = emulator.planFault({ kind: 'error', match });
    match.text = 'b';
    expect(planned.match).toEqual({ text: 'a' });
    expect(Object.isFrozen(planned) && Object.isFrozen(planned.match)).toBe(true);
    expect(emulator.faults).toEqual([planned]);
  });
});

it('callers of other emulators are not struck', async () => {
  const { emulator } = createTown();
  emulator.planFault({ kind: 'error', times: Infinity });
  const other = createTown();
  expect((await other.bob.get('/me')).status).toBe(200);
});
