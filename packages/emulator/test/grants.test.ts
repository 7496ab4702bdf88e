import { describe, expect, it } from 'vitest';
import { callerOf, createTown, send } from './api.ts';
import {
  createOauthEmulator,
  debugToken,
  exchange,
  get,
  obtainCode,
  obtainShortToken,
  postForm,
} from './oauth-flow.ts';

const day = 24 * 60 * 60 * 1000;

describe('the permission of a user', () => {
  it('ends 90 days after consent, and 90 days after a refresh', async () => {
    const emulator = createOauthEmulator();
    const consent = emulator.clock.now();
    const code = await obtainCode(emulator);
    emulator.clock.advance(60_000);
    const { access_token: short } = await (
      await postForm(emulator, '/oauth/access_token', exchange(emulator, code))
    ).json();
    emulator.clock.advance(60_000);
    const exchanged = await get(emulator, '/access_token', {
      grant_type: 'th_exchange_token',
      client_secret: emulator.app.clientSecret,
      access_token: short,
    });
    const { access_token: long } = await exchanged.json();
    const grantEnd = async (token: string): Promise<unknown> =>
      (await debugToken(emulator, token))['data_access_expires_at'];
    expect([await grantEnd(short), await grantEnd(long)]).toEqual([
      (consent + 90 * day) / 1000,
      (consent + 90 * day) / 1000,
    ]);
    emulator.clock.advance(day);
    const refreshed = await get(emulator, '/refresh_access_token', {
      grant_type: 'th_refresh_token',
      access_token: long,
    });
    const { access_token: renewed } = await refreshed.json();
    expect(await grantEnd(renewed)).toBe((emulator.clock.now() + 90 * day) / 1000);
  });
});

describe('removing the app', () => {
  it('makes every token of the user worthless with 190/458, and nobody else’s', async () => {
    const { emulator, alice, bob } = createTown();
    const short = emulator.issueToken({ username: 'alice', shortLived: true });
    expect(emulator.revokeGrant({ username: 'Alice' })).toEqual({
      userId: alice.userId,
      username: 'alice',
      at: emulator.clock.now(),
    });
    for (const token of [alice.accessToken, short.accessToken]) {
      const { status, body } = await send(emulator, `/me?access_token=${token}`);
      expect(status).toBe(400);
      expect(body.error).toMatchObject({
        type: 'OAuthException',
        code: 190,
        error_subcode: 458,
        message: `Error validating access token: The user has not authorized application ${emulator.app.clientId}.`,
      });
    }
    expect((await bob.get('/me')).status).toBe(200);
  });

  it('stops refreshing and exchanging, and debug_token tells', async () => {
    const emulator = createOauthEmulator();
    const short = await obtainShortToken(emulator);
    emulator.revokeGrant({ username: 'alice' });
    const exchanged = await get(emulator, '/access_token', {
      grant_type: 'th_exchange_token',
      client_secret: emulator.app.clientSecret,
      access_token: short,
    });
    expect(await exchanged.json()).toMatchObject({ error: { code: 190, error_subcode: 458 } });
    expect(await debugToken(emulator, short)).toMatchObject({ is_valid: false });
  });

  it('takes codes that were not exchanged along', async () => {
    const emulator = createOauthEmulator();
    const code = await obtainCode(emulator);
    emulator.revokeGrant({ username: 'alice' });
    expect((await postForm(emulator, '/oauth/access_token', exchange(emulator, code))).status).toBe(400);
  });

  it('can be undone by consenting again, which revives no old token', async () => {
    const { emulator, alice } = createTown();
    emulator.revokeGrant({ username: 'alice' });
    expect((await callerOf(emulator, 'alice').get('/me')).status).toBe(200);
    expect((await alice.get('/me')).status).toBe(400);
  });

  it('needs a user who is there', () => {
    expect(() => createTown().emulator.revokeGrant({ username: 'carol' })).toThrow(/no user carol/);
  });
});
