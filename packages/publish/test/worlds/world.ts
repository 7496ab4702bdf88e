import { type Client, createClient } from '@threads-sdk/core-http/fetch';
import { createCredentials } from '@threads-sdk/credentials';
import { createEmulator } from '@threads-sdk/emulator';
import { isThreadsError } from '@threads-sdk/errors';
import { type Journal, type Post, publish, type PublishedPost, publishRepost } from '../../src/index.ts';
import { createConcurrentClock } from '../concurrent-clock.ts';
import { allScopes, connectionReset, graphError, notFound } from '../stage.ts';
import { createDraw, type Draw } from './random.ts';

/** What became of one world. */
export interface Verdict {
  readonly seed: number;
  /** What was wrong, none if nothing was. */
  readonly faults: readonly string[];
  /** What happened in it, for the mix that is printed. */
  readonly happened: readonly string[];
}

const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;

/** What can happen to a request. */
const networkFaults = [
  'lost before the effect',
  'lost after the effect',
  'slow',
  'late: lost, with the effect later',
  'doubled',
  'doubled, the second late',
  'doubled, answered to the second',
  '500 before the effect',
  '500 after the effect',
  'code 10 after the effect',
  'not found before the effect',
  'not found after the effect',
  'no such object, after the effect',
  'throttled',
  'dead token',
  'crash before the effect',
  'crash after the effect',
  'abort before the effect',
  'abort after the effect',
] as const;

const journalFaults = [
  'cannot be read',
  'cannot be written',
  'cannot be written, and has kept it',
  'has sent its comparison twice',
] as const;

type Effect = 'create' | 'publish' | 'none';

/** One key: the post, what was sent for it, and what came of that. */
interface Job {
  readonly name: string;
  readonly post: Post | { readonly repost: string };
  readonly fast: boolean;
  /** The ids of the posts that its requests have made. */
  readonly live: Set<string>;
  /** Requests that are on their way and can still make a post. */
  pending: number;
}

/** Lives through the world of a seed, and judges it. */
export async function livesThrough(seed: number): Promise<Verdict> {
  const draw = createDraw(seed);
  const faults: string[] = [];
  const happened: string[] = [];
  const clock = createConcurrentClock();
  const emulator = createEmulator({
    clock,
    users: [{ username: 'mika' }],
    behaviour: { secondPublication: draw.oneOf(['same-id', 'refuse']) },
    processing: { text: 0, image: draw.upTo(3) * second, video: draw.upTo(40) * second, carousel: 0 },
  });
  const credentials = createCredentials(emulator.issueToken({ username: 'mika', scopes: allScopes }));
  const calm = createClient({ credentials, clock, fetch: emulator.fetch, random: draw.random });
  const root = await publish(calm, { text: 'Root' });
  const entries = new Map<string, string>();
  const job = makeJob('a', draw, root.id);
  let isCalm = false; // in the end nothing goes wrong any more
  const rate = draw.oneOf([3, 5, 8, 15]);
  const journalRate = draw.oneOf([5, 20, 1000]);

  const strikes = (among: number): boolean => !isCalm && draw.onceIn(among);

  /** A journal of a process of its own. */
  const journalOf = (): Journal => {
    const compareAndSet = async (
      key: string,
      entry: string,
      expected: string | undefined,
    ): Promise<boolean> => {
      if (entries.get(key) !== expected) return false;
      entries.set(key, entry);
      return true;
    };
    const fails = (name: (typeof journalFaults)[number]): boolean => {
      const strikesNow = strikes(journalRate);
      if (strikesNow) happened.push(`the journal ${name}`);
      return strikesNow;
    };
    return {
      get: async (key) => {
        if (fails('cannot be read')) throw new Error('down');
        return entries.get(key);
      },
      set: async () => {
        throw new Error('not used');
      },
      compareAndSet: async (key, entry, expected) => {
        if (fails('cannot be written')) throw new Error('down');
        const isKept = await compareAndSet(key, entry, expected);
        if (fails('cannot be written, and has kept it')) throw new Error('down');
        return fails('has sent its comparison twice') ? compareAndSet(key, entry, expected) : isKept;
      },
    };
  };

  /** A process: it dies in the middle of a request, or goes on until its call ends. */
  const attempt = async (of: Job): Promise<'died' | PublishedPost | { readonly error: unknown }> => {
    let die = (): void => {};
    const death = new Promise<'died'>((resolve) => {
      die = () => resolve('died');
    });
    const caller = new AbortController();
    const offset = isCalm ? 0 : draw.oneOf([0, 0, -10 * minute, 10 * minute]);
    const client: Client = createClient({
      credentials,
      random: draw.random,
      clock: { now: () => clock.now() + offset, sleep: (time, signal) => clock.sleep(time, signal) },
      fetch: async (request) => {
        const body = new URLSearchParams(await request.clone().text());
        const { pathname } = new URL(request.url);
        const effect = effectOf(request.method, pathname, body);
        const act = async (): Promise<Response> => {
          const response = await emulator.fetch(request.clone());
          if (effect === 'publish' && response.ok) {
            const { id }: { id?: string } = await response.clone().json();
            if (id !== undefined) of.live.add(id);
          }
          return response;
        };
        if (!strikes(rate)) return act();
        const fault = draw.oneOf(networkFaults);
        // What has no container is made twice by a network that doubles it, and its refusal is believed.
        if (!hasContainer(of) && effect === 'publish' && /^doubled|^no(t| such)/.test(fault)) return act();
        happened.push(`${effect === 'none' ? 'a look' : `to ${effect}`}: ${fault}`);
        const later = (): void => {
          of.pending += effect === 'publish' ? 1 : 0;
          void clock.sleep(draw.upTo(240) * second).then(async () => {
            await act();
            of.pending -= effect === 'publish' ? 1 : 0;
          });
        };
        switch (fault) {
          case 'lost before the effect':
            throw connectionReset();
          case 'lost after the effect':
            await act();
            throw connectionReset();
          case 'slow':
            await clock.sleep(draw.upTo(20) * second);
            return act();
          case 'late: lost, with the effect later':
            later();
            throw connectionReset();
          case 'doubled':
            return [await act(), await act()][0] ?? act();
          case 'doubled, answered to the second':
            await act();
            return act();
          case 'doubled, the second late':
            later();
            return act();
          case '500 before the effect':
            return graphError(500, 2);
          case '500 after the effect':
            await act();
            return graphError(500, 2);
          case 'code 10 after the effect':
            await act();
            return graphError(500, 10);
          case 'not found before the effect':
            return notFound();
          case 'not found after the effect':
            await act();
            return notFound();
          case 'no such object, after the effect':
            await act();
            return graphError(400, 100, 33);
          case 'throttled':
            return graphError(400, 613);
          case 'dead token':
            return graphError(401, 190);
          case 'crash before the effect':
            die();
            return new Promise(() => {});
          case 'crash after the effect':
            await act();
            die();
            return new Promise(() => {});
          case 'abort before the effect':
            caller.abort();
            throw connectionReset();
          case 'abort after the effect':
            await act();
            caller.abort();
            throw connectionReset();
        }
      },
    });
    const options = { idempotencyKey: of.name, journal: journalOf(), signal: caller.signal };
    const call =
      'repost' in of.post
        ? publishRepost(client, { mediaId: of.post.repost }, options)
        : publish(client, of.post, { ...options, fast: of.fast });
    const ending = call.catch((error: unknown) => {
      faults.push(...falseWords(error, of));
      return { error };
    });
    const outcome = await Promise.race([ending, death]);
    if (outcome === 'died') caller.abort(); // nothing of it goes on
    else if (!('error' in outcome) && !of.live.has(outcome.id))
      faults.push(`${of.name} is called live as ${outcome.id}, and is ${[...of.live].join() || 'not'}`);
    return outcome;
  };

  /** A worker that goes by what the error says, as a queue does. */
  const work = async (of: Job): Promise<void> => {
    for (let tries = 0; tries < 4; tries += 1) {
      const outcome = await attempt(of);
      if (outcome !== 'died' && !('error' in outcome)) return;
      await clock.sleep(draw.oneOf([second, 30 * second, 10 * minute, 2 * day]));
    }
  };

  const rivals = draw.onceIn(3) ? [makeJob('b', draw, root.id, job)] : [];
  const workers = draw.oneOf([1, 1, 2, 3]);
  happened.push(`${workers} at work`, ...rivals.map(() => 'a rival with the same text'));
  await Promise.all([
    ...Array.from({ length: workers }, async () => {
      await clock.sleep(draw.upTo(20) * second);
      await work(job);
    }),
    ...rivals.map(async (rival) => {
      await clock.sleep(draw.upTo(40) * second);
      await work(rival);
    }),
  ]);
  await clock.sleep(10 * minute); // whatever is late happens
  isCalm = true;
  const jobs = [job, ...rivals];
  const ends = new Map<Job, Awaited<ReturnType<typeof attempt>>>();
  for (let round = 0; round < 3; round += 1) {
    for (const each of jobs) ends.set(each, await attempt(each));
    await clock.sleep(2 * day);
  }
  for (const each of jobs) {
    if (each.live.size > 1) faults.push(`${each.name} is live ${each.live.size} times`);
    const end = ends.get(each);
    if (end !== undefined && end !== 'died' && 'error' in end && !mayStay(end.error, each, jobs))
      faults.push(`${each.name} is stuck: ${String(end.error)}`);
  }
  return { seed, faults, happened };
}

function effectOf(method: string, path: string, body: URLSearchParams): Effect {
  if (method !== 'POST') return 'none';
  if (path.endsWith('/threads_publish') || path.endsWith('/repost')) return 'publish';
  return body.get('auto_publish_text') === 'true' ? 'publish' : 'create';
}

function makeJob(name: string, draw: Draw, rootId: string, like?: Job): Job {
  const image = { image: 'https://example.com/gate.jpg' };
  const posts: readonly [Job['post'], ...Job['post'][]] = [
    { text: 'Hello  #kyoto ' },
    { text: 'Hello  #kyoto ' },
    { text: 'Hello', media: [image] },
    { text: 'Hello', media: [image, { video: 'https://example.com/walk.mp4' }] },
    { text: 'Hello', replyTo: rootId },
    { repost: rootId },
  ];
  const post = like?.post ?? draw.oneOf(posts);
  const isText = !('repost' in post) && post.media === undefined;
  return { name, post, fast: isText && draw.onceIn(4), live: new Set(), pending: 0 };
}

/** What an error says of the post, by what is true at this moment. */
function falseWords(error: unknown, { live, name, pending }: Job): readonly string[] {
  if (!isThreadsError(error)) return [`${name}: no error of ours: ${String(error)}`];
  const isLive = live.size > 0;
  const says = `${name}: ${error.carriedOut}: ${error.message}`;
  if (error.carriedOut === 'yes') return isLive ? [] : [`called live, and is not: ${says}`];
  if (error.carriedOut === 'maybe') return [];
  return isLive || pending > 0
    ? [`called not live, and ${isLive ? 'is' : 'may be any moment'}: ${says}`]
    : [];
}

function hasContainer({ fast, post }: Job): boolean {
  return !fast && !('repost' in post);
}

/**
 * Whether a key may stay without an answer where nobody can tell: what has no container to ask, and which of several that are
 * exactly alike it is.
 */
function mayStay(error: unknown, job: Job, jobs: readonly Job[]): boolean {
  if (!isThreadsError(error) || error.code !== 'OUTCOME_UNKNOWN') return false;
  return !hasContainer(job) || (error.carriedOut === 'yes' && jobs.length > 1);
}
