import { inspect } from 'node:util';
import { completeAuthorization, exchangeCode, extendToken, refreshCredentials } from '@threads-sdk/auth';
import { isThreadsError } from '@threads-sdk/errors';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Answer, serveAnswers } from './serve-answers.ts';

const scopes = ['threads_basic'];
const now = Date.parse('2026-03-01T12:00:00Z');
const shortLived = { body: '{"access_token":"THQVJ-canary-short","user_id":17841405793187219}' };

async function serve(answers: Readonly<Record<string, Answer>>): ReturnType<typeof serveAnswers> {
  const server = await serveAnswers(answers);
  onTestFinished(() => server.close());
  return server;
}

/** What a call throws; it must be an error of the SDK in which no secret can be found. */
async function errorOf(call: Promise<unknown>): Promise<unknown> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(isThreadsError(error)).toBe(true);
  for (const shown of [
    inspect(error, { depth: 10, getters: true, showHidden: true }),
    JSON.stringify(error),
    String(error),
  ]) {
    expect(shown).not.toContain('canary');
  }
  return error;
}

describe('the code exchange', () => {
  it.each([
    ['a number', '17841405793187219'],
    ['a string', '"17841405793187219"'],
  ])('keeps every digit of a user id that comes as %s', async (_kind, id) => {
    const { app } = await serve({
      '/oauth/access_token': { body: `{"access_token":"THx","user_id":${id}}` },
    });
    const credentials = await exchangeCode(app, { code: 'AQ', scopes });
    expect(credentials.userId).toBe('17841405793187219');
    expect(credentials.expiration).toEqual(new Date(now + 60 * 60 * 1000));
  });

  it('believes a lifetime that is told', async () => {
    const { app } = await serve({
      '/oauth/access_token': { body: '{"access_token":"THx","user_id":1,"expires_in":120}' },
    });
    expect((await exchangeCode(app, { code: 'AQ', scopes })).expiration).toEqual(new Date(now + 120_000));
  });

  it('sends what Threads documents, once, and the code without #_', async () => {
    const { app, received } = await serve({ '/oauth/access_token': shortLived });
    await exchangeCode(app, { code: 'AQ-canary#_', scopes });
    expect(received).toHaveLength(1);
    expect(Object.fromEntries(new URLSearchParams(received[0]?.body))).toEqual({
      client_id: '9906352117420854',
      client_secret: 'canary-secret',
      grant_type: 'authorization_code',
      code: 'AQ-canary',
      redirect_uri: 'https://app.example/callback',
    });
  });

  it.each([
    [
      'the documented shape',
      400,
      '{"error_type":"OAuthException","code":400,"error_message":"Matching code AQ-canary was not found or was already used"}',
    ],
    [
      'a Graph envelope',
      400,
      '{"error":{"message":"Invalid parameter","type":"OAuthException","code":100,"error_subcode":4279030,"error_user_msg":"AQ-canary used_authorization_code","fbtrace_id":"A"}}',
    ],
    [
      'a Graph envelope with status 500',
      500,
      '{"error":{"message":"Invalid parameter","type":"OAuthException","code":100,"error_subcode":4279030}}',
    ],
    ['a bare message', 400, '{"error":{"message":"Invalid redirect for AQ-canary"}}'],
    ['the shape of the OAuth standard', 400, '{"error":"invalid_grant","error_description":"AQ-canary"}'],
  ])('explains a rejected code in %s', async (_shape, status, body) => {
    const { app, received } = await serve({ '/oauth/access_token': { status, body } });
    expect(await errorOf(exchangeCode(app, { code: 'AQ-canary', scopes }))).toMatchObject({
      code: 'CODE_REJECTED',
      remedy: expect.stringContaining('Start the login again'),
      cause: { name: 'ApiError' },
    });
    expect(received).toHaveLength(1);
  });

  it('tells what the OAuth standard says about a refusal', async () => {
    const body = '{"error":"invalid_grant","error_description":"This code is too old"}';
    const { app } = await serve({ '/oauth/access_token': { status: 400, body } });
    expect(await errorOf(exchangeCode(app, { code: 'AQ-canary', scopes }))).toMatchObject({
      code: 'CODE_REJECTED',
      message: expect.stringContaining('This code is too old'),
      cause: { apiType: 'invalid_grant' },
    });
  });

  it.each([
    [
      'a server error',
      500,
      '{"error":{"message":"canary-secret","code":2,"is_transient":true}}',
      'SERVER_FAILED',
    ],
    ['an outage', 502, '<html>canary-secret</html>', 'SERVER_FAILED'],
    ['a failure that says nothing', 500, '{"error":{"message":"canary-secret"}}', 'SERVER_FAILED'],
    [
      'another fault of the request',
      500,
      '{"error":{"message":"Param client_id: AQ-canary","type":"THApiException","code":100}}',
      'REQUEST_REJECTED',
    ],
  ])('does not take %s for a rejected code, and sends the code once', async (_kind, status, body, code) => {
    const { app, received } = await serve({ '/oauth/access_token': { status, body } });
    const error = await errorOf(exchangeCode(app, { code: 'AQ-canary', scopes }));
    expect(error).toMatchObject({ code, name: 'ApiError', retryable: 'never' });
    expect(received).toHaveLength(1);
  });

  it('says to start again where a failing server may have used the code up', async () => {
    const body = '{"error":{"message":"An unexpected error","code":2,"is_transient":true}}';
    const { app } = await serve({ '/oauth/access_token': { status: 500, body } });
    expect(await errorOf(exchangeCode(app, { code: 'AQ-canary', scopes }))).toMatchObject({
      code: 'SERVER_FAILED',
      carriedOut: 'maybe',
      remedy: expect.stringContaining('Start the login again'),
    });
  });

  it('does not take throttling for a rejected code, which is sent again: Threads did not look at it', async () => {
    const body = '{"error":{"message":"Application request limit reached","code":4}}';
    const { app, received } = await serve({ '/oauth/access_token': { status: 429, body } });
    expect(await errorOf(exchangeCode(app, { code: 'AQ-canary', scopes }))).toMatchObject({
      name: 'ApiError',
      code: 'RATE_LIMITED',
      carriedOut: 'no',
      retryable: 'later',
    });
    expect(received).toHaveLength(3);
  });

  it('sends the code once when the answer is lost, and says to start again', async () => {
    const { app, received } = await serve({ '/oauth/access_token': {} });
    expect(await errorOf(exchangeCode(app, { code: 'AQ-canary', scopes }))).toMatchObject({
      name: 'TransportError',
      code: 'NETWORK_FAILED',
      carriedOut: 'maybe',
      retryable: 'never',
      remedy: expect.stringContaining('Start the login again'),
    });
    expect(received).toHaveLength(1);
  });

  it.each([
    '{"access_token":"TH-canary"}',
    '{"user_id":1}',
    '{"access_token":"","user_id":1}',
    '{"access_token":"TH canary","user_id":1}',
    '{"access_token":"TH-canary","user_id":"me"}',
    '{"access_token":"TH-canary","user_id":1.5}',
    '{"access_token":"TH-canary","user_id":{}}',
    '"canary"',
    'canary',
  ])('refuses %s as an answer', async (body) => {
    const { app } = await serve({ '/oauth/access_token': { body } });
    expect(await errorOf(exchangeCode(app, { code: 'AQ-canary', scopes }))).toMatchObject({
      name: 'TransportError',
      code: 'RESPONSE_INVALID',
      operation: 'exchangeCode',
      method: 'POST',
      path: '/oauth/access_token',
      carriedOut: 'maybe',
      retryable: 'never',
      remedy: expect.stringContaining('Start the login again'),
    });
  });
});

describe('the long-lived step', () => {
  const credentials = {
    userId: '17841405793187219',
    scopes,
    shortLived: true,
    accessToken: 'THx',
    expiration: new Date(now + 1000),
  };

  it('tells a user who is no tester what is missing', async () => {
    const body =
      '{"error":{"message":"This action requires the threads_basic permission.","type":"THApiException","code":100,"error_subcode":10}}';
    const { app, received } = await serve({
      '/oauth/access_token': shortLived,
      '/access_token': { status: 400, body },
    });
    const callbackUrl = 'https://app.example/callback?code=AQ-canary&state=canary-state#_';
    const error = await errorOf(completeAuthorization(app, { callbackUrl, state: 'canary-state', scopes }));
    expect(error).toMatchObject({ code: 'GRANT_MISSING', operation: 'exchangeToken' });
    expect(received.map(({ path }) => path)).toEqual(['/oauth/access_token', '/access_token']);
  });

  it('says to start again when it fails in a login, since the code is used up', async () => {
    const { app, received } = await serve({
      '/oauth/access_token': shortLived,
      '/access_token': { status: 503, body: '' },
    });
    const callbackUrl = 'https://app.example/callback?code=AQ-canary&state=canary-state';
    expect(
      await errorOf(completeAuthorization(app, { callbackUrl, state: 'canary-state', scopes })),
    ).toMatchObject({
      code: 'SERVER_FAILED',
      operation: 'exchangeToken',
      retryable: 'never',
      remedy: expect.stringContaining('Start the login again'),
    });
    expect(received.map(({ path }) => path).slice(0, 2)).toEqual(['/oauth/access_token', '/access_token']);
  });

  it('names the call whose answer makes no usable credentials', async () => {
    const body = '{"access_token":"TH y","token_type":"bearer","expires_in":5183944}';
    const { app } = await serve({ '/access_token': { body } });
    expect(await errorOf(extendToken(app, { credentials }))).toMatchObject({
      code: 'RESPONSE_INVALID',
      operation: 'exchangeToken',
      method: 'GET',
      path: '/access_token',
    });
    const refreshing = await serve({ '/refresh_access_token': { body } });
    const expiration = new Date(now + 30 * 24 * 60 * 60 * 1000);
    const longLived = { ...credentials, shortLived: false, expiration };
    expect(await errorOf(refreshCredentials(refreshing.app, { credentials: longLived }))).toMatchObject({
      code: 'RESPONSE_INVALID',
      operation: 'refreshToken',
      path: '/refresh_access_token',
    });
  });

  it.each([
    ['is not told', '{"access_token":"THy"}', 5_184_000],
    ['is null', '{"access_token":"THy","expires_in":null}', 5_184_000],
    ['is a number in a text', '{"access_token":"THy","expires_in":"5000000"}', 5_000_000],
  ])('gives a token its 60 days where its lifetime %s', async (_, body, seconds) => {
    const { app } = await serve({ '/access_token': { body }, '/refresh_access_token': { body } });
    const extended = await extendToken(app, { credentials });
    expect(extended.expiration).toEqual(new Date(now + seconds * 1000));
    const old = { ...credentials, shortLived: false, expiration: new Date(now + 86_400_000) };
    const refreshed = await refreshCredentials(app, { credentials: old });
    expect(refreshed.expiration).toEqual(new Date(now + seconds * 1000));
  });

  it('counts the lifetime from when the answer came', async () => {
    const body = '{"access_token":"THy","token_type":"bearer","expires_in":5183944}';
    const { app } = await serve({ '/access_token': { body } });
    const extended = await extendToken(app, { credentials });
    expect({ ...extended, accessToken: extended.accessToken }).toEqual({
      ...credentials,
      shortLived: false,
      accessToken: 'THy',
      expiration: new Date(now + 5_183_944_000),
    });
  });
});
