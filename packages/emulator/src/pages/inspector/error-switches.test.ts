import { describe, expect, it } from 'vitest';
import { readArguments } from '../../bin/read-arguments.ts';
import { createEmulator, createVirtualClock, type Emulator, type EmulatorOptions } from '../../index.ts';
import { errorSwitches } from './error-switches.ts';

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
    ['processing', 'behaviour.secondPublication'],
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
    'a text that is too long',
    {},
    (world) =>
      world.call('POST', '/me/threads', { media_type: 'TEXT', text: 'a'.repeat(501), ...tokenOf(world) }),
    ['behaviour.textLength'],
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
  ['a user who granted nothing', {}, (world) => world.call('GET', '/me', tokenOf(world, [])), ['app.access']],
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
    ['app.clientId', 'app.clientSecret'],
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
    const errors = [
      { code: 24, subcode: 4_279_009, message: '' },
      { code: 10, subcode: 4_279_067, message: '' },
      { code: 10, message: '' },
      { code: 4, message: '' },
      { code: 100, subcode: 4_279_004, message: '' },
      { code: 2500, message: '' },
      { code: 190, subcode: 463, message: '' },
      { code: 101, message: '' },
      { code: 400, message: '' },
      { code: 1_349_168, message: '' },
      { code: 100, message: 'Param text must be at most 500 characters long.' },
      { code: 100, message: 'Tried accessing nonexisting field (a)' },
      { code: 100, message: 'follower_demographics needs at least 100 followers' },
    ];
    const operations = ['publishContainer', 'createContainer', 'repost', 'exchangeCode', 'listThreads'];
    const named = new Set<string>();
    for (const error of errors) {
      for (const operation of operations) {
        const about = {
          id: 1,
          at: 0,
          method: 'GET',
          path: '/v2.0/me',
          headers: {},
          status: 500,
          answer: '',
          duration: 0,
        };
        const switches = errorSwitches({ ...about, operation, parameters: { reply_to_id: '1' }, error });
        for (const { path, option, json } of switches) {
          named.add(path);
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
      }
    }
    expect(named.size).toBe(16);
  });
});
