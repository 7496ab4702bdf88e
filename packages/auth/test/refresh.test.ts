import { refreshCredentials } from '@threads-sdk/auth';
import { createCredentials, type Credentials, isExpired, isRefreshDue } from '@threads-sdk/credentials';
import type { Emulator } from '@threads-sdk/emulator';
import { expect, it } from 'vitest';
import { createApp } from './create-app.ts';

const day = 24 * 60 * 60 * 1000;

function issue(emulator: Emulator, shortLived = false): Credentials {
  return createCredentials(emulator.issueToken({ username: 'mika', shortLived }));
}

it('renews a token when it is due, for another 60 days', async () => {
  const { emulator, app } = createApp();
  const first = issue(emulator);
  expect(isRefreshDue(first, emulator.clock.now())).toBe(false);
  emulator.clock.advance(31 * day);
  expect(isRefreshDue(first, emulator.clock.now())).toBe(true);

  const second = await refreshCredentials(app, { credentials: first });
  expect(second).toMatchObject({ userId: first.userId, scopes: first.scopes, shortLived: false });
  expect(second.accessToken).not.toBe(first.accessToken);
  expect(second.expiration).toEqual(new Date(emulator.clock.now() + 60 * day));
});

it('keeps a user logged in for a year', async () => {
  const { emulator, app } = createApp();
  let credentials = issue(emulator);
  for (let today = 0; today < 365; today += 1) {
    emulator.clock.advance(day);
    if (isRefreshDue(credentials, emulator.clock.now()))
      credentials = await refreshCredentials(app, { credentials });
    expect(isExpired(credentials, emulator.clock.now())).toBe(false);
  }
  expect(emulator.requests.length).toBe(11);
});

it('refuses a short-lived token before anything is sent', async () => {
  const { emulator, app } = createApp();
  await expect(refreshCredentials(app, { credentials: issue(emulator, true) })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    issues: [{ path: 'credentials.shortLived' }],
    remedy: expect.stringContaining('extendToken'),
  });
  expect(emulator.requests).toHaveLength(0);
});

it('refuses an expired token before anything is sent, in its last second already', async () => {
  const { emulator, app } = createApp();
  const credentials = issue(emulator);
  emulator.clock.advance(60 * day - 999);
  await expect(refreshCredentials(app, { credentials })).rejects.toMatchObject({
    code: 'CREDENTIALS_EXPIRED',
    remedy: expect.stringContaining('log in again'),
  });
  expect(emulator.requests).toHaveLength(0);
});

it('refuses a token in its first 24 hours before anything is sent, and says when it can be refreshed', async () => {
  const { emulator, app } = createApp();
  const credentials = issue(emulator);
  emulator.clock.advance(day - 1);
  await expect(refreshCredentials(app, { credentials })).rejects.toMatchObject({
    name: 'CredentialsError',
    code: 'TOKEN_TOO_YOUNG',
    retryable: 'later',
    retryAt: new Date('2026-03-02T12:00:00.000Z'),
    remedy: expect.stringContaining('2026-03-02T12:00:00.000Z'),
  });
  expect(emulator.requests).toHaveLength(0);
  emulator.clock.advance(1);
  expect(await refreshCredentials(app, { credentials })).toMatchObject({ shortLived: false });
});

it('leaves the decision to the API where the expiration makes a token look older than it is', async () => {
  const { emulator, app } = createApp();
  const { accessToken, expiration, ...rest } = issue(emulator);
  const earlier = new Date(expiration.getTime() - 2 * day);
  const credentials = createCredentials({ ...rest, accessToken, expiration: earlier });
  emulator.clock.advance(day - 1000);
  await expect(refreshCredentials(app, { credentials })).rejects.toMatchObject({
    name: 'ApiError',
    message: expect.stringContaining('24 hours'),
  });
});
