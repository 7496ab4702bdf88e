import type { ChildProcess } from 'node:child_process';
import { env } from 'node:process';
// oxlint-disable-next-line tests/no-real-sleep -- processes are killed at moments that they do not know of
import { setTimeout as wait } from 'node:timers/promises';
import type { Emulator, FaultPlan } from '@threads-sdk/emulator';
import type { Post } from '@threads-sdk/publish';
import { afterEach, describe, expect, it } from 'vitest';
// @boundaries-ignore tools of tests have one home
import { createFastClock, type FastTime } from '../../../publish/test/processes/fast-clock.ts';
// @boundaries-ignore tools of tests have one home
import { createDraw, type Draw } from '../../../publish/test/worlds/draw.ts';
import { getPost, listPosts, scheduleChain, type ScheduledPost, schedulePost } from '../../src/index.ts';
import { postgresPath, textsOf } from '../stage.ts';
import { endNow, openTown, type Town } from './town.ts';

/** How many posts of how many accounts, how fast time passes, and from which seed trouble is drawn: `POSTS=2000 SPEED=1`. */
const posts = Number(env['POSTS'] ?? 200);
const accountCount = Math.max(10, posts / 10);
const speed = Number(env['SPEED'] ?? 10);
const seed = Number(env['SEED'] ?? 1);

/** Real milliseconds over which the posts are due, and between two kills. */
const span = Number(env['SPAN'] ?? 20) * 1000;
const killInterval = 4000;

const accounts = Array.from({ length: accountCount }, (_, nth) => `user${nth}`);

interface Wanted {
  readonly account: string;
  readonly key: string;
  /** The texts that have to be live once each. */
  readonly texts: readonly string[];
}

describe.skipIf(postgresPath === undefined)('three workers on PostgreSQL', () => {
  let town: Town;
  afterEach(() => town.close());

  it(
    'make each post once or park it with a reason, though they are killed and put to sleep, and the database crashes',
    { timeout: 1_800_000 },
    async () => {
      const draw = createDraw(seed);
      const time: FastTime = { origin: Date.now(), speed, offset: 0 };
      const clock = createFastClock(time);
      let isCalm = false;
      const happened = new Map<string, number>();
      const note = (what: string): void => void happened.set(what, (happened.get(what) ?? 0) + 1);
      town = await openTown({
        accounts,
        clock,
        emulator: { clock, processing: { image: 2000, carousel: 2000 } },
        onRequest: (emulator) => {
          if (!isCalm && draw.onceIn(20)) note(planFault(draw, emulator));
        },
      });
      const wanted = await scheduleAll(town, draw, clock.now(), span * speed);

      const workers: ChildProcess[] = [];
      const start = async (place: number): Promise<void> => {
        workers[place] = await town.start({ time });
      };
      await Promise.all([0, 1, 2].map(start));
      const end = performance.now() + span;
      let asleep: { readonly worker: ChildProcess; readonly until: number } | undefined;
      for (let round = 0; performance.now() < end; round += 1) {
        await wait(killInterval);
        if (asleep !== undefined && round >= asleep.until) {
          asleep.worker.kill('SIGCONT');
          asleep = undefined;
        }
        if (round === 2) {
          note('crash of the database');
          await town.server.restart('immediate');
        }
        const place = round % 3;
        const worker = workers[place];
        // Every tenth is put to sleep for longer than its heartbeat, beside the one that takes its place.
        if (round % 10 === 1 && worker !== undefined) {
          note('worker put to sleep');
          worker.kill('SIGSTOP');
          asleep = { worker, until: round + 4 };
        } else if (worker !== undefined) {
          note('worker killed');
          await endNow(worker);
        }
        await start(place);
      }
      asleep?.worker.kill('SIGCONT');
      isCalm = true;
      const ended = await allOver(town, wanted);
      const mix = [...happened].toSorted(([, one], [, other]) => other - one);
      const counts = judge(town.emulator, wanted, ended);
      console.log(
        `${posts} posts of ${accountCount} accounts, seed ${seed}, ${JSON.stringify(counts.counts)}: ${mix.map(([what, count]) => `${count} ${what}`).join(', ')}`,
      );
      expect(counts.wrong).toEqual([]);
    },
  );
});

function planFault(draw: Draw, emulator: Emulator): string {
  const plan: FaultPlan = draw.oneOf<FaultPlan>([
    { kind: 'lost-answer' },
    { kind: 'lost-answer', connection: 'close' },
    { kind: 'lost-request' },
    { kind: 'html', status: 502 },
    { kind: 'html', status: 504, after: 'effect' },
    { kind: 'error', preset: 'unexpected-error' },
    { kind: 'error', preset: 'unexpected-error', after: 'effect' },
    { kind: 'truncated-json' },
  ]);
  emulator.planFault(plan);
  return plan.kind;
}

/** One in ten is a carousel, one in ten a chain. */
async function scheduleAll(
  { scheduler }: Town,
  draw: Draw,
  now: number,
  length: number,
): Promise<readonly Wanted[]> {
  const wanted = Array.from({ length: posts }, (_, nth): Wanted => {
    const account = accounts[nth % accounts.length] ?? '';
    const key = `post ${nth}`;
    const parts = nth % 10 === 1 ? ['a', 'b', 'c'] : [''];
    return { account, key, texts: parts.map((part) => `${account} ${key} ${part}`.trim()) };
  });
  await Promise.all(
    wanted.map(async ({ account, key, texts }, nth) => {
      const at = new Date(now + draw.upTo(length));
      if (texts.length > 1) {
        const chain = texts.map((text) => ({ text }));
        return scheduleChain(scheduler, { account, key, chain, at });
      }
      const media = ['a', 'b'].map((name) => ({ image: `https://example.com/${name}.jpg` }));
      const post: Post = { text: texts[0] ?? '', ...(nth % 10 === 2 && { media }) };
      return schedulePost(scheduler, { account, key, post, at });
    }),
  );
  return wanted;
}

/** Waits until nothing is left to be done, and gives the posts. */
async function allOver(
  { database, scheduler }: Town,
  wanted: readonly Wanted[],
): Promise<ReadonlyMap<Wanted, ScheduledPost>> {
  for (;;) {
    const { rows } = await database.query(
      'SELECT count(*)::integer AS left FROM threads.posts WHERE next IS NOT NULL',
    );
    if (rows[0].left === 0) break;
    await wait(250);
  }
  const ended = new Map<Wanted, ScheduledPost>();
  for (const each of wanted) ended.set(each, await getPost(scheduler, each));
  for await (const { account, key } of listPosts(scheduler))
    if (!wanted.some((each) => each.account === account && each.key === key))
      throw new Error(`What is ${key}?`);
  return ended;
}

/** What is not as it has to be: live twice, lost, or told wrongly. */
function judge(
  emulator: Emulator,
  wanted: readonly Wanted[],
  ended: ReadonlyMap<Wanted, ScheduledPost>,
): { readonly wrong: readonly unknown[]; readonly counts: Readonly<Record<string, number>> } {
  const live = new Map<string, number>();
  for (const account of accounts)
    for (const text of textsOf(emulator, account)) live.set(text, (live.get(text) ?? 0) + 1);
  const wrong: unknown[] = [];
  const counts = { live: 0, parked: 0 };
  for (const each of wanted) {
    const post = ended.get(each);
    const times = each.texts.map((text) => live.get(text) ?? 0);
    const isWhole = times.every((count) => count === 1);
    const isParked = post?.state === 'parked' && post.error !== undefined;
    const saysNo = post?.error?.carriedOut === 'no' || post?.error?.carriedOut === 'unsent';
    const isRight =
      times.every((count) => count <= 1) &&
      (post?.state === 'published' ? isWhole && post.ids?.length === each.texts.length : isParked) &&
      !(isParked && saysNo && times.some((count) => count > 0));
    if (!isRight) wrong.push({ ...each, times, post });
    if (post?.state === 'published') counts.live += 1;
    else counts.parked += 1;
  }
  return { wrong, counts };
}
