import { describe, expect, it } from 'vitest';
import { createEmulator, createVirtualClock, type EmulatorOptions, type UserSeed } from '../src/index.ts';
import { callerOf, createTown, publishText, send } from './api.ts';
import {
  authorizationUrl,
  debugToken,
  decide,
  exchange,
  get,
  locationOf,
  postForm,
  redirectUri,
} from './oauth-flow.ts';

const people: readonly UserSeed[] = [
  { username: 'alice' },
  { username: 'bob' },
  { username: 'carol', tester: false, posts: ['Hello @alice from Kyoto'] },
  { username: 'meta', tester: false, posts: ['News'] },
];

function createUnreviewedTown(options: EmulatorOptions = {}): ReturnType<typeof createTown> {
  return createTown({ users: people, app: { access: 'standard', redirectUris: [redirectUri] }, ...options });
}

describe('an app with standard access', () => {
  it('searches only the posts of the token’s own user', async () => {
    const { alice, bob } = createUnreviewedTown();
    const own = await publishText(alice, 'Kyoto');
    const reply = await publishText(alice, 'Kyoto again', { reply_to_id: own });
    await publishText(bob, 'Kyoto too');
    const { body } = await alice.get('/keyword_search', { q: 'kyoto', search_type: 'RECENT' });
    expect(body.data).toEqual([{ id: reply }, { id: own }]);
  });

  it('sees mentions by testers alone', async () => {
    const { alice, bob } = createUnreviewedTown();
    const mention = await publishText(bob, 'Hello @alice');
    expect((await alice.get('/me/mentions')).body.data).toEqual([{ id: mention }]);
  });

  it('looks up four accounts of Meta and no other', async () => {
    const { alice } = createUnreviewedTown();
    for (const path of ['/profile_lookup', '/profile_posts']) {
      expect((await alice.get(path, { username: 'meta' })).status).toBe(200);
      expect((await alice.get(path, { username: 'bob' })).body.error).toMatchObject({
        code: 100,
        error_subcode: 33,
      });
    }
  });

  it('finds Menlo Park whatever place it searches for', async () => {
    const { alice } = createUnreviewedTown();
    for (const query of [{ q: 'Kyoto' }, { latitude: '35', longitude: '135' }, { query: 'Menlo Park' }]) {
      const { body } = await alice.get('/location_search', { ...query, fields: 'name' });
      expect(body.data.map((place) => place['name'])).toEqual(['Menlo Park', 'Meta Headquarters']);
    }
    expect((await alice.get('/location_search')).body.error.message).toBe('The parameter q is required');
  });

  it('reads single posts of testers and of nobody else', async () => {
    const { emulator, alice, bob } = createUnreviewedTown();
    expect((await alice.get(`/${await publishText(bob, 'A tester')}`)).status).toBe(200);
    const reviewed = createTown({ users: people });
    const found = await reviewed.alice.get('/keyword_search', { q: 'Kyoto' });
    const foreign = found.body.data[0]?.id ?? '';
    // The same seed gives the same ids.
    expect((await reviewed.alice.get(`/${foreign}`)).status).toBe(200);
    expect((await alice.get(`/${foreign}`)).body.error).toMatchObject({ code: 100, error_subcode: 33 });
    expect(emulator.users).toEqual(reviewed.emulator.users);
  });

  it('gets a code and a token without grants from somebody who is no tester, and fails at the next step', async () => {
    const { emulator } = createUnreviewedTown();
    const response = await decide(emulator, authorizationUrl(emulator), [
      ['decision', 'allow'],
      ['username', 'carol'],
    ]);
    const code = locationOf(response).searchParams.get('code') ?? '';
    const exchanged = await postForm(emulator, '/oauth/access_token', exchange(emulator, code));
    expect(exchanged.status).toBe(200);
    const { access_token: accessToken } = await exchanged.json();
    const refused = {
      error: expect.objectContaining({ type: 'THApiException', code: 100, error_subcode: 10 }),
    };
    const long = await get(emulator, '/access_token', {
      grant_type: 'th_exchange_token',
      client_secret: emulator.app.clientSecret,
      access_token: accessToken,
    });
    expect([long.status, await long.json()]).toEqual([400, refused]);
    const me = await send(emulator, `/me?access_token=${accessToken}`);
    expect([me.status, me.body]).toEqual([400, refused]);
    expect(await debugToken(emulator, accessToken)).toMatchObject({ is_valid: true, scopes: [] });
  });

  it('gets no grants from the token generator either', () => {
    const { emulator } = createUnreviewedTown();
    expect(emulator.issueToken({ username: 'carol' }).scopes).toEqual([]);
    expect(emulator.issueToken({ username: 'bob' }).scopes).toContain('threads_basic');
  });
});

describe('an app that passed its review', () => {
  it('reaches everybody', async () => {
    const { emulator, alice } = createTown({ users: people });
    expect(emulator.app.access).toBe('advanced');
    expect((await alice.get('/keyword_search', { q: 'kyoto' })).body.data).toHaveLength(1);
    expect((await alice.get('/me/mentions')).body.data).toHaveLength(1);
    expect((await callerOf(emulator, 'carol').get('/me')).status).toBe(200);
  });
});

describe('debug_token', () => {
  it('takes the token of a tester alone, about anybody', async () => {
    const emulator = createEmulator({ clock: createVirtualClock(), users: people });
    const [tester, other] = ['alice', 'carol'].map(
      (username) => emulator.issueToken({ username }).accessToken,
    );
    const ask = (accessToken = '', inputToken = ''): ReturnType<typeof send> =>
      send(emulator, `/v1.0/debug_token?access_token=${accessToken}&input_token=${inputToken}`);
    expect((await ask(tester, other)).body.data).toMatchObject({ is_valid: true });
    const refused = await ask(other, other);
    expect([refused.status, refused.body.error.code]).toEqual([500, 10]);
    expect((await send(emulator, `/debug_token?access_token=${tester}`)).body.error.message).toBe(
      'The parameter input_token is required',
    );
  });

  it('knows a token of the app, generated or written from its credentials', async () => {
    const emulator = createEmulator({ clock: createVirtualClock() });
    const { clientId, clientSecret } = emulator.app;
    const { accessToken } = emulator.issueToken({ username: 'threads_dev' });
    const credentials = {
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: 'client_credentials',
    };
    const generated = await (await get(emulator, '/oauth/access_token', credentials)).json();
    for (const inputToken of [generated.access_token, `TH|${clientId}|${clientSecret}`]) {
      const query = { access_token: accessToken, input_token: inputToken };
      expect((await (await get(emulator, '/debug_token', query)).json()).data).toEqual({
        type: 'APP',
        application: emulator.app.name,
        is_valid: true,
        issued_at: expect.any(Number),
        scopes: [],
      });
    }
    const query = { access_token: accessToken, input_token: `TH|${clientId}|wrong` };
    expect((await (await get(emulator, '/debug_token', query)).json()).data).toMatchObject({
      is_valid: false,
    });
    // It stands for no user.
    expect((await send(emulator, `/me?access_token=TH|${clientId}|${clientSecret}`)).body.error.code).toBe(
      190,
    );
  });
});
