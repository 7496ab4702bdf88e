import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { work } from '../src/work.ts';
import {
  cancelPost,
  changePost,
  getPost,
  listPosts,
  movePost,
  pauseAccount,
  resumeAccount,
  retryPost,
  scheduleChain,
  type ScheduledPost,
  schedulePost,
  type SchedulerEvent,
} from '../src/index.ts';
import { openStage, type Place, places, type Stage } from './stage.ts';

const usernames = Array.from({ length: 40 }, (_, nth) => `user${nth}`);

describe.each(places)('a scheduler on $kind', ({ isThere, make }) => {
  describe.skipIf(!isThere)('that is open', () => {
    let place: Place;
    let stage: Stage;
    let used = 0;
    beforeAll(async () => {
      place = await make();
      stage = await openStage({ database: place.database, usernames });
    });
    afterAll(async () => {
      await stage.close();
      await place.remove();
    });
    afterEach(() => stage.stopWork());
    /** An account that no other test has. */
    const nextAccount = (): string => usernames[used++] ?? '';
    const published =
      (account: string, key = '1') =>
      (event: SchedulerEvent): boolean =>
        event.type === 'published' && event.account === account && event.key === key;
    const inMinutes = (minutes: number): Date => new Date(stage.clock.now() + minutes * 60_000);
    const list = async (
      ...options: Parameters<typeof listPosts> extends [unknown, ...infer Rest] ? Rest : never
    ): Promise<string[]> => {
      const keys: string[] = [];
      for await (const { key } of listPosts(stage.scheduler, ...options)) keys.push(key);
      return keys;
    };

    it('publishes a post at its time and not before, and keeps what happened', async () => {
      const account = nextAccount();
      const at = inMinutes(10);
      const scheduled = await schedulePost(stage.scheduler, {
        account,
        key: '1',
        post: { text: 'Hello' },
        at,
      });
      expect(scheduled).toEqual({
        account,
        key: '1',
        post: { text: 'Hello' },
        state: 'scheduled',
        at,
        next: at,
      });
      const event = await stage.workUntil(published(account), 1000);
      expect(Object(event).late).toBeLessThan(60_000);
      expect(stage.textsOf(account)).toEqual(['Hello']);
      const { history, ids, next, state } = await getPost(stage.scheduler, { account, key: '1' });
      expect([state, next, ids]).toEqual(['published', undefined, Object(event).ids]);
      expect(history.map((each) => each.event)).toEqual(['scheduled', 'begun', 'published']);
      expect(history[1]?.at.getTime()).toBeGreaterThanOrEqual(at.getTime());
    });

    it('publishes a chain, and a carousel that takes a while', async () => {
      const account = nextAccount();
      const chain = [{ text: 'One' }, { text: 'Two' }, { text: 'Three' }];
      await scheduleChain(stage.scheduler, { account, key: 'chain', chain, at: inMinutes(1) });
      const media = [1, 2].map((nth) => ({ image: `https://example.com/${nth}.jpg` }));
      await schedulePost(stage.scheduler, {
        account,
        key: '1',
        post: { text: 'Pictures', media },
        at: inMinutes(2),
      });
      await stage.workUntil(published(account));
      expect(stage.textsOf(account)).toEqual(['One', 'Two', 'Three', 'Pictures']);
      expect((await getPost(stage.scheduler, { account, key: 'chain' })).ids).toHaveLength(3);
    });

    it('takes the same post under its key as the one that it has, and refuses another', async () => {
      const account = nextAccount();
      const input = { account, key: '1', post: { text: 'Hello', topicTag: 'tea' }, at: inMinutes(5) };
      const posts = await Promise.all(
        Array.from({ length: 30 }, () =>
          schedulePost(stage.scheduler, { ...input, post: { topicTag: 'tea', text: 'Hello' } }),
        ),
      );
      expect(new Set(posts.map((post) => JSON.stringify(post))).size).toBe(1);
      expect(await list({ account })).toEqual(['1']);
      for (const other of [{ post: { text: 'Bye' } }, { at: inMinutes(6) }]) {
        await expect(schedulePost(stage.scheduler, { ...input, ...other })).rejects.toMatchObject({
          code: 'POST_KEY_REUSED',
        });
      }
      // What was changed since is another thing: the same request is the same post.
      await movePost(stage.scheduler, { account, key: '1', at: inMinutes(7) });
      expect(await schedulePost(stage.scheduler, input)).toMatchObject({
        at: inMinutes(7),
        state: 'scheduled',
      });
      await cancelPost(stage.scheduler, { account, key: '1' });
    });

    it('names every fault of an input at once, and keeps nothing', async () => {
      const account = nextAccount();
      const wrong: object = {
        account: '',
        key: 5,
        post: { text: 'a'.repeat(501), link: 1 },
        at: 'now',
        colour: 1,
      };
      const error: unknown = await schedulePost(stage.scheduler, Object(wrong)).catch(
        (thrown: unknown) => thrown,
      );
      expect(Object(error).issues.map(({ path }: { path: string }) => path)).toEqual([
        'account',
        'key',
        'post.text',
        'post.link',
        'at',
        'colour',
      ]);
      const chain: object = { account, key: '1', chain: [{ text: 'One' }, {}], at: '2026-12-01T09:00' };
      const other: unknown = await scheduleChain(stage.scheduler, Object(chain)).catch(
        (thrown: unknown) => thrown,
      );
      expect(Object(other)).toMatchObject({ call: 'scheduleChain' });
      expect(Object(other).issues.map(({ path }: { path: string }) => path)).toEqual([
        'chain[1]',
        'timeZone',
      ]);
      const long = { account, key: 'k'.repeat(271), at: inMinutes(1), timeZone: 'UTC', repeat: 'FREQ=DAILY' };
      for (const refused of [
        () => schedulePost(stage.scheduler, { ...long, post: { text: 'Hello' } }),
        () => movePost(stage.scheduler, long),
      ])
        await expect(refused()).rejects.toMatchObject({ issues: [{ path: 'key' }] });
      expect(await list({ account })).toEqual([]);
    });

    it('goes by the clocks of a place, and repeats there', async () => {
      const account = nextAccount();
      const at = '2026-12-07T08:30';
      const input = { account, key: 'week', post: { text: 'The week' }, at, timeZone: 'Europe/Berlin' };
      const repeat = 'FREQ=WEEKLY;BYDAY=MO,TH;COUNT=3';
      const repeating = await schedulePost(stage.scheduler, { ...input, repeat });
      const times = ['2026-12-07T07:30:00.000Z', '2026-12-10T07:30:00.000Z', '2026-12-14T07:30:00.000Z'];
      expect(repeating).toMatchObject({ state: 'repeating', next: new Date(times[0] ?? '') });
      await stage.workUntil(published(account, `week@${times[2]}`), 600_000);
      expect(stage.textsOf(account)).toEqual(['The week', 'The week', 'The week']);
      expect(await list({ account, state: 'ended' })).toEqual(['week']);
      expect(await list({ account, state: 'published' })).toEqual(times.map((time) => `week@${time}`));
    });

    it('posts the last one only of those that repeat and were missed, and no more once it is cancelled', async () => {
      const account = nextAccount();
      const first = inMinutes(24 * 60);
      const name = { account, key: 'day' };
      const input = { ...name, post: { text: 'Today' }, at: first, timeZone: 'UTC', repeat: 'FREQ=DAILY' };
      await schedulePost(stage.scheduler, input);
      stage.clock.advance(4.5 * 24 * 3_600_000);
      const last = new Date(first.getTime() + 3 * 24 * 3_600_000);
      last.setUTCMilliseconds(0);
      await stage.workUntil(published(account, `day@${last.toISOString()}`), 600_000);
      await cancelPost(stage.scheduler, name);
      stage.clock.advance(24 * 3_600_000);
      await schedulePost(stage.scheduler, { account, key: '1', post: { text: 'End' }, at: inMinutes(0) });
      await stage.workUntil(published(account));
      expect(stage.textsOf(account)).toEqual(['Today', 'End']);
    });

    it('changes, moves and cancels what was not begun, and nothing else', async () => {
      const account = nextAccount();
      const name = { account, key: '1' };
      await schedulePost(stage.scheduler, { ...name, post: { text: 'Helo' }, at: inMinutes(60) });
      await changePost(stage.scheduler, { ...name, post: { text: 'Hello' } });
      await movePost(stage.scheduler, { ...name, at: inMinutes(1) });
      await schedulePost(stage.scheduler, { account, key: '2', post: { text: 'Never' }, at: inMinutes(1) });
      for (const again of [1, 2]) {
        const post = await cancelPost(stage.scheduler, { account, key: '2' });
        expect([again, post.state]).toEqual([again, 'cancelled']);
      }
      const { history: cancelled } = await getPost(stage.scheduler, { account, key: '2' });
      expect(cancelled.map(({ event }) => event)).toEqual(['scheduled', 'cancelled']);
      await stage.workUntil(published(account));
      expect(stage.textsOf(account)).toEqual(['Hello']);
      const refusals: readonly [string, () => Promise<ScheduledPost>][] = [
        ['POST_NOT_CHANGEABLE', () => changePost(stage.scheduler, { ...name, post: { text: 'Bye' } })],
        ['POST_NOT_CHANGEABLE', () => movePost(stage.scheduler, { ...name, at: inMinutes(1) })],
        ['POST_NOT_CHANGEABLE', () => cancelPost(stage.scheduler, name)],
        ['POST_NOT_CHANGEABLE', () => retryPost(stage.scheduler, name)],
        ['POST_NOT_FOUND', () => cancelPost(stage.scheduler, { account, key: '3' })],
        ['POST_NOT_FOUND', () => getPost(stage.scheduler, { account, key: '3' })],
      ];
      for (const [code, refused] of refusals) await expect(refused()).rejects.toMatchObject({ code });
      const { history } = await getPost(stage.scheduler, name);
      expect(history.map(({ event }) => event)).toEqual([
        'scheduled',
        'changed',
        'moved',
        'begun',
        'published',
      ]);
    });

    it('lists page by page, by account, time and state', async () => {
      const account = nextAccount();
      const names = Array.from({ length: 25 }, (_, nth) => `post ${nth}`);
      for (const [nth, key] of names.entries())
        await schedulePost(stage.scheduler, { account, key, post: { text: key }, at: inMinutes(1000 + nth) });
      expect(await list({ account, pageSize: 10 })).toEqual(names);
      const range = { from: inMinutes(1005), to: inMinutes(1008) };
      expect(await list({ account, ...range })).toEqual(names.slice(5, 8));
      await cancelPost(stage.scheduler, { account, key: 'post 3' });
      expect(await list({ account, state: 'cancelled' })).toEqual(['post 3']);
      for (const key of names) if (key !== 'post 3') await cancelPost(stage.scheduler, { account, key });
      await expect(list({ pageSize: 0, ...Object({ colour: 1 }) })).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      });
    });

    it('does nothing for an account that is paused, and is late afterwards', async () => {
      const account = nextAccount();
      const name = { account, key: '1' };
      await pauseAccount(stage.scheduler, account);
      const at = inMinutes(1);
      await schedulePost(stage.scheduler, { ...name, post: { text: 'Late' }, at });
      const other = nextAccount();
      await schedulePost(stage.scheduler, {
        account: other,
        key: '1',
        post: { text: 'On time' },
        at: inMinutes(30),
      });
      await stage.workUntil(published(other), 10_000);
      const waiting = await getPost(stage.scheduler, name);
      expect(waiting).toMatchObject({ state: 'scheduled', waitsFor: 'request' });
      expect(waiting.next).toBeUndefined();
      await resumeAccount(stage.scheduler, account);
      const event = await stage.workUntil(published(account));
      expect(Object(event).late).toBeGreaterThan(29 * 60_000);
    });

    it('finishes what it has begun of an account before it begins the next, unless that takes more than a minute', async () => {
      const picture = (account: string, nth: number): Promise<ScheduledPost> => {
        const post = { text: `Picture ${nth}`, media: [{ image: 'https://example.com/a.jpg' }] };
        return schedulePost(stage.scheduler, { account, key: `${nth}`, post, at: inMinutes(nth / 100) });
      };
      const orderOf = async (account: string, keys: readonly string[]): Promise<readonly string[]> => {
        const times: (readonly [number, string])[] = [];
        for (const key of keys) {
          const { history } = await getPost(stage.scheduler, { account, key });
          for (const { at, event } of history)
            if (event === 'begun' || event === 'published') times.push([at.getTime(), `${key} ${event}`]);
        }
        return times.toSorted(([one], [two]) => one - two).map(([, what]) => what);
      };
      stage.emulator.configure({ processing: { image: 20_000 } });
      const quick = nextAccount();
      for (const nth of [1, 2, 3]) await picture(quick, nth);
      await stage.workUntil(published(quick, '3'), 1000);
      expect(await orderOf(quick, ['1', '2', '3'])).toEqual([
        '1 begun',
        '1 published',
        '2 begun',
        '2 published',
        '3 begun',
        '3 published',
      ]);
      stage.emulator.configure({ processing: { image: 150_000 } });
      const slow = nextAccount();
      await picture(slow, 1);
      await schedulePost(stage.scheduler, {
        account: slow,
        key: '2',
        post: { text: 'Quick' },
        at: inMinutes(0.1),
      });
      await stage.workUntil(published(slow), 1000);
      expect(await orderOf(slow, ['1', '2'])).toEqual(['1 begun', '2 begun', '2 published', '1 published']);
      stage.emulator.configure();
    });

    it('goes on where it was after it was closed and opened', async () => {
      const account = nextAccount();
      await schedulePost(stage.scheduler, {
        account,
        key: '1',
        post: { text: 'Still here' },
        at: inMinutes(10),
      });
      stage = await stage.reopen();
      await stage.workUntil(published(account), 1000);
      expect(stage.textsOf(account)).toEqual(['Still here']);
    });

    it('cancels a post or posts it, never both', async () => {
      const account = nextAccount();
      const stop = new AbortController();
      const working = work(stage.scheduler, { signal: stop.signal });
      let cancelled = 0;
      const rounds = 200;
      for (let nth = 0; nth < rounds; nth += 1) {
        const name = { account, key: `race ${nth}` };
        await schedulePost(stage.scheduler, { ...name, post: { text: name.key }, at: inMinutes(0) });
        if (nth % 2 === 0) await new Promise((resolve) => setImmediate(resolve));
        const result = await cancelPost(stage.scheduler, name).catch((error: unknown) => Object(error).code);
        if (result !== 'POST_NOT_CHANGEABLE') cancelled += 1;
      }
      stop.abort();
      await working;
      const last = { account, key: '1', post: { text: 'last' }, at: inMinutes(1) };
      await schedulePost(stage.scheduler, last);
      await stage.workUntil(published(account));
      expect(stage.textsOf(account)).toHaveLength(rounds - cancelled + 1);
      expect(await list({ account, state: 'cancelled' })).toHaveLength(cancelled);
    });
  });
});
