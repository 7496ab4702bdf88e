import { describe, expect, it } from 'vitest';
import { createTown, send, type Caller } from '../api.ts';
import { finishedContainer, publishRaw, textsOf } from './stage.ts';

describe('an error', () => {
  it('comes before the effect, or after it', async () => {
    const { emulator, alice } = createTown();
    const container = await finishedContainer(emulator, alice);
    emulator.planFault({ kind: 'error', operation: 'publishContainer', preset: 'permission-missing' });
    emulator.planFault({
      kind: 'error',
      operation: 'publishContainer',
      call: 2,
      preset: 'permission-missing',
      after: 'effect',
    });
    const publish = (): ReturnType<Caller['post']> =>
      alice.post('/me/threads_publish', { creation_id: container });
    expect(await publish()).toMatchObject({ status: 500, body: { error: { code: 10 } } });
    expect(await textsOf(alice)).toEqual([]);
    expect(await publish()).toMatchObject({ status: 500, body: { error: { code: 10 } } });
    expect(await textsOf(alice)).toEqual(['Hello']);
    expect((await alice.get(`/${container}`)).body.status).toBe('PUBLISHED');
  });

  it('can come with HTTP 200', async () => {
    const { emulator, alice } = createTown();
    emulator.planFault({ kind: 'error', status: 200, preset: 'unknown-error' });
    expect(await alice.get('/me')).toMatchObject({ status: 200, body: { error: { code: 1 } } });
  });

  it('says what the plan says in place of what the preset says', async () => {
    const { emulator, alice } = createTown();
    emulator.planFault({
      kind: 'error',
      preset: 'media-not-found',
      status: 500,
      code: 25,
      subcode: 7,
      type: 'Other',
      message: 'Gone',
      isTransient: true,
      userTitle: 'Title',
      userMessage: 'Text',
    });
    const { status, body } = await alice.post('/me/threads_publish', { creation_id: '17' });
    expect(status).toBe(500);
    expect(body.error).toEqual({
      code: 25,
      error_subcode: 7,
      error_user_msg: 'Text',
      error_user_title: 'Title',
      fbtrace_id: expect.any(String),
      is_transient: true,
      message: 'Gone',
      type: 'Other',
    });
  });

  it('with a code of its own has nothing of the default error that does not fit it', async () => {
    const { emulator, alice } = createTown();
    emulator.planFault({ kind: 'error', status: 400, code: 368 });
    expect((await alice.get('/me')).body.error).toEqual({
      code: 368,
      fbtrace_id: expect.any(String),
      message: expect.any(String),
      type: 'OAuthException',
    });
  });

  it.each([
    ['invalid-token', 500, 190, undefined],
    ['session-expired', 400, 190, 463],
    ['permission-missing', 500, 10, undefined],
    ['access-tier-insufficient', 400, 10, 4279067],
    ['grant-missing', 400, 100, 10],
    ['object-not-found', 400, 100, 33],
    ['text-too-long', 500, 100, undefined],
    ['text-missing', 500, 100, undefined],
    ['image-url-invalid', 500, 100, undefined],
    ['reply-target-invalid', 500, 100, undefined],
    ['field-nonexisting', 500, 100, undefined],
    ['carousel-children-invalid', 400, 100, 4279004],
    ['code-used', 400, 100, 4279030],
    ['media-not-found', 400, 24, 4279009],
    ['media-download-failed', 400, 1, 2207052],
    ['link-attachment-invalid', 400, -1, 4279047],
    ['unexpected-error', 500, 2, undefined],
    ['unknown-error', 500, 1, undefined],
    ['already-long-lived', 400, 452, 4279019],
    ['action-blocked', 403, 4, 2207051],
    ['rate-limited', 429, 4, undefined],
  ] as const)('of the preset %s is %i with %i/%s', async (preset, status, code, subcode) => {
    const { emulator, alice } = createTown();
    emulator.planFault({ kind: 'error', preset });
    const answer = await alice.get('/me');
    expect(answer.status).toBe(status);
    expect(answer.body.error.code).toBe(code);
    expect('error_subcode' in answer.body.error ? answer.body.error.error_subcode : undefined).toBe(subcode);
  });

  it('of the code exchange has no envelope', async () => {
    const { emulator } = createTown();
    emulator.planFault({ kind: 'error', preset: 'code-rejected', operation: 'exchangeCode' });
    const { status, body } = await send(emulator, '/oauth/access_token', { method: 'POST' });
    expect(status).toBe(400);
    expect(body).toEqual({
      code: 400,
      error_message: 'Matching code was not found or was already used',
      error_type: 'OAuthException',
    });
  });

  it('names the container that was to be published', async () => {
    const { emulator, alice } = createTown();
    emulator.planFault({ kind: 'error', preset: 'media-not-found' });
    const { text } = await alice.post('/me/threads_publish', { creation_id: '1812' });
    expect(text).toContain('The media with id 1812 cannot be found.');
  });
});

describe('an answer in place of the API’s', () => {
  it.each([200, 502, 503, 504])('can be an HTML page with %i', async (status) => {
    const { emulator, alice } = createTown();
    const container = await finishedContainer(emulator, alice);
    emulator.planFault({ kind: 'html', status, after: 'effect' });
    const response = await publishRaw(emulator, alice, container);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toContain('<!DOCTYPE html>');
    expect(await textsOf(alice)).toEqual(['Hello']);
  });

  it('can be a redirect, before any effect', async () => {
    const { emulator, alice } = createTown();
    const container = await finishedContainer(emulator, alice);
    emulator.planFault({ kind: 'redirect', status: 307, location: 'https://elsewhere.example/' });
    const response = await publishRaw(emulator, alice, container);
    expect(response.status).toBe(307);
    expect(response.headers.get('location')).toBe('https://elsewhere.example/');
    expect(await textsOf(alice)).toEqual([]);
  });

  it('can be anything', async () => {
    const { emulator, alice } = createTown();
    const body =
      '{"id":"1","id":"2","__proto__":{"admin":true},"media_type":"HOLOGRAM","user_id":17841405793187218}';
    emulator.planFault({ kind: 'answer', body, status: 201, headers: { 'content-type': 'text/plain' } });
    const response = await emulator.fetch(
      new Request(`https://graph.threads.com/me?access_token=${alice.accessToken}`),
    );
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      201,
      'text/plain',
      body,
    ]);
  });

  it('can be the API’s with other headers', async () => {
    const { emulator, alice } = createTown();
    emulator.planFault({
      kind: 'headers',
      headers: { date: 'Thu, 01 Jan 2015 00:00:00 GMT', 'x-large': 'x'.repeat(65_536) },
    });
    const response = await emulator.fetch(
      new Request(`https://graph.threads.com/me?access_token=${alice.accessToken}`),
    );
    expect(response.headers.get('date')).toBe('Thu, 01 Jan 2015 00:00:00 GMT');
    expect(response.headers.get('x-large')).toHaveLength(65_536);
    expect(await response.json()).toMatchObject({ id: alice.userId });
  });
});
