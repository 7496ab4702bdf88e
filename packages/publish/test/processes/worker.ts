/**
 * A process that takes jobs from a queue and publishes them, going by the words of the errors; `processes.test.ts` starts it
 * and kills it.
 */
import { argv } from 'node:process';
// oxlint-disable-next-line tests/no-real-sleep -- a real process waits for others
import { setTimeout as wait } from 'node:timers/promises';
import { type Client, createClient } from '@threads-sdk/core-http/fetch';
import { credentialsFromJson } from '@threads-sdk/credentials';
import { isThreadsError } from '@threads-sdk/errors';
import { type Journal, publish, publishRepost, stepPublish } from '../../src/index.ts';
import { createDraw } from '../worlds/draw.ts';
import { createFastClock, type FastTime } from './fast-clock.ts';
import type { Job } from './jobs.ts';
import { noneOfOurs, type Report } from './judge.ts';
import { openStores, type StoreSetting } from './stores.ts';

/** What the process is started with, as JSON. */
export interface Setting {
  readonly worker: string;
  readonly api: string;
  /** By username, as JSON. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly store: StoreSetting;
  readonly time: FastTime;
  /** How many of its milliseconds the clock of this machine is wrong. */
  readonly skew: number;
  readonly seed: number;
  /** Whether everything works, and is given the time that it takes. */
  readonly isCalm: boolean;
}

/** How many jobs are at work at once, how often one is tried, and for how many real milliseconds nobody else gets it. */
const jobsAtOnce = 8;
const mostTries = { inTrouble: 6, inCalm: 3 };
const lease = 1500;

if (import.meta.main) {
  const setting: Setting = JSON.parse(argv[2] ?? '');
  const { isCalm, time, skew } = setting;
  const draw = createDraw(setting.seed);
  const clock = createFastClock({ ...time, offset: time.offset + skew });
  const { journal, queue } = await openStores(setting.store);

  const clientFor = ({ name, username }: Job): Client =>
    createClient({
      baseUrl: setting.api,
      allowInsecure: true,
      credentials: credentialsFromJson(setting.credentials[username] ?? ''),
      clock,
      random: draw.random,
      ...(!isCalm && { timeouts: { read: 600, write: 1200 } }), // real ones
      fetch: (request) => {
        request.headers.set('x-name', name);
        request.headers.set('x-worker', setting.worker);
        request.headers.set('x-skew', String(skew));
        return fetch(request);
      },
    });

  /** Calls again whenever that is due, as an engine does. */
  const step = async (client: Client, job: Job, shared: Journal, signal?: AbortSignal): Promise<string> => {
    if ('repost' in job.post) throw new Error('A post is needed.');
    const options = { post: job.post, fast: job.fast, journal: shared, ...(signal && { signal }) };
    for (;;) {
      const reached = await stepPublish(client, job.key, options);
      if (reached.done) return reached.id;
      await clock.sleep(Math.max(0, reached.due - clock.now()));
    }
  };

  const attempt = async (job: Job): Promise<Report> => {
    let since = Date.now();
    const reading: Journal = {
      ...journal,
      get: (key) => {
        since = Date.now();
        return journal.get(key);
      },
    };
    const client = clientFor(job);
    const signal = !isCalm && draw.onceIn(4) ? AbortSignal.timeout(draw.upTo(400)) : undefined;
    const options = { idempotencyKey: job.key, journal: reading, ...(signal && { signal }) };
    try {
      const id =
        job.by === 'steps'
          ? await step(client, job, reading, signal)
          : 'repost' in job.post
            ? (await publishRepost(client, { mediaId: job.post.repost }, options)).id
            : (await publish(client, job.post, { ...options, fast: job.fast })).id;
      return { name: job.name, isCalm, since, id };
    } catch (error) {
      const words = isThreadsError(error)
        ? {
            code: error.code,
            carriedOut: error.carriedOut,
            retryable: error.retryable,
            message: error.message,
            retryAt: error.retryAt?.getTime(),
          }
        : { code: noneOfOurs, carriedOut: 'maybe', retryable: 'later', message: String(error) };
      return { name: job.name, isCalm, since, error: words };
    }
  };

  /** Delivers, again and again. */
  const work = async (): Promise<void> => {
    for (;;) {
      const delivery = await queue.take(Date.now() + lease);
      if (delivery === undefined) {
        await wait(20);
        continue;
      }
      const { message, times } = delivery;
      const report = await attempt(JSON.parse(message));
      process.send?.(report);
      const { error } = report;
      const isOver =
        error === undefined ||
        error.retryable === 'never' ||
        times >= mostTries[isCalm ? 'inCalm' : 'inTrouble'];
      const isForgotten = !isCalm && draw.onceIn(10); // that it was done: it is delivered again
      const pause = error?.retryable === 'now' ? 0 : draw.upTo(300);
      if (isOver && !isForgotten) await queue.remove(message);
      else await queue.put(message, Math.max(Date.now() + pause, clock.realTime(error?.retryAt ?? 0)));
    }
  };
  const neverEnds = async (): Promise<void> => {
    for (;;) {
      // The queue cannot be asked: what was taken from it comes again.
      await work().catch(() => wait(50));
    }
  };
  process.on('disconnect', () => process.exit());
  process.on('message', (passed: number) => clock.advance(passed)); // time that passes for everybody
  await Promise.all(Array.from({ length: jobsAtOnce }, neverEnds));
}
