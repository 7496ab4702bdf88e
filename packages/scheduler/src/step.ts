import type { Client } from '@threads-sdk/core-http/fetch';
import { inTime } from '@threads-sdk/internal';
import { isThreadsError } from '@threads-sdk/errors';
import { stepPublish } from '@threads-sdk/publish';
import { addPause, pauseApp } from './accounts.ts';
import type { Sql } from './database/database.ts';
import { schema } from './database/tables.ts';
import { type StepJob, steps } from './engine.ts';
import { fingerprint } from './input.ts';
import { createTableJournal } from './journal.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import type { PostEvent } from './post.ts';
import { checkRoom, type Rooms } from './quota.ts';
import { type Changes, keepEvent, type PauseRow, type PostRow, updatePost } from './rows.ts';
import { insertPost } from './schedule.ts';
import type { Insides } from './scheduler.ts';
import { countOutcome, inSpan, measureLag } from './telemetry.ts';
import { occurrenceAfter, occurrenceUpTo, type WantedTime } from './times.ts';

/** A job of the engine, as one worker has got it. */
export interface TakenJob {
  readonly id: string;
  readonly retryCount: number;
  readonly data: StepJob;
}

/** An account that this worker has taken up, with the post of it that comes first. */
interface Claim {
  /** Of two workers that think they have the account, the one with the greater number has it. */
  readonly claim: string | number;
  readonly room: Rooms | null;
  /** How often the account was resumed before. */
  readonly resumed: number;
  readonly isPaused: boolean;
  readonly post: PostRow | undefined;
}

/**
 * @internal
 * Takes a step for an account: of the post of it that was begun, or else of the one that is due first. Whatever happens to
 * this process meanwhile, the tables say how far it is.
 */
export async function takeStep(insides: Insides, job: TakenJob): Promise<void> {
  const claim = await takeUp(insides, job);
  // The account has been given to somebody else, or is done.
  if (claim === undefined) return void (await insides.engine.complete(steps, attemptOf(job)));
  const { isPaused, post } = claim;
  if (post === undefined || isPaused) return void (await endStep(insides, job, claim, async () => {}));
  if (post.state === 'repeating') return spawn(insides, job, claim, post);
  const { account, key, state } = post;
  const attributes = { 'threads.account': account, 'threads.post.key': key, 'threads.post.state': state };
  await inSpan('threads.scheduler.step', attributes, post.trace, async (note) => {
    const { outcome, version } =
      job.retryCount < mostDeaths ? await publishStep(insides, claim, post) : givenUp(post);
    if (outcome === undefined) return void (await endStep(insides, job, claim, async () => {}));
    note({ 'threads.outcome': outcome.result });
    let isKept = false;
    await endStep(insides, job, claim, async (sql) => {
      isKept = await keepOutcome(insides, claim, sql, { ...post, version }, outcome);
    });
    // Whoever has changed the post or taken up the account meanwhile tells what became of it.
    if (isKept) tellOutcome(insides, post, outcome);
  });
}

/** How often workers may die over one step before its post is parked: then it is the step that kills them. */
const mostDeaths = 20;

function givenUp({ version }: PostRow): Reached {
  const fault = {
    code: 'STEP_NEVER_ENDED',
    message: `A step of it was begun ${mostDeaths + 1} times and never ended: its workers died, or the database did not take what it came to.`,
    remedy: 'Look at the workers and at the log of the database, then call retryPost.',
    carriedOut: 'maybe',
  } as const;
  return { outcome: { result: 'parked', fault, ids: [] }, version };
}

/** What a step came to, and the version of its post that this is about. */
interface Reached {
  /** Nothing, if it was changed or cancelled before its first step. */
  readonly outcome: Outcome | undefined;
  readonly version: number;
}

async function takeUp({ clock, database }: Insides, job: TakenJob): Promise<Claim | undefined> {
  const now = new Date(clock.now());
  const [row] = await database.run<
    Omit<PostRow, 'id'> &
      Omit<PauseRow, 'job'> & {
        readonly id: PostRow['id'] | null;
        readonly claim: Claim['claim'];
        readonly room: Rooms | null;
        readonly resumed: number;
        readonly app_until: Date | null;
      }
  >(
    `WITH mine AS (
      UPDATE ${schema}.accounts SET claim = claim + 1 WHERE account = $1 AND job = $2
      RETURNING claim, room, resumed, paused_for, paused_until
    )
    SELECT mine.*, (SELECT paused_until FROM ${schema}.app) AS app_until, post.*
    FROM mine LEFT JOIN LATERAL (
      SELECT * FROM ${schema}.posts WHERE account = $1 AND next <= $3::timestamptz
        AND (state = 'publishing' OR coalesce(${schema}.free_from($1) <= $3::timestamptz, true))
      ORDER BY (state = 'publishing') DESC, next, id LIMIT 1
    ) post ON true`,
    [job.data.account, job.id, now],
  );
  if (row === undefined) return undefined;
  const { app_until: appUntil, claim, id, paused_for: pause, paused_until: until, resumed, room } = row;
  const isPaused =
    (pause !== null && (until === null || until > now)) || (appUntil !== null && appUntil > now);
  return { claim, room, resumed, isPaused, post: id === null ? undefined : { ...row, id } };
}

/** Takes the steps of a post that are due. */
async function publishStep(insides: Insides, claim: Claim, post: PostRow): Promise<Reached> {
  const { account, attempts, content, key, revision } = post;
  let { version } = post;
  const { clientOf, clock, database, forget, random, storage } = insides;
  let client: Client | undefined;
  let isBegun = post.state === 'publishing';
  try {
    client = await inTime(
      clientOf(account),
      clientTimeout,
      () => new DOMException('no client came', 'TimeoutError'),
    );
    if (!isBegun) {
      const full = await checkRoom(insides, client, post, claim.room);
      if (full !== undefined) return { outcome: full, version };
      isBegun = await begin(insides, post);
      if (!isBegun) return { outcome: undefined, version };
      version += 1; // which that has counted up
    }
    const journal = createTableJournal(database);
    const name = JSON.stringify([account, key, revision]);
    // What is due at once needs no job of its own; what would go on for ever lets others have their turn.
    for (let count = 0; ; count += 1) {
      const reached = await stepPublish(client, name, { ...content, journal, ...(storage && { storage }) });
      if (reached.done) {
        const ids = reached.published.map(({ id }) => id);
        return { outcome: { result: 'published', ids }, version };
      }
      // By the clock of the client, which may be another.
      const wait = reached.due - client.clock.now();
      if (wait > 0 || count === 20)
        return { outcome: { result: 'waiting', due: clock.now() + Math.max(0, wait) }, version };
    }
  } catch (error) {
    const outcome = outcomeOf(error, attempts, clock.now(), random, {
      // What an earlier step has sent, an error does not know that came before the journal was read.
      isUnread: post.state === 'publishing' && (client === undefined || isInvalidInput(error)),
    });
    // What the next login stores is read at once.
    if (outcome.result === 'paused' && outcome.pause.reason === 'login') forget(account);
    const isLimit = outcome.result === 'paused' && outcome.pause.reason === 'rate-limit';
    if (client === undefined || !isBegun || !isLimit) return { outcome, version };
    // What Threads says of an account that has used up its posts is not known: it can be what it says of the whole app.
    const begun = { ...post, state: 'publishing' } as const;
    const full = await checkRoom(insides, client, begun, null).catch(() => undefined);
    return { outcome: full ?? outcome, version };
  }
}

function isInvalidInput(error: unknown): boolean {
  return isThreadsError(error) && error.code === 'INVALID_INPUT';
}

/** Milliseconds that `accounts` of the scheduler may take to give a client: what never comes would hold a place of this worker. */
const clientTimeout = 30_000;

/** Keeps that a post is begun, before anything is sent: from here on it can be neither changed nor cancelled. */
async function begin({ clock, database }: Insides, post: PostRow): Promise<boolean> {
  const now = clock.now();
  const begun = await database.run(
    `WITH post AS (
      UPDATE ${schema}.posts SET state = 'publishing', begun = $3::timestamptz, version = version + 1
      WHERE id = $1 AND version = $2 AND state = 'scheduled' RETURNING id
    )
    INSERT INTO ${schema}.history (post, at, event) SELECT id, $3::timestamptz, 'begun' FROM post RETURNING post`,
    [post.id, post.version, new Date(now)],
  );
  if (begun.length > 0) measureLag('begun', now - post.at.getTime());
  return begun.length > 0;
}

/** Keeps what a step came to, unless its post was changed meanwhile; `false` if it was. */
async function keepOutcome(
  { clock }: Insides,
  { resumed }: Claim,
  sql: Sql,
  post: PostRow,
  outcome: Outcome,
): Promise<boolean> {
  const now = clock.now();
  if (outcome.result === 'paused') {
    const { isForAll, pause } = outcome;
    if (isForAll && pause.until) await pauseApp(sql, pause.until);
    else await addPause(sql, post.account, pause, resumed);
  }
  const [changes, event, detail] = changesOf(post, outcome);
  if (!(await updatePost(sql, post, changes))) return false;
  await keepEvent(sql, post.id, now, event, detail);
  return true;
}

/** What changes of a post, and what its history says. */
function changesOf(
  post: PostRow,
  outcome: Outcome,
): readonly [changes: Changes, event: PostEvent['event'], detail: PostEvent['detail']] {
  switch (outcome.result) {
    case 'published': {
      const { ids } = outcome;
      return [{ state: 'published', next: null, ids, error: null, attempts: 0 }, 'published', { ids }];
    }
    case 'waiting': {
      const next = new Date(outcome.due);
      return [{ next }, 'waiting', { until: next }];
    }
    case 'delayed': {
      const { due, fault: error, ids } = outcome;
      const next = new Date(due);
      const changes = { next, attempts: post.attempts + 1, error, ...kept(ids) };
      return [changes, 'delayed', { until: next, error, ...kept(ids) }];
    }
    case 'parked': {
      const { fault: error, ids } = outcome;
      return [{ state: 'parked', next: null, error, ...kept(ids) }, 'parked', { error, ...kept(ids) }];
    }
    case 'paused': {
      const { fault: error, ids, pause } = outcome;
      return [{ error, ...kept(ids) }, 'delayed', { ...pause, error, ...kept(ids) }];
    }
  }
}

/** What is live of a chain, if anything is. */
function kept(ids: readonly string[]): { readonly ids?: readonly string[] } {
  return ids.length > 0 ? { ids } : {};
}

async function currentRow({ run }: Sql, { id }: PostRow): Promise<PostRow | undefined> {
  const [row] = await run<PostRow>(`SELECT * FROM ${schema}.posts WHERE id = $1`, [id]);
  return row;
}

function tellOutcome({ clock, tell }: Insides, post: PostRow, outcome: Outcome): void {
  const { account, at, key } = post;
  const code = 'fault' in outcome ? outcome.fault.code : undefined;
  countOutcome(outcome.result, code);
  if (outcome.result === 'published') {
    const late = clock.now() - at.getTime();
    measureLag('published', late);
    tell({ type: 'published', account, key, ids: outcome.ids, late });
  } else if (outcome.result === 'parked') {
    tell({ type: 'parked', account, key, error: outcome.fault });
  } else if (outcome.result === 'paused') {
    const { fault: error, isForAll, pause } = outcome;
    tell({ type: 'paused', ...(!isForAll && { account }), ...pause, error });
  }
}

/** Makes of a post that repeats the one that is due, and has it wait for the next. Of several that were missed, the last. */
async function spawn(insides: Insides, job: TakenJob, claim: Claim, post: PostRow): Promise<void> {
  const { clock } = insides;
  const { account, at, content, key, next, repeat, time_zone: timeZone } = post;
  const zone = timeZone === null ? {} : { timeZone };
  const rule: WantedTime = { at, ...zone, ...(repeat !== null && { repeat }) };
  const due = occurrenceUpTo(rule, new Date(clock.now())) ?? next ?? at;
  const following = occurrenceAfter(rule, due);
  const wanted = { at: due, ...zone };
  const spawned = { account, key: `${key}@${due.toISOString()}`, content, wanted, event: 'spawned' } as const;
  await endStep(insides, job, claim, async (sql) => {
    // It was changed, moved or cancelled meanwhile.
    if ((await currentRow(sql, post))?.version !== post.version) return;
    await insertPost(sql, clock.now(), { ...spawned, asked: fingerprint(content, wanted) });
    await updatePost(sql, post, following ? { next: following } : { next: null, state: 'ended' });
    await keepEvent(sql, post.id, clock.now(), 'spawned', { key: spawned.key });
  });
}

/**
 * Ends a step in one transaction: what it ended with, what is to be done next, and the end of the job. Nothing of it is
 * kept if another worker has taken up the account meanwhile: then that one knows more.
 *
 * @returns whether it was kept
 */
async function endStep(
  { clock, database, engine }: Insides,
  job: TakenJob,
  { claim }: Claim,
  keep: (sql: Sql) => Promise<void>,
): Promise<boolean> {
  const { account } = job.data;
  const now = new Date(clock.now());
  return database.transaction(async (sql) => {
    const mine = await sql.run(
      `SELECT 1 FROM ${schema}.accounts WHERE account = $1 AND job = $2 AND claim = $3 FOR UPDATE`,
      [account, job.id, claim],
    );
    if (mine.length === 0) return false;
    await keep(sql);
    const [next] = await sql.run<{ job: string | null }>(
      `UPDATE ${schema}.accounts SET wake = w.wake, queued = $2::timestamptz, job = CASE WHEN w.wake <= $2::timestamptz
          AND NOT coalesce((SELECT paused_until > $2::timestamptz FROM ${schema}.app), false)
        THEN gen_random_uuid() END
        FROM (SELECT ${schema}.wake_of($1) AS wake) w WHERE account = $1 RETURNING job`,
      [account, now],
    );
    const db = sql.forEngine;
    if (next && next.job !== null) await engine.insert(steps, [{ id: next.job, data: { account } }], { db });
    await engine.complete(steps, attemptOf(job), null, { db });
    return true;
  });
}

/** This attempt at a job: once the engine has given it to another worker, it is not this one's to end. */
function attemptOf({ id, retryCount }: TakenJob): { readonly id: string; readonly retryCount: number } {
  return { id, retryCount };
}
