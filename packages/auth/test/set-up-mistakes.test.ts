import { completeAuthorization, createAuthorizationUrl, readAuthorizationError } from '@threads-sdk/auth';
import { describe, expect, it } from 'vitest';
import { createApp } from './create-app.ts';

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
