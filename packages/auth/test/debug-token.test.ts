import {
  completeAuthorization,
  createAuthorizationUrl,
  debugToken,
  getAppToken,
  readGrantedScopes,
} from '@threads-sdk/auth';
import { createCredentials, hasScope } from '@threads-sdk/credentials';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApp } from './create-app.ts';
import { giveConsent } from './give-consent.ts';
import { serveAnswers } from './serve-answers.ts';

const scopes = ['threads_basic', 'threads_content_publish', 'threads_manage_insights'];
const day = 24 * 60 * 60 * 1000;

describe('readGrantedScopes', () => {
  it('makes credentials hold what the user left on', async () => {
    const { emulator, app } = createApp();
    const { url, state } = createAuthorizationUrl(app, { scopes });
    const callbackUrl = await giveConsent(emulator, url, {
      decision: 'allow',
      scope: 'threads_manage_insights',
    });
    const asked = await completeAuthorization(app, { callbackUrl, state, scopes });
    expect(asked.scopes).toEqual(scopes);

    const granted = await readGrantedScopes(app, { credentials: asked });
    expect({ ...granted }).toEqual({ ...asked, scopes: ['threads_basic', 'threads_manage_insights'] });
    expect(granted.accessToken).toBe(asked.accessToken);
    expect(hasScope(granted, 'threads_content_publish')).toBe(false);
    expect(JSON.stringify(granted)).not.toContain(granted.accessToken);
  });

  it('asks with the token of a tester where the user is none', async () => {
    const { emulator, app } = createApp();
    emulator.addUser({ username: 'guest', tester: false });
    const credentials = createCredentials(emulator.issueToken({ username: 'guest', scopes }));
    await expect(readGrantedScopes(app, { credentials })).rejects.toMatchObject({ name: 'ApiError' });

    const { accessToken: testerToken } = emulator.issueToken({ username: 'mika' });
    const granted = await readGrantedScopes(app, { credentials, testerToken });
    expect(granted.userId).toBe(credentials.userId);
  });

  it('does not take a token that is not valid for one without permissions', async () => {
    const { emulator, app } = createApp();
    const { accessToken: testerToken } = emulator.issueToken({ username: 'mika' });
    const known = createCredentials(emulator.issueToken({ username: 'mika' }));
    const credentials = createCredentials({ ...known, accessToken: 'TH-never-issued' });
    await expect(readGrantedScopes(app, { credentials, testerToken })).rejects.toMatchObject({
      name: 'ApiError',
      code: 'TOKEN_INVALID',
      operation: 'debugToken',
      attempts: 1,
      retryable: 'never',
      remedy: expect.stringContaining('log in again'),
    });
  });

  it.each([
    ['nothing', '{"data":{"is_valid":true}}', 'Go on with the credentials as they are'],
    ['what is no permission', '{"data":{"scopes":["threads basic"]}}', 'Look for a proxy'],
  ])('keeps the credentials as they were when the answer says %s', async (_kind, body, remedy) => {
    const server = await serveAnswers({ '/v1.0/debug_token': { body } });
    onTestFinished(() => server.close());
    const credentials = createCredentials({
      userId: '17841405793187219',
      scopes,
      shortLived: false,
      accessToken: 'THx',
      expiration: new Date('2026-04-01T12:00:00Z'),
    });
    await expect(readGrantedScopes(server.app, { credentials })).rejects.toMatchObject({
      name: 'TransportError',
      code: 'RESPONSE_INVALID',
      operation: 'debugToken',
      remedy: expect.stringContaining(remedy),
    });
    expect(credentials.scopes).toEqual(scopes);
  });
});

describe('debugToken', () => {
  it('says what Threads knows, with dates', async () => {
    const { emulator, app } = createApp();
    const { accessToken, userId } = emulator.issueToken({ username: 'mika', scopes });
    const now = emulator.clock.now();
    expect(await debugToken(app, { token: accessToken })).toEqual({
      isValid: true,
      scopes,
      userId,
      type: 'USER',
      application: expect.any(String),
      issuedAt: new Date(now),
      expiresAt: new Date(now + 60 * day),
      dataAccessExpiresAt: new Date(now + 90 * day),
    });
  });

  it('leaves out what the answer does not say, and dates that mean no end', async () => {
    const body =
      '{"data":{"expires_at":0,"issued_at":1e300,"data_access_expires_at":1,"user_id":17841405793187219}}';
    const server = await serveAnswers({ '/v1.0/debug_token': { body } });
    onTestFinished(() => server.close());
    expect(await debugToken(server.app, { token: 'THx' })).toEqual({
      userId: '17841405793187219',
      dataAccessExpiresAt: new Date(1000),
    });
  });

  it('gives no date that the answer does not give', async () => {
    const server = await serveAnswers({ '/v1.0/debug_token': { body: '{"data":{"is_valid":true}}' } });
    onTestFinished(() => server.close());
    expect(await debugToken(server.app, { token: 'THx' })).toEqual({ isValid: true });
  });
});

describe('getAppToken', () => {
  it('is known to Threads as a token of the app', async () => {
    const { emulator, app } = createApp();
    const token = await getAppToken(app);
    expect(token).toMatch(/^TH\|\d+\|/);
    const { accessToken: testerToken } = emulator.issueToken({ username: 'mika' });
    const details = await debugToken(app, { token, testerToken });
    expect(details).toMatchObject({ isValid: true, type: 'APP' });
    expect(details).not.toHaveProperty('userId');
  });

  it('is refused for a wrong secret', async () => {
    const { app } = createApp();
    await expect(getAppToken({ ...app, clientSecret: 'another' })).rejects.toMatchObject({
      name: 'ApiError',
    });
  });
});
