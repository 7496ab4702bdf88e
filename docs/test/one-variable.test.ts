import { completeAuthorization, createAuthorizationUrl, debugToken, loadApp } from '@threads-sdk/auth';
import { createClient, loadClientOptions } from '@threads-sdk/core-http';
import { createClient as createClientWithoutKy } from '@threads-sdk/core-http/fetch';
import { credentialsFromJson } from '@threads-sdk/credentials';
import { createEmulator, createVirtualClock } from '@threads-sdk/emulator';
import { serve } from '@threads-sdk/emulator/serve';
import { getUser, listThreads } from '@threads-sdk/endpoints';
import { publish } from '@threads-sdk/publish';
import { describe, expect, it } from 'vitest';
import { pressAllow } from '../examples/press-allow.ts';

const scopes = ['threads_basic', 'threads_content_publish'];

describe('an app that is told of an emulator by one variable', () => {
  it('logs its user in there, posts and reads', async () => {
    const emulator = createEmulator({ users: [{ username: 'mika' }], processing: { text: 0 } });
    const served = await serve(emulator);
    try {
      const env = {
        THREADS_EMULATOR: served.url,
        THREADS_APP_ID: emulator.app.clientId,
        THREADS_API_SECRET: emulator.app.clientSecret,
        THREADS_REDIRECT_URI: emulator.app.redirectUris[0],
      };
      const app = loadApp(env);
      const { url, state } = createAuthorizationUrl(app, { scopes });
      expect(url.startsWith(`${served.url}/oauth/authorize?`)).toBe(true);
      const callbackUrl = await pressAllow(url);
      const credentials = await completeAuthorization(app, { callbackUrl, state, scopes });
      expect(await debugToken(app, { token: credentials.accessToken })).toMatchObject({ isValid: true });
      for (const create of [createClient, createClientWithoutKy]) {
        const client = create({ ...loadClientOptions(env), credentials });
        const { id } = await publish(client, { text: 'Hello' });
        const { data } = await listThreads(client);
        expect(data[0]?.id).toBe(id);
      }
    } finally {
      await served.close();
    }
  });
});

describe('a token of the control API', () => {
  it('is read by credentialsFromJson as it comes', async () => {
    const emulator = createEmulator({ users: [{ username: 'mika' }] });
    const answer = await emulator.fetch(
      new Request('http://localhost/__emulator/control/tokens', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username: 'mika', scopes }),
      }),
    );
    const credentials = credentialsFromJson(await answer.text());
    expect(credentials.userId).toBe(emulator.users[0]?.id);
    const client = createClient({ credentials, fetch: emulator.fetch });
    expect(await getUser(client, { fields: ['username'] })).toMatchObject({ username: 'mika' });
  });
});

describe('the options that an emulator gives', () => {
  it('make a client of either kind that is a user and lives in its time', async () => {
    const clock = createVirtualClock();
    const emulator = createEmulator({ clock, users: [{ username: 'mika' }] });
    for (const create of [createClient, createClientWithoutKy]) {
      const client = create(emulator.clientOptions({ username: 'mika' }));
      await publish(client, { text: 'Hello' });
      expect(client.clock.now()).toBe(clock.now());
    }
    const reader = createClient(emulator.clientOptions({ username: 'mika', scopes: ['threads_basic'] }));
    await expect(publish(reader, { text: 'Hello' })).rejects.toMatchObject({ code: 'PERMISSION_MISSING' });
    expect(() => emulator.clientOptions({ username: 'nobody' })).toThrow('there is no user nobody');
  });
});

describe('a clock that only one side has', () => {
  it('is named where the client thinks that its credentials expired', async () => {
    const emulator = createEmulator({ clock: createVirtualClock(0), users: [{ username: 'mika' }] });
    const { credentials, fetch } = emulator.clientOptions({ username: 'mika' });
    const client = createClient({ credentials, fetch });
    await expect(getUser(client)).rejects.toMatchObject({
      code: 'CREDENTIALS_EXPIRED',
      message: "getUser: the credentials expired by the client's clock. Nothing was sent.",
    });
  });

  it('is named where the emulator alone was moved', async () => {
    const emulator = createEmulator({ users: [{ username: 'mika' }] });
    const { credentials, fetch } = emulator.clientOptions({ username: 'mika' });
    emulator.clock.advance(61 * 24 * 3_600_000);
    await expect(getUser(createClient({ credentials, fetch }))).rejects.toMatchObject({
      code: 'TOKEN_INVALID',
      message: expect.stringContaining('Only the clock of the emulator was moved'),
    });
  });
});
