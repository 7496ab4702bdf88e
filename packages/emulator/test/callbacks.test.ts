import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { AppOptions, Emulator } from '../src/index.ts';
import { callerOf, createTown, send, type Caller } from './api.ts';
import { createApp, type Answering, type Received } from './app-receiver.ts';
import { authorizationUrl, decide, exchange, locationOf, postForm, redirectUri } from './oauth-flow.ts';
import { startApp } from './start-app.ts';

const addresses = {
  deauthorizeCallbackUrl: 'https://app.example/deauthorize',
  dataDeletionCallbackUrl: 'https://app.example/delete?via=threads',
};

const confirmation = { url: 'https://app.example/deletions/7f', confirmation_code: '7f' };

function createTownWith(
  answering: Answering,
  app: Partial<AppOptions> = addresses,
): { emulator: Emulator; alice: Caller; bob: Caller; received: readonly Received[] } {
  const { fetch, received } = createApp(answering);
  return { ...createTown({ app: { redirectUris: [redirectUri], ...app }, webhooks: { fetch } }), received };
}

/** The payload of the `signed_request` that the app got, once its signature was checked. */
function readSignedRequest(emulator: Emulator, request: Received | undefined): unknown {
  expect(request?.method).toBe('POST');
  expect(request?.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
  const form = new URLSearchParams(request?.text);
  expect([...form.keys()]).toEqual(['signed_request']);
  const signedRequest = form.get('signed_request') ?? '';
  expect(signedRequest).toMatch(/^[\w-]+\.[\w-]+$/);
  const [signature = '', payload = ''] = signedRequest.split('.');
  const expected = createHmac('sha256', emulator.app.clientSecret).update(payload).digest('base64url');
  expect(signature).toBe(expected);
  return JSON.parse(Buffer.from(payload, 'base64url').toString());
}

describe('a user who removes the app', () => {
  it('is named to its deauthorize callback in a signed request', async () => {
    const app = await startApp();
    try {
      const { emulator, alice } = createTown({ app: { deauthorizeCallbackUrl: `${app.url}/deauthorize` } });
      await emulator.deauthorize({ username: 'alice' });
      expect(app.received.map(({ path }) => path)).toEqual(['/deauthorize']);
      expect(readSignedRequest(emulator, app.received[0])).toEqual({
        algorithm: 'HMAC-SHA256',
        issued_at: 1767225600,
        user_id: alice.userId,
      });
      expect(emulator.callbacks).toEqual([
        { kind: 'deauthorize', userId: alice.userId, at: emulator.clock.now(), status: 200 },
      ]);
    } finally {
      await app.close();
    }
  });

  it('has dead tokens from then on, and others do not', async () => {
    const { emulator, alice, bob } = createTownWith(() => ({ status: 200 }));
    await emulator.deauthorize({ username: 'ALICE' });
    const { status, body } = await alice.get('/me');
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      type: 'OAuthException',
      code: 190,
      error_subcode: 458,
      message: `Error validating access token: The user has not authorized application ${emulator.app.clientId}.`,
    });
    const refresh = `/refresh_access_token?grant_type=th_refresh_token&access_token=${alice.accessToken}`;
    emulator.clock.advance(48 * 60 * 60 * 1000);
    expect((await send(emulator, refresh)).body.error).toMatchObject({ code: 190, error_subcode: 458 });
    expect((await bob.get('/me')).status).toBe(200);
    const { body: debug } = await bob.get('/debug_token', { input_token: alice.accessToken });
    expect(debug.data).toMatchObject({ is_valid: false, error: { code: 190 } });
  });

  it('has a code that is worth nothing any more, and may grant access again', async () => {
    const { emulator } = createTownWith(() => ({ status: 200 }));
    const allow = async (): Promise<string> => {
      const response = await decide(emulator, authorizationUrl(emulator), [['decision', 'allow']]);
      return locationOf(response).searchParams.get('code') ?? '';
    };
    const code = await allow();
    await emulator.deauthorize({ username: 'alice' });
    expect((await postForm(emulator, '/oauth/access_token', exchange(emulator, code))).status).toBe(400);
    const again = await postForm(emulator, '/oauth/access_token', exchange(emulator, await allow()));
    expect(again.status).toBe(200);
    expect((await callerOf(emulator, 'alice').get('/me')).status).toBe(200);
  });

  it('is gone also where the app fails, which is an error', async () => {
    const { emulator, alice } = createTownWith(() => ({ status: 500 }));
    await expect(emulator.deauthorize({ username: 'alice' })).rejects.toMatchObject({
      name: 'CallbackError',
      message: 'The deauthorize callback answered with 500, not with 2xx.',
    });
    expect((await alice.get('/me')).status).toBe(400);
    expect(emulator.callbacks).toMatchObject([{ status: 500, fault: 'answered with 500, not with 2xx' }]);
  });

  it('cannot be told of where the app named no callback, and stays', async () => {
    const { emulator, alice, received } = createTownWith(() => ({ status: 200 }), {});
    await expect(emulator.deauthorize({ username: 'alice' })).rejects.toThrow(
      'app.deauthorizeCallbackUrl: must be an absolute http or https URL.',
    );
    expect((await alice.get('/me')).status).toBe(200);
    expect(received).toEqual([]);
    emulator.configure({ app: { deauthorizeCallbackUrl: 'https://app.example/gone' } });
    await expect(emulator.deauthorize({ username: 'nobody' })).rejects.toThrow(
      'there is no user nobody; createEmulator({ users }) adds them.',
    );
  });
});

describe('a user who wants their data deleted', () => {
  it('is named in a signed request, and gets what the app answers', async () => {
    const { emulator, alice, received } = createTownWith(() => ({
      status: 200,
      text: JSON.stringify(confirmation),
    }));
    expect(await emulator.requestDataDeletion({ username: 'alice' })).toEqual(confirmation);
    expect(received.map(({ path }) => path)).toEqual(['/delete?via=threads']);
    expect(readSignedRequest(emulator, received[0])).toEqual({
      algorithm: 'HMAC-SHA256',
      expires: 1767229200,
      issued_at: 1767225600,
      user_id: alice.userId,
    });
    expect(emulator.callbacks).toEqual([
      { kind: 'data_deletion', userId: alice.userId, at: emulator.clock.now(), status: 200, confirmation },
    ]);
    expect((await alice.get('/me')).body.error).toMatchObject({ code: 190, error_subcode: 458 });
  });

  it.each<[string, ReturnType<Answering>, string]>([
    [
      'another status',
      { status: 201, text: JSON.stringify(confirmation) },
      'answered with 201, not with 200',
    ],
    ['a page', { status: 200, text: '<p>Done</p>' }, 'answered with something that is no JSON'],
    ['nothing', { status: 200 }, 'answered with something that is no JSON'],
    ['null', { status: 200, text: 'null' }, 'answered without a url that is an absolute URL'],
    [
      'a path',
      { status: 200, text: JSON.stringify({ ...confirmation, url: '/deletions/7f' }) },
      'answered without a url that is an absolute URL',
    ],
    [
      'a number',
      { status: 200, text: JSON.stringify({ ...confirmation, confirmation_code: 7 }) },
      'answered without a confirmation_code that is a text',
    ],
  ])('is told what is wrong with an answer that is %s', async (_, answer, fault) => {
    const { emulator } = createTownWith(() => answer);
    await expect(emulator.requestDataDeletion({ username: 'alice' })).rejects.toMatchObject({
      name: 'CallbackError',
      message: `The data deletion callback ${fault}.`,
    });
    expect(emulator.callbacks).toMatchObject([{ kind: 'data_deletion', status: answer.status, fault }]);
    expect(emulator.callbacks[0]).not.toHaveProperty('confirmation');
  });

  it('is told that nobody answers', async () => {
    const { emulator } = createTownWith(() => {
      throw new RangeError('a secret');
    });
    await expect(emulator.requestDataDeletion({ username: 'alice' })).rejects.toThrow(
      'The data deletion callback did not answer (RangeError).',
    );
    expect(emulator.callbacks[0]).not.toHaveProperty('status');
  });

  it('cannot ask an app that names no callback', async () => {
    const { emulator, alice } = createTownWith(() => ({ status: 200 }), {});
    await expect(emulator.requestDataDeletion({ username: 'alice' })).rejects.toThrow(
      'app.dataDeletionCallbackUrl: must be an absolute http or https URL.',
    );
    expect((await alice.get('/me')).status).toBe(200);
  });
});
