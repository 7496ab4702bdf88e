import { describe, expect, it } from 'vitest';
import { readArguments } from '../../bin/read-arguments.ts';
import { createEmulator, createVirtualClock, type Emulator, type EmulatorOptions } from '../../index.ts';
import { allErrorSwitches, errorSwitches } from './error-switches.ts';

/** An emulator, and calls to it as alice. */
function start(options: EmulatorOptions = {}) {
  const users = [{ username: 'alice' }, { username: 'bob', followers: 5, posts: ['Hello'] }];
  const emulator = createEmulator({ clock: createVirtualClock(), users, ...options });
  const call = async (method: 'GET' | 'POST', path: string, parameters: Readonly<Record<string, string>>) => {
    const form = new URLSearchParams(parameters);
    const url = `https://graph.threads.com${path}`;
    const request =
      method === 'GET' ? new Request(`${url}?${form}`) : new Request(url, { method: 'POST', body: form });
    return (await emulator.fetch(request)).json();
  };
  return { emulator, call };
}

type World = ReturnType<typeof start>;

const tokenOf = ({ emulator }: World, scopes?: readonly string[]): { readonly access_token: string } => ({
  access_token: emulator.issueToken({ username: 'alice', ...(scopes && { scopes }) }).accessToken,
});

/** What goes wrong, and the switches that are named for it. */
const cases: readonly (readonly [
  what: string,
  options: EmulatorOptions,
  happen: (world: World) => Promise<unknown>,
  paths: readonly string[],
])[] = [
  [
    'a container that is not ready',
    { processing: { image: 1000 } },
    async (world) => {
      const token = tokenOf(world);
      const image = { media_type: 'IMAGE', image_url: 'https://images.example/a.jpg' };
      const { id } = Object(await world.call('POST', '/me/threads', { ...image, ...token }));
      return world.call('POST', '/me/threads_publish', { creation_id: id, ...token });
    },
    ['processing'],
  ],
  [
    'a carousel whose items are not finished',
    { behaviour: { unfinishedChildren: 'refuse' } },
    async (world) => {
      const token = tokenOf(world);
      const image = {
        media_type: 'IMAGE',
        image_url: 'https://images.example/a.jpg',
        is_carousel_item: 'true',
      };
      const { id } = Object(await world.call('POST', '/me/threads', { ...image, ...token }));
      return world.call('POST', '/me/threads', { media_type: 'CAROUSEL', children: `${id},${id}`, ...token });
    },
    ['behaviour.unfinishedChildren'],
  ],
  [
    'a container that is published again',
    { behaviour: { secondPublication: 'refuse' } },
    async (world) => {
      const token = tokenOf(world);
      const text = { media_type: 'TEXT', text: 'Hello', auto_publish_text: 'false' };
      const { id } = Object(await world.call('POST', '/me/threads', { ...text, ...token }));
      await world.call('POST', '/me/threads_publish', { creation_id: id, ...token });
      return world.call('POST', '/me/threads_publish', { creation_id: id, ...token });
    },
    ['behaviour.secondPublication'],
  ],
  [
    'a container that never was',
    {},
    (world) => world.call('POST', '/me/threads_publish', { creation_id: '17', ...tokenOf(world) }),
    [],
  ],
  [
    'a container that has expired',
    {},
    async (world) => {
      const token = tokenOf(world);
      const text = { media_type: 'TEXT', text: 'Hello' };
      const { id } = Object(await world.call('POST', '/me/threads', { ...text, ...token }));
      world.emulator.clock.advance(24 * 3_600_000);
      return world.call('POST', '/me/threads_publish', { creation_id: id, ...token });
    },
    [],
  ],
  [
    'a carousel of an item that is in progress and one that never was',
    { behaviour: { unfinishedChildren: 'refuse' } },
    async (world) => {
      const token = tokenOf(world);
      const image = {
        media_type: 'IMAGE',
        image_url: 'https://images.example/a.jpg',
        is_carousel_item: 'true',
      };
      const { id } = Object(await world.call('POST', '/me/threads', { ...image, ...token }));
      return world.call('POST', '/me/threads', { media_type: 'CAROUSEL', children: `${id},17`, ...token });
    },
    [],
  ],
  [
    'another version',
    {},
    (world) => world.call('GET', '/v23.0/me', tokenOf(world)),
    ['behaviour.otherVersions'],
  ],
  [
    'a repost beyond the quota',
    { behaviour: { repostQuota: 'counted' } },
    async (world) => {
      const [post] = world.emulator.snapshot().store.posts.map((record) => String(Object(record).id));
      const token = tokenOf(world);
      for (let count = 0; count < 251; count += 1) await world.call('POST', `/${post}/repost`, token);
      return undefined;
    },
    ['behaviour.repostQuota'],
  ],
  [
    'a text that is too long by one rule',
    {},
    (world) =>
      world.call('POST', '/me/threads', { media_type: 'TEXT', text: '😀'.repeat(126), ...tokenOf(world) }),
    ['behaviour.textLength'],
  ],
  [
    'a text that is too long by every rule',
    {},
    (world) =>
      world.call('POST', '/me/threads', { media_type: 'TEXT', text: 'a'.repeat(501), ...tokenOf(world) }),
    [],
  ],
  [
    'a reply without its permission',
    {},
    async (world) => {
      const [post] = world.emulator.snapshot().store.posts.map((record) => String(Object(record).id));
      const scopes = ['threads_basic', 'threads_content_publish'];
      const reply = { media_type: 'TEXT', text: 'Hi', reply_to_id: post ?? '' };
      return world.call('POST', '/me/threads', { ...reply, ...tokenOf(world, scopes) });
    },
    ['behaviour.replyPermission'],
  ],
  [
    'an app without review',
    { app: { access: 'standard' }, behaviour: { standardAccess: 'tier-error' } },
    (world) => world.call('GET', '/keyword_search', { q: 'hello', ...tokenOf(world) }),
    ['app.access', 'behaviour.standardAccess'],
  ],
  [
    'an app without review that asks for mentions',
    {
      app: { access: 'standard' },
      behaviour: { standardAccess: 'field-error', unknownListFields: 'refuse' },
    },
    (world) => world.call('GET', '/me/mentions', tokenOf(world)),
    ['app.access', 'behaviour.standardAccess'],
  ],
  [
    'a profile that an app without review does not see',
    { app: { access: 'standard' }, users: [{ username: 'alice' }, { username: 'bob', followers: 5000 }] },
    (world) => world.call('GET', '/profile_lookup', { username: 'bob', ...tokenOf(world) }),
    ['app.access'],
  ],
  [
    'a profile that is too small for all',
    { app: { access: 'standard' } },
    (world) => world.call('GET', '/profile_lookup', { username: 'bob', ...tokenOf(world) }),
    [],
  ],
  [
    'a post that an app without review does not see',
    {
      app: { access: 'standard' },
      users: [{ username: 'alice' }, { username: 'bob', tester: false, posts: ['Hello'] }],
    },
    (world) => {
      const [post] = world.emulator.snapshot().store.posts.map((record) => String(Object(record).id));
      return world.call('GET', `/${post}`, tokenOf(world));
    },
    ['app.access'],
  ],
  ['a user who granted nothing', {}, (world) => world.call('GET', '/me', tokenOf(world, [])), []],
  [
    'a user who is no tester of an app without review',
    { app: { access: 'standard' }, users: [{ username: 'alice', tester: false }] },
    (world) => world.call('GET', '/me', tokenOf(world)),
    ['app.access'],
  ],
  [
    'a field that no list has',
    { behaviour: { unknownListFields: 'refuse' } },
    (world) => world.call('GET', '/me/threads', { fields: 'mood', ...tokenOf(world) }),
    ['behaviour.unknownListFields'],
  ],
  [
    'few followers',
    { behaviour: { fewFollowers: 'refuse' }, users: [{ username: 'alice', followers: 5 }] },
    (world) =>
      world.call('GET', '/me/threads_insights', {
        metric: 'follower_demographics',
        breakdown: 'age',
        ...tokenOf(world),
      }),
    ['behaviour.fewFollowers'],
  ],
  [
    'a code that nobody gave',
    {},
    (world) => world.call('POST', '/oauth/access_token', exchangeOf(world.emulator, 'AQwrong')),
    ['behaviour.codeExchangeError'],
  ],
  [
    'an expired token',
    {},
    (world) => {
      const token = tokenOf(world);
      world.emulator.clock.advance(61 * 24 * 3_600_000);
      return world.call('GET', '/me', token);
    },
    ['behaviour.expiredTokenStatus'],
  ],
  [
    'an app with another secret',
    {},
    (world) =>
      world.call('POST', '/oauth/access_token', { ...exchangeOf(world.emulator, 'a'), client_secret: 'x' }),
    ['app.clientSecret'],
  ],
  ['a call without a token', {}, (world) => world.call('GET', '/me', {}), []],
  [
    'a fault that was planned',
    {},
    (world) => {
      world.emulator.planFault({ kind: 'error', preset: 'grant-missing' });
      return world.call('GET', '/me', tokenOf(world));
    },
    [],
  ],
];

function exchangeOf({ app }: Emulator, code: string): Readonly<Record<string, string>> {
  return {
    client_id: app.clientId,
    client_secret: app.clientSecret,
    grant_type: 'authorization_code',
    redirect_uri: app.redirectUris[0] ?? '',
    code,
  };
}

describe('the switches of an error', () => {
  it.each(cases)('are named for %s', async (_, options, happen, paths) => {
    const world = start(options);
    await happen(world);
    const record = world.emulator.requests.at(-1);
    expect(record?.error).toBeDefined();
    expect((record === undefined ? [] : errorSwitches(record)).map(({ path }) => path)).toEqual(paths);
  });

  it('exist, and are set as it is told', () => {
    const emulator = createEmulator();
    for (const { path, option, json } of allErrorSwitches()) {
      expect(emulator.configure(JSON.parse(json))).toHaveProperty(path);
      // A bar stands between values of which one is to be chosen.
      const parsed = readArguments(
        option
          .replace(/=(\w|-)+\|/, '=')
          .replace(/\|.*/, '')
          .split(' '),
      );
      expect(parsed).not.toHaveProperty('faults');
    }
    expect(allErrorSwitches()).toHaveLength(16);
  });

  it('stand with the request, for whoever reads the log', async () => {
    const { emulator, call } = start();
    await call('GET', '/v23.0/me', { access_token: emulator.issueToken({ username: 'alice' }).accessToken });
    await call('GET', '/me', {});
    expect(emulator.requests.map(({ decidedBy }) => decidedBy)).toEqual([
      ['behaviour.otherVersions'],
      undefined,
    ]);
  });
});
