import {
  completeAuthorization,
  createAuthorizationUrl,
  debugToken,
  exchangeCode,
  extendToken,
} from '@threads-sdk/auth';
import { createClient, type RequestOptions } from '@threads-sdk/core-http/fetch';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createApp } from './create-app.ts';
import { giveConsent } from './give-consent.ts';

const scopes = ['threads_basic', 'threads_content_publish'];
const hour = 60 * 60 * 1000;

describe('a login', () => {
  it('ends with long-lived credentials of the user who consented', async () => {
    const { emulator, app } = createApp();
    const { url, state } = createAuthorizationUrl(app, { scopes });
    const callbackUrl = await giveConsent(emulator, url);
    const credentials = await completeAuthorization(app, { callbackUrl, state, scopes });

    expect({ ...credentials, accessToken: credentials.accessToken }).toEqual({
      userId: emulator.users[0]?.id,
      scopes,
      shortLived: false,
      accessToken: expect.stringMatching(/^TH/),
      expiration: new Date(emulator.clock.now() + 60 * 24 * hour),
    });
    expect(await debugToken(app, { token: credentials.accessToken })).toMatchObject({
      isValid: true,
      userId: credentials.userId,
      scopes,
    });
  });

  it('ends in its second exchange when its signal is aborted, or no answer comes in time', async () => {
    const { emulator, app, http } = createApp();
    const silent = async (request: Request): Promise<Response> => {
      if (!request.url.includes('th_exchange_token')) return emulator.fetch(request);
      giveUp();
      return new Promise(() => {});
    };
    const controller = new AbortController();
    const reason = new Error('the user has left');
    let giveUp = (): void => controller.abort(reason);
    const logIn = async (options: RequestOptions): Promise<unknown> => {
      const { url, state } = createAuthorizationUrl(app, { scopes });
      const callbackUrl = await giveConsent(emulator, url);
      const slow = { ...app, client: createClient({ ...http, fetch: silent }) };
      return completeAuthorization(slow, { callbackUrl, state, scopes }, options);
    };
    await expect(logIn({ signal: controller.signal })).rejects.toMatchObject({
      code: 'ABORTED',
      call: 'exchangeToken',
      cause: reason,
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    giveUp = () => void vi.advanceTimersByTime(20);
    await expect(logIn({ timeout: 20 })).rejects.toMatchObject({
      code: 'TIMED_OUT',
      operation: 'exchangeToken',
      message: expect.stringContaining('20 ms'),
    });
  });

  it('can stop at the token of one hour', async () => {
    const { emulator, app } = createApp();
    const { url, state } = createAuthorizationUrl(app, { scopes });
    const callbackUrl = await giveConsent(emulator, url);
    const credentials = await completeAuthorization(app, { callbackUrl, state, scopes, shortLived: true });
    expect(credentials.shortLived).toBe(true);
    expect(credentials.expiration).toEqual(new Date(emulator.clock.now() + hour));
    expect(emulator.requests.map(({ operation }) => operation)).not.toContain('exchangeToken');

    const extended = await extendToken(app, { credentials });
    expect(extended.shortLived).toBe(false);
    expect(extended.userId).toBe(credentials.userId);
  });

  it('takes the callback as a server knows it, without scheme and host', async () => {
    const { emulator, app } = createApp();
    const { url, state } = createAuthorizationUrl(app, { scopes });
    const { pathname, search } = new URL(await giveConsent(emulator, url));
    const credentials = await completeAuthorization(app, { callbackUrl: pathname + search, state, scopes });
    expect(credentials.userId).toBe(emulator.users[0]?.id);
  });

  it('takes a code with the #_ that somebody copied along', async () => {
    const { emulator, app } = createApp();
    const code = new URL(
      await giveConsent(emulator, createAuthorizationUrl(app, { scopes }).url),
    ).searchParams.get('code');
    expect(await exchangeCode(app, { code: `${code}#_`, scopes })).toMatchObject({ shortLived: true });
  });

  it('says that the user refused', async () => {
    const { emulator, app } = createApp();
    const { url, state } = createAuthorizationUrl(app, { scopes });
    const callbackUrl = await giveConsent(emulator, url, { decision: 'deny' });
    await expect(completeAuthorization(app, { callbackUrl, state, scopes })).rejects.toMatchObject({
      code: 'AUTHORIZATION_DENIED',
    });
  });

  it('sends nothing when the state is not the one of this browser', async () => {
    const { emulator, app } = createApp();
    const { url } = createAuthorizationUrl(app, { scopes });
    const { state } = createAuthorizationUrl(app, { scopes });
    const callbackUrl = await giveConsent(emulator, url);
    const before = emulator.requests.length;
    await expect(completeAuthorization(app, { callbackUrl, state, scopes })).rejects.toMatchObject({
      code: 'AUTHORIZATION_STATE_MISMATCH',
    });
    expect(emulator.requests).toHaveLength(before);
  });

  it('is refused when its code is used again', async () => {
    const { emulator, app } = createApp();
    const { url, state } = createAuthorizationUrl(app, { scopes });
    const callbackUrl = await giveConsent(emulator, url);
    await completeAuthorization(app, { callbackUrl, state, scopes });
    await expect(completeAuthorization(app, { callbackUrl, state, scopes })).rejects.toMatchObject({
      code: 'CODE_REJECTED',
      remedy: expect.stringContaining('once'),
    });
  });

  it('is refused when its code is older than an hour', async () => {
    const { emulator, app } = createApp();
    const { url, state } = createAuthorizationUrl(app, { scopes });
    const callbackUrl = await giveConsent(emulator, url);
    emulator.clock.advance(hour);
    await expect(completeAuthorization(app, { callbackUrl, state, scopes })).rejects.toMatchObject({
      code: 'CODE_REJECTED',
    });
  });

  it('is refused for another redirect URI than it began with', async () => {
    const { emulator, app } = createApp();
    const { url, state } = createAuthorizationUrl(app, { scopes });
    const callbackUrl = await giveConsent(emulator, url);
    const other = { ...app, redirectUri: `${app.redirectUri}/` };
    await expect(completeAuthorization(other, { callbackUrl, state, scopes })).rejects.toMatchObject({
      code: 'CODE_REJECTED',
      remedy: expect.stringContaining('redirectUri'),
    });
  });

  it('stops when the signal is aborted', async () => {
    const { emulator, app } = createApp();
    const { url, state } = createAuthorizationUrl(app, { scopes });
    const callbackUrl = await giveConsent(emulator, url);
    const signal = AbortSignal.abort();
    await expect(
      completeAuthorization(app, { callbackUrl, state, scopes }, { signal }),
    ).rejects.toMatchObject({ code: 'ABORTED' });
  });
});

describe('a token without a grant', () => {
  it('fails at the long-lived step, and the error says what to do', async () => {
    const { emulator, app } = createApp();
    const credentials = emulator.issueToken({ username: 'mika', scopes: [], shortLived: true });
    await expect(extendToken(app, { credentials })).rejects.toMatchObject({
      name: 'ApiError',
      code: 'GRANT_MISSING',
      remedy: expect.stringContaining('tester'),
    });
  });
});

describe('extendToken', () => {
  it('leaves long-lived and expired credentials alone', async () => {
    const { emulator, app } = createApp();
    const { accessToken, userId } = emulator.issueToken({ username: 'mika' });
    const expiration = new Date(emulator.clock.now() + hour);
    const credentials = { accessToken, userId, scopes, shortLived: false, expiration };
    await expect(extendToken(app, { credentials })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      issues: [{ path: 'credentials.shortLived' }],
      remedy: expect.stringContaining('refreshCredentials'),
    });
    emulator.clock.advance(hour);
    await expect(
      extendToken(app, { credentials: { ...credentials, shortLived: true } }),
    ).rejects.toMatchObject({
      code: 'CREDENTIALS_EXPIRED',
    });
    expect(emulator.requests).toHaveLength(0);
  });

  it('says so when the API knows a token as long-lived', async () => {
    const { emulator, app } = createApp();
    const { accessToken, userId } = emulator.issueToken({ username: 'mika' });
    const expiration = new Date(emulator.clock.now() + hour);
    await expect(
      extendToken(app, { credentials: { accessToken, userId, scopes, shortLived: true, expiration } }),
    ).rejects.toMatchObject({ name: 'ApiError', code: 'TOKEN_ALREADY_LONG_LIVED' });
  });
});
