/**
 * The scheduler at work, against the local Threads API: eight posts and a chain, of three accounts, over half a minute, a page
 * that shows them and lets them be changed, and a worker that is killed at the worst moment and goes on.
 *
 *     ./run demo:scheduler                            in a folder, with one worker
 *     ./run demo:scheduler --postgres postgres://…    on PostgreSQL, with three
 *     ./run demo:scheduler --seconds 60               over a minute
 */
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createEmulator, type Emulator, type PlannedFault } from '@threads-sdk/emulator';
import { serve } from '@threads-sdk/emulator/serve';
import { closeScheduler, openScheduler, type ScheduledPost } from '@threads-sdk/scheduler';
import { createCredentials, credentialsToJson } from 'threads-sdk';
import { say } from '../stage.ts';
import { accounts, agenda, interrupted, refused, scheduleAgenda } from './agenda.ts';
import { makeDatabase, makeFolder } from './database.ts';
import { startWorkers } from './workers.ts';

const { values } = parseArgs({
  options: { postgres: { type: 'string' }, seconds: { type: 'string', default: '30' } },
});
const length = Number(values.seconds) * 1000;
if (!(length >= 5000)) throw new Error('--seconds must be a number from 5 on.');

const stop = new AbortController();
const { signal } = stop;
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort());

/** What has to be undone at the end, whatever happens. */
const undo: (() => Promise<unknown>)[] = [];
try {
  process.exitCode = await show();
} catch (error) {
  // Whatever fails after that fails because of it.
  if (signal.aborted) say('Stopped', 'before the end: nothing was counted.');
  else console.error(error);
  process.exitCode = signal.aborted ? 130 : 1;
} finally {
  for (const step of undo.toReversed()) await step().catch(console.error);
}
// The answer that is never given would keep this process.
process.exit();

async function show(): Promise<number> {
  const emulator = createEmulator({
    users: accounts.map((username) => ({ username })),
    processing: { text: 100, image: 700, video: 1500, carousel: 600 },
  });
  const api = await serve(emulator);
  undo.push(() => api.close());
  say('Local Threads API', api.url);

  const { postgres, seconds } = values;
  const database = await (postgres === undefined ? makeFolder() : makeDatabase(postgres));
  undo.push(() => database.remove());
  const from = await schedule(database.place);
  const where = postgres === undefined ? 'in a folder' : 'on PostgreSQL, in a database of its own';
  say('Scheduled', `8 posts and a chain, of 3 accounts, over ${seconds} seconds, ${where}`);

  signal.throwIfAborted();
  const count = postgres === undefined ? 1 : 3;
  const workers = await startWorkers(
    count,
    { database: database.place, api: api.url, credentials: issueCredentials(emulator) },
    { from, step: Math.ceil(length / 15), rows: 15 },
  );
  undo.push(() => workers.end());
  const { page } = workers;
  say('Working', count === 1 ? 'a process of its own' : `${count} processes of their own`);
  say('Look at it', `${page}/ to move, cancel and retry posts (Ctrl+C ends)`);
  const missing = planFaults(emulator);

  const sayWhen = (what: string, detail: string): void =>
    say(`${((Date.now() - from) / 1000).toFixed(1).padStart(5)} s  ${what}`, detail);
  const told = new Set<string>();
  let isKilled = false;
  let isRetried = false;
  /** What fails while nobody waits for it. */
  let failure: Error | undefined;
  for (;;) {
    await pause(100, undefined, { signal });
    if (failure) throw failure;
    const live = countLive(emulator);
    for (const [text, times] of live) {
      if (times > 0 && !told.has(text)) sayWhen('live', text);
      if (times > 0) told.add(text);
    }
    if (!isKilled && told.has(interrupted.text)) {
      isKilled = true;
      const { dead, started } = await workers.replace(interrupted.account, 'publishContainer');
      sayWhen('killed', `process ${dead}, before it heard that this part of the chain is live`);
      started.then(
        (number) => sayWhen('started', `process ${number} in its place`),
        (error: Error) => (failure = error),
      );
    }
    const elapsed = Date.now() - from;
    if (!isRetried && elapsed > length * 0.7 && (await isParked(page))) {
      emulator.clearFaults(missing.id);
      isRetried = await pressRetry(page);
      if (isRetried) sayWhen('retried', `${refused.text} It was parked: a permission was missing`);
    }
    if (elapsed < length) continue;
    // What a person has cancelled, moved on or paused is not waited for.
    if ([...live.values()].every((times) => times > 0) || elapsed > length + 20_000) break;
    if ((await readPosts(page))?.every((post) => isPublished(post) || isKept(post))) break;
  }
  const posts = await readPosts(page);
  await workers.end();
  return judge(posts ?? [], countLive(emulator));
}

/** Schedules all of it; gives the time from which on it is due. */
async function schedule(place: string): Promise<number> {
  const scheduler = await openScheduler({
    database: place,
    accounts: () => {
      throw new Error('Only workers post.');
    },
  });
  try {
    const from = Date.now() + 2000; // until then the workers are there
    await scheduleAgenda(scheduler, from, length);
    return from;
  } finally {
    await closeScheduler(scheduler);
  }
}

/** The credentials of each account, as JSON. */
function issueCredentials(emulator: Emulator): Readonly<Record<string, string>> {
  const issued = accounts.map((username) => {
    const credentials = createCredentials(emulator.issueToken({ username }));
    return [username, credentialsToJson(credentials)] as const;
  });
  return Object.fromEntries(issued);
}

/** Plants what goes wrong; gives the permission that is missing until the fault is cleared. */
function planFaults(emulator: Emulator): PlannedFault {
  // The second part of the chain goes live, and no worker ever gets that answer.
  const { account } = interrupted;
  const hour = 3_600_000;
  emulator.planFault({
    kind: 'slow-headers',
    operation: 'publishContainer',
    user: account,
    call: 2,
    delay: hour,
  });
  // As after a user has taken back a permission.
  const { text } = refused;
  return emulator.planFault({
    kind: 'error',
    preset: 'permission-missing',
    operation: 'createContainer',
    match: { text },
    times: Infinity,
  });
}

/** How often each text is live: by the local Threads API, whatever the scheduler thinks. */
function countLive(emulator: Emulator): ReadonlyMap<string, number> {
  const texts = agenda.flatMap(({ posts }) => posts.map(({ text = '' }) => text));
  const live = emulator.snapshot().store.posts.map((post) => Object(post).content.text);
  return new Map(texts.map((text) => [text, live.filter((other) => other === text).length]));
}

/** Whether what Threads refuses waits for a person; `false` also if the page is not there. */
async function isParked(page: string): Promise<boolean> {
  const posts = await readPosts(page);
  return posts?.some(({ key, state }) => key === refused.key && state === 'parked') === true;
}

/** Does what a person does who presses the button. `false` if the page is not there; what is not parked any more stays. */
async function pressRetry(page: string): Promise<boolean> {
  const { account, key } = refused;
  const body = new URLSearchParams({ account, key });
  const answer = await fetch(`${page}/retry`, { method: 'POST', body, headers: { origin: page } }).catch(
    () => undefined,
  );
  return answer?.ok === true;
}

/** All posts as the page has them; nothing if it is not there. */
async function readPosts(page: string): Promise<readonly ScheduledPost[] | undefined> {
  const answer = await fetch(`${page}/posts.json`).catch(() => undefined);
  const posts: readonly ScheduledPost[] | undefined = await answer?.json();
  return posts;
}

function isPublished({ state }: ScheduledPost): boolean {
  return state === 'published';
}

/** Whether a person has kept a post from being published. */
function isKept({ at, state, waitsFor }: ScheduledPost): boolean {
  const isLater = new Date(at).getTime() > Date.now();
  return state === 'cancelled' || waitsFor === 'request' || (state === 'scheduled' && isLater);
}

/** Says what was counted; 1 if a post went out twice, or not at all though nobody has kept it from that. */
function judge(posts: readonly ScheduledPost[], live: ReadonlyMap<string, number>): 0 | 1 {
  const kept = new Set(posts.filter((post) => isKept(post)).map(({ account, key }) => `${account} ${key}`));
  let all = 0;
  let wrong = 0;
  for (const { account, key, posts: parts } of agenda) {
    for (const { text = '' } of parts) {
      const times = live.get(text) ?? 0;
      all += times;
      const isRight = times === 1 || (times === 0 && kept.has(`${account} ${key}`));
      if (isRight) continue;
      wrong += 1;
      say(times === 0 ? 'NOT AT ALL' : `${times} TIMES`, text);
    }
  }
  say('Counted', `at the local Threads API: ${all} posts are live, the parts of the chain among them`);
  if (wrong > 0) return 1;
  for (const name of kept) say('Not posted', `${name}: cancelled, moved or paused by hand`);
  say('Done', `${agenda.length - kept.size} of ${agenda.length} that were scheduled: each went out once.`);
  return 0;
}
