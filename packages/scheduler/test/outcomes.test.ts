import { createClient } from '@threads-sdk/core-http/fetch';
import { createCredentials, createMemoryStore } from '@threads-sdk/credentials';
import type { FaultPlan } from '@threads-sdk/emulator';
import { InvalidInputError } from '@threads-sdk/errors';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  cancelPost,
  changePost,
  getPost,
  movePost,
  resumeAccount,
  retryPost,
  scheduleChain,
  schedulePost,
  type SchedulerEvent,
} from '../src/index.ts';
import { makePlace, openStage, type Place, type Stage, textsOf } from './stage.ts';

const usernames = Array.from({ length: 20 }, (_, nth) => `user${nth}`);

describe('a step that fails', () => {
  let place: Place;
  let stage: Stage;
  let used = 0;
  beforeAll(async () => {
    place = await makePlace();
    stage = await openStage({ database: place.database, usernames });
  });
  afterEach(() => {
    stage.stopWork();
    stage.emulator.clearFaults();
  });
  afterAll(async () => {
    await stage.close();
    await place.remove();
  });

  const nextAccount = (): string => usernames[used++] ?? '';
  const schedule = (account: string, key: string, text = `Post ${key}`): Promise<unknown> =>
    schedulePost(stage.scheduler, { account, key, post: { text }, at: new Date(stage.clock.now()) });
  const is =
    (type: SchedulerEvent['type'], account: string, key?: string) =>
    (event: SchedulerEvent): boolean =>
      event.type === type &&
      Object(event).account === account &&
      (key === undefined || Object(event).key === key);
  const plan = (user: string, fault: FaultPlan): void =>
    void stage.emulator.planFault({ operation: 'publishContainer', ...fault, user });
  const eventsOf = async (account: string, key: string): Promise<readonly string[]> =>
    (await getPost(stage.scheduler, { account, key })).history.map(({ event }) => event);

  it('is repeated by the advice of its error, and the post goes out once', async () => {
    const account = nextAccount();
    plan(account, { kind: 'lost-answer', times: 2 });
    plan(account, { kind: 'error', preset: 'unexpected-error', times: 2, call: 3 });
    await schedule(account, '1');
    await stage.workUntil(is('published', account));
    expect(stage.textsOf(account)).toEqual(['Post 1']);
  });

  it('parks its post with the reason where it would fail again; changed and retried, it goes out', async () => {
    const account = nextAccount();
    const name = { account, key: '1' };
    plan(account, { kind: 'error', preset: 'text-too-long', operation: 'createContainer' });
    await schedule(account, '1', 'Look here');
    const parked = await stage.workUntil(is('parked', account));
    expect(parked).toMatchObject({ error: { code: 'REQUEST_REJECTED', carriedOut: 'unsent' } });
    expect(await getPost(stage.scheduler, name)).toMatchObject({
      state: 'parked',
      error: { code: 'REQUEST_REJECTED' },
    });
    // Others of the account go on.
    await schedule(account, '2');
    await stage.workUntil(is('published', account, '2'));
    await changePost(stage.scheduler, { ...name, post: { text: 'Look there' } });
    await retryPost(stage.scheduler, name);
    await stage.workUntil(is('published', account, '1'));
    expect(stage.textsOf(account)).toEqual(['Post 2', 'Look there']);
    expect(await eventsOf(account, '1')).toEqual([
      'scheduled',
      'begun',
      'parked',
      'changed',
      'retried',
      'published',
    ]);
  });

  it('parks its post in the end where it always fails, and never again by itself', async () => {
    const account = nextAccount();
    plan(account, { kind: 'html', operation: 'createContainer', times: Number.POSITIVE_INFINITY });
    await schedule(account, '1');
    await stage.workUntil(is('parked', account), 60_000);
    const history = await eventsOf(account, '1');
    expect(history.filter((event) => event === 'delayed')).toHaveLength(11);
    expect(stage.textsOf(account)).toEqual([]);
  });

  it('never repeats what may be live: it is parked as unknown', async () => {
    const account = nextAccount();
    stage.emulator.planFault({ kind: 'lost-answer', user: account, operation: 'createContainer' });
    const post = { text: 'At once' };
    await schedulePost(stage.scheduler, {
      account,
      key: '1',
      post,
      fast: true,
      at: new Date(stage.clock.now()),
    });
    // Neither does its list show it.
    plan(account, {
      kind: 'answer',
      operation: 'listThreads',
      body: '{"data":[]}',
      times: Number.POSITIVE_INFINITY,
    });
    const parked = await stage.workUntil(is('parked', account), 60_000);
    expect(parked).toMatchObject({ error: { code: 'OUTCOME_UNKNOWN', carriedOut: 'maybe' } });
    expect(stage.textsOf(account)).toEqual(['At once']);
    await expect(changePost(stage.scheduler, { account, key: '1', post })).rejects.toMatchObject({
      code: 'POST_NOT_CHANGEABLE',
    });
    stage.emulator.clearFaults();
    // Taken up, it is found.
    await retryPost(stage.scheduler, { account, key: '1' });
    await stage.workUntil((event) => is('published', account)(event) || is('parked', account)(event), 60_000);
    expect(stage.textsOf(account)).toEqual(['At once']);
  });

  it('pauses an account whose token is dead, until it is resumed', async () => {
    const account = nextAccount();
    stage.emulator.planFault({
      kind: 'error',
      preset: 'session-expired',
      user: account,
      times: Number.POSITIVE_INFINITY,
    });
    for (const key of ['1', '2', '3']) await schedule(account, key);
    const paused = await stage.workUntil(is('paused', account));
    expect(paused).toMatchObject({ reason: 'login', error: { code: 'TOKEN_INVALID' } });
    const other = nextAccount();
    await schedule(other, '1');
    await stage.workUntil(is('published', other));
    expect(await getPost(stage.scheduler, { account, key: '2' })).toMatchObject({
      state: 'scheduled',
      waitsFor: 'login',
    });
    expect(stage.events.filter(is('paused', account))).toHaveLength(1);
    await cancelPost(stage.scheduler, { account, key: '2' });
    stage.emulator.clearFaults();
    await resumeAccount(stage.scheduler, account);
    await stage.workUntil(is('published', account, '3'));
    expect(stage.textsOf(account)).toEqual(['Post 1', 'Post 3']);
  });

  it('reads at once what the login stored, after a dead token', async () => {
    const store = createMemoryStore();
    const own = await makePlace();
    const other = await openStage({
      database: own.database,
      usernames: ['mika'],
      accounts: ({ fetch }) => ({
        app: {
          clientId: '1',
          clientSecret: 'secret',
          redirectUri: 'https://app.example/callback',
          client: createClient({ fetch }),
        },
        store,
        http: { fetch },
      }),
    });
    const logIn = (): Promise<void> =>
      store.set('mika', createCredentials(other.emulator.issueToken({ username: 'mika' })));
    await logIn();
    other.emulator.revokeGrant({ username: 'mika' });
    const at = new Date(other.clock.now());
    await schedulePost(other.scheduler, { account: 'mika', key: '1', post: { text: 'After the login' }, at });
    await other.workUntil(is('paused', 'mika'));
    await logIn();
    await resumeAccount(other.scheduler, 'mika');
    await other.workUntil((event) => is('published', 'mika')(event) || is('paused', 'mika')(event));
    expect(other.textsOf('mika')).toEqual(['After the login']);
    await other.close();
    await own.remove();
  });

  it('pauses an account until the time that a limit of it names', async () => {
    const account = nextAccount();
    plan(account, { kind: 'error', preset: 'rate-limited', code: 17, retryAfter: 3600, times: 9 });
    const before = stage.clock.now();
    await schedule(account, '1');
    const paused = await stage.workUntil(is('paused', account));
    expect(paused).toMatchObject({ reason: 'rate-limit' });
    expect(Object(paused).until.getTime() - before).toBeGreaterThanOrEqual(3_600_000);
    expect(await getPost(stage.scheduler, { account, key: '1' })).toMatchObject({
      state: 'publishing',
      waitsFor: 'rate-limit',
      next: Object(paused).until,
    });
    stage.emulator.clearFaults();
    const event = await stage.workUntil(is('published', account), 10_000);
    expect(Object(event).late).toBeGreaterThanOrEqual(3_600_000);
    expect(stage.textsOf(account)).toEqual(['Post 1']);
  });

  it.each(['temporary', 'lasting'] as const)(
    'keeps nothing of a %s failure of a post that was moved or cancelled meanwhile',
    async (kind) => {
      const own = await makePlace();
      const inTheMiddle: (() => Promise<unknown>)[] = [];
      const other = await openStage({
        database: own.database,
        usernames: ['moved', 'cancelled', 'last'],
        accounts: (emulator) => async (account) => {
          if (account === 'last') return createClient(emulator.clientOptions({ username: account }));
          await inTheMiddle.shift()?.();
          if (kind === 'temporary') throw new Error('not now');
          throw new InvalidInputError('createClient', [{ path: 'credentials', message: 'are wrong' }]);
        },
      });
      const put = (account: string, minutes: number): Promise<unknown> =>
        schedulePost(other.scheduler, {
          account,
          key: '1',
          post: { text: account },
          at: new Date(other.clock.now() + minutes * 60_000),
        });
      const later = new Date(other.clock.now() + 24 * 3_600_000);
      inTheMiddle.push(
        () => movePost(other.scheduler, { account: 'moved', key: '1', at: later }),
        () => cancelPost(other.scheduler, { account: 'cancelled', key: '1' }),
      );
      await put('moved', 0);
      await put('cancelled', 1);
      await put('last', 30);
      await other.workUntil(is('published', 'last'), 5000);
      const [moved, cancelled] = await Promise.all(
        ['moved', 'cancelled'].map((account) => getPost(other.scheduler, { account, key: '1' })),
      );
      expect(moved).toMatchObject({ state: 'scheduled', next: later });
      expect(cancelled?.state).toBe('cancelled');
      expect(cancelled?.next).toBeUndefined();
      for (const post of [moved, cancelled])
        expect([post?.error, post?.history.length]).toEqual([undefined, 2]);
      await other.close();
      await own.remove();
    },
  );

  it('does not say that nothing was sent where it did not look at what an earlier step has sent', async () => {
    const own = await makePlace();
    const other = await openStage({
      database: own.database,
      usernames: ['mika'],
      accounts: (emulator) => (account) => {
        // Once the post is live, of which nobody has heard.
        if (textsOf(emulator, 'mika').length > 0)
          throw new InvalidInputError('createClient', [{ path: 'credentials', message: 'are wrong' }]);
        return createClient(emulator.clientOptions({ username: account }));
      },
    });
    other.emulator.planFault({ kind: 'lost-answer', operation: 'publishContainer' });
    const isSilent = { kind: 'html', operation: 'getContainer', times: Number.POSITIVE_INFINITY } as const;
    other.emulator.planFault({ ...isSilent, call: 2 });
    const name = { account: 'mika', key: '1' };
    const at = new Date(other.clock.now());
    await schedulePost(other.scheduler, { ...name, post: { text: 'one' }, at });
    const parked = await other.workUntil(is('parked', 'mika'), 1000);
    expect(parked).toMatchObject({ error: { code: 'INVALID_INPUT', carriedOut: 'maybe' } });
    await expect(changePost(other.scheduler, { ...name, post: { text: 'two' } })).rejects.toMatchObject({
      code: 'POST_NOT_CHANGEABLE',
    });
    await other.close();
    await own.remove();
  });

  it('keeps what Threads says, also where a table could not', async () => {
    const account = nextAccount();
    const message = 'It has \0 in it, and half of \uD83D.';
    plan(account, { kind: 'error', preset: 'text-too-long', message, operation: 'createContainer' });
    await schedule(account, '1');
    await stage.workUntil(is('parked', account));
    const { error } = await getPost(stage.scheduler, { account, key: '1' });
    expect(error?.message).toContain('It has \uFFFD in it, and half of \uFFFD.');
  });

  it('lets a post that was begun be cancelled while its account is paused until it is resumed', async () => {
    const account = nextAccount();
    const name = { account, key: '1' };
    plan(account, { kind: 'error', preset: 'session-expired', times: Number.POSITIVE_INFINITY });
    await schedule(account, '1');
    await stage.workUntil(is('paused', account));
    expect(await getPost(stage.scheduler, name)).toMatchObject({ state: 'publishing', waitsFor: 'login' });
    expect(await cancelPost(stage.scheduler, name)).toMatchObject({ state: 'cancelled' });
    stage.emulator.clearFaults();
    await resumeAccount(stage.scheduler, account);
    await schedule(account, '2');
    await stage.workUntil(is('published', account, '2'));
    expect(stage.textsOf(account)).toEqual(['Post 2']);
  });

  it('pauses all accounts at a limit of the app', async () => {
    const [account, other] = [nextAccount(), nextAccount()];
    plan(account, { kind: 'error', preset: 'rate-limited', code: 4, retryAfter: 1800, times: 9 });
    await schedule(account, '1');
    const paused = await stage.workUntil((event) => event.type === 'paused' && event.account === undefined);
    stage.emulator.clearFaults();
    await schedule(other, '1');
    const late = new Map<unknown, number>();
    await stage.workUntil((event) => {
      if (event.type === 'published') late.set(event.account, event.late);
      return late.size === 2;
    }, 10_000);
    expect(new Set(late.keys())).toEqual(new Set([account, other]));
    expect(Math.min(...late.values())).toBeGreaterThan(1_700_000);
    expect(stage.clock.now()).toBeGreaterThanOrEqual(Object(paused).until.getTime());
  });

  it('keeps what is live of a chain that stopped, and goes on from there', async () => {
    const account = nextAccount();
    const chain = [{ text: 'One' }, { text: 'Two' }, { text: 'Three' }];
    plan(account, {
      kind: 'error',
      preset: 'text-too-long',
      operation: 'createContainer',
      call: 2,
    });
    await scheduleChain(stage.scheduler, { account, key: 'c', chain, at: new Date(stage.clock.now()) });
    await stage.workUntil(is('parked', account));
    const stopped = await getPost(stage.scheduler, { account, key: 'c' });
    expect(stopped).toMatchObject({ state: 'parked', ids: [expect.stringMatching(/^\d+$/)] });
    expect(stopped.error?.remedy).toBe(
      'Correct what the message names. Call retryPost: it goes on with this post.',
    );
    await retryPost(stage.scheduler, { account, key: 'c' });
    await stage.workUntil(is('published', account));
    expect(stage.textsOf(account)).toEqual(['One', 'Two', 'Three']);
  });
});
