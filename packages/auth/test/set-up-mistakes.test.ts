import {
  type App,
  completeAuthorization,
  createAuthorizationUrl,
  exchangeCode,
  extendToken,
  getAppToken,
  readAuthorizationError,
} from '@threads-sdk/auth';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApp } from './create-app.ts';
import { giveConsent } from './give-consent.ts';
import { serveAnswers } from './serve-answers.ts';

const scopes = ['threads_basic'];

describe('what the authorization page shows in place of a login', () => {
  it.each([
    [
      'a redirect URI that is not registered',
      1349168,
      { redirect_uri: 'https://app.example/other' },
      /Register exactly this redirectUri/,
    ],
    ['the id of the Meta app', 1349026, { client_id: '123456789' }, /not to that of the Meta app/],
    ['no app id', 4476002, { client_id: '' }, /Set clientId/],
    ['anything else', 1, { response_type: 'token' }, /app's settings/],
  ])('is explained for %s, by either function', async (_mistake, code, changes, remedy) => {
    const { emulator, app } = createApp();
    const { url, state } = createAuthorizationUrl(app, { scopes });
    const page = new URL(url);
    for (const [name, value] of Object.entries(changes)) page.searchParams.set(name, value);
    const shown = await (await emulator.fetch(new Request(page))).text();
    const before = emulator.requests.length;

    const expected = {
      code: 'AUTHORIZATION_FAILED',
      message: expect.stringContaining(`Threads refused the login: ${code}: `),
      remedy: expect.stringMatching(remedy),
    };
    expect(readAuthorizationError(shown)).toMatchObject(expected);
    await expect(
      completeAuthorization(app, { callbackUrl: `\n${shown}`, state, scopes }),
    ).rejects.toMatchObject(expected);
    expect(emulator.requests).toHaveLength(before);
  });

  it('is explained when a redirect carries it', async () => {
    const { app } = createApp();
    const callbackUrl = `${app.redirectUri}?error_code=1349168&error_message=URL+Blocked&state=s`;
    await expect(completeAuthorization(app, { callbackUrl, state: 's', scopes })).rejects.toMatchObject({
      code: 'AUTHORIZATION_FAILED',
      message: expect.stringContaining('1349168: URL Blocked'),
      remedy: expect.stringContaining('Register exactly this redirectUri'),
    });
  });

  it.each([
    ['as it is', '{"error_message":"Sorry","error_code":1349245}'],
    ['as a viewer of JSON shows it', 'error_message\n\t"Sorry"\nerror_code\n\t1349245\n'],
    ['as another shows it', '▾ error_message : Sorry, error_code : 1349245'],
  ])('says that a tester has to accept the invitation, from the page pasted %s', (_, text) => {
    expect(readAuthorizationError(text)).toMatchObject({
      code: 'AUTHORIZATION_FAILED',
      message: expect.stringMatching(/: 1349245: Sorry/),
      remedy: expect.stringContaining('accept the invitation as a Threads tester'),
    });
  });

  it.each([
    '{"error_code":"toString","error_message":7}',
    '{"error_code":{"toString":1},"error_message":{"toString":1}}',
    '{"error_code":99}',
  ])('is told from an error that is not known: %s', (text) => {
    expect(readAuthorizationError(text)).toMatchObject({
      code: 'AUTHORIZATION_FAILED',
      remedy: expect.stringContaining('Start the login again'),
    });
  });

  it.each([
    '',
    'https://app.example/callback?code=AQ',
    '{"error_code":',
    '[1]',
    'null',
    '{}',
    '{"error":"x"}',
  ])('is not seen in %j', (text) => {
    expect(readAuthorizationError(text)).toBeUndefined();
  });
});

describe('a wrong secret of the app', () => {
  const calls: Readonly<Record<string, (app: App) => Promise<unknown>>> = {
    exchangeCode: (app) => exchangeCode(app, { code: 'AQ', scopes }),
    completeAuthorization: (app) =>
      completeAuthorization(app, { callbackUrl: '/callback?code=AQ&state=s', state: 's', scopes }),
    extendToken: (app) =>
      extendToken(app, {
        credentials: {
          userId: '1',
          scopes,
          shortLived: true,
          accessToken: 'THx',
          expiration: new Date('2100-01-01'),
        },
      }),
    getAppToken: (app) => getAppToken(app),
  };
  const expected = {
    name: 'ApiError',
    code: 'REQUEST_REJECTED',
    retryable: 'never',
    carriedOut: 'no',
    remedy: expect.stringMatching(
      /^Set clientSecret to the Threads app secret, not to that of the Meta app\./,
    ),
  };

  it.each(
    Object.entries(calls).flatMap(([name, call]) =>
      [
        '{"error":{"message":"Error validating client secret.","type":"OAuthException","code":1}}',
        '{"error":{"message":"Error validating client secret.","code":1,"is_transient":true}}',
        '{"error":{"message":"Error validating application.","type":"OAuthException","code":101}}',
        '{"error_type":"OAuthException","code":400,"error_message":"Error validating client secret"}',
        '{"error":{"message":"Invalid Client Secret"}}',
        '{"error":"invalid_client","error_description":"The client_secret does not match"}',
      ].map((body) => [name, body, call] as const),
    ),
  )('is named, and not sent again: %s, answered %s', async (_name, body, call) => {
    const answer = { status: 400, body };
    const server = await serveAnswers({
      '/oauth/access_token': answer,
      '/access_token': answer,
    });
    onTestFinished(() => server.close());
    await expect(call(server.app)).rejects.toMatchObject(expected);
    expect(server.received).toHaveLength(1);
  });

  it('is named at the second step of a login, at which the code is used up', async () => {
    const server = await serveAnswers({
      '/oauth/access_token': { body: '{"access_token":"THx","user_id":1}' },
      '/access_token': {
        status: 400,
        body: '{"error":{"message":"Error validating client secret.","code":1}}',
      },
    });
    onTestFinished(() => server.close());
    await expect(calls['completeAuthorization']?.(server.app)).rejects.toMatchObject(expected);
    expect(server.received).toHaveLength(2);
  });

  it('is named when the local Threads API refuses it', async () => {
    const { emulator, app } = createApp();
    const { url, state } = createAuthorizationUrl(app, { scopes });
    const callbackUrl = await giveConsent(emulator, url);
    const wrong = { ...app, clientSecret: 'canary' };
    const before = emulator.requests.length;
    const login = completeAuthorization(wrong, { callbackUrl, state, scopes });
    await expect(login).rejects.toMatchObject({ ...expected, apiCode: 101 });
    await expect(login).rejects.not.toThrow('canary');
    expect(emulator.requests).toHaveLength(before + 1);
  });

  it('is not seen in a connection that broke, though its address holds the name', async () => {
    const server = await serveAnswers({ '/oauth/access_token': {} });
    onTestFinished(() => server.close());
    await expect(getAppToken(server.app)).rejects.toMatchObject({
      code: 'NETWORK_FAILED',
      remedy: expect.not.stringContaining('clientSecret'),
    });
  });
});
