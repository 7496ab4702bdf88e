/**
 * The scheduler at work, against the local Threads API: eight posts and a chain of three accounts over half a minute, a page
 * that shows them and lets them be changed, and a worker that is killed at the worst moment and goes on.
 *
 *     ./run demo:scheduler                            in a folder, with one worker
 *     ./run demo:scheduler --postgres postgres://…    on PostgreSQL, with three
 *     ./run demo:scheduler --seconds 60               over a minute
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createCredentials, credentialsToJson } from '@threads-sdk/credentials';
import { createEmulator } from '@threads-sdk/emulator';
import { serve } from '@threads-sdk/emulator/serve';
import { closeScheduler, openScheduler, type ScheduledPost } from '@threads-sdk/scheduler';
import { say } from '../stage.ts';
import { accounts, agenda, interrupted, refused, scheduleAgenda } from './agenda.ts';
import { makeDatabase, makeFolder } from './database.ts';
import type { Message, Setting } from './worker.ts';

const { values } = parseArgs({
  options: { postgres: { type: 'string' }, seconds: { type: 'string', default: '30' } },
});
const length = Number(values.seconds) * 1000;
if (!(length >= 5000)) throw new Error('--seconds must be a number from 5 on.');
const workerCount = values.postgres === undefined ? 1 : 3;

const stop = new AbortController();
const { signal } = stop;
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort());

/** What has to be undone at the end, whatever happens. */
const undo: (() => Promise<unknown>)[] = [];
try {
  process.exitCode = await show();
} catch (error) {
  if (!signal.aborted) throw error;
  say('Stopped', 'before the end: nothing was counted.');
  process.exitCode = 130;
} finally {
  for (const step of undo.toReversed()) await step().catch(console.error);
}
// A request whose answer was still on its way would keep this process.
process.exit();

async function show(): Promise<number> {
  const emulator = createEmulator({
    users: accounts.map((username) => ({ username })),
    processing: { text: 100, image: 700, video: 1500, carousel: 600 },
  });
  const api = await serve(emulator);
  undo.push(() => api.close());
  say('Local Threads API', api.url);

  const database = await (values.postgres === undefined ? makeFolder() : makeDatabase(values.postgres));
  undo.push(() => database.remove());
  const scheduler = await openScheduler({
    database: database.place,
    accounts: () => {
      throw new Error('Only workers post.');
    },
  });
  const from = Date.now() + 2000; // until then the workers work
  await scheduleAgenda(scheduler, from, length).finally(() => closeScheduler(scheduler));
  const where =
    values.postgres === undefined ? 'in a folder' : 'on PostgreSQL, in a database of its own';
  say('Scheduled', `8 posts and a chain, of 3 accounts, over ${values.seconds} seconds, ${where}`);

  /** The workers, and what each was about to ask Threads for, by account. */
  const workers: { readonly process: ChildProcess; readonly asks: Map<string, string> }[] = [];
  undo.push(() => Promise.all(workers.map((worker) => end(worker.process, 'SIGTERM'))));
  const credentials = Object.fromEntries(
    accounts.map((username) => [
      username,
      credentialsToJson(createCredentials(emulator.issueToken({ username }))),
    ]),
  );
  const calendar = { from, step: Math.ceil(length / 15), rows: 15 };
  let port = 0;
  const start = async (index: number): Promise<void> => {
    signal.throwIfAborted();
    const setting: Setting = {
      database: database.place,
      api: api.url,
      credentials,
      ...(index === 0 && { page: { ...calendar, port } }),
    };
    const worker = { process: fork(fileURLToPath(new URL('worker.ts', import.meta.url))), asks: new Map() };
    workers[index] = worker;
    const working = new Promise<void>((resolve, reject) => {
      worker.process.on('message', (message: Message) => {
        if (message.type === 'request') worker.asks.set(message.account, message.operation);
        else {
          port = message.port ?? port;
          resolve();
        }
      });
      worker.process.once('exit', (code, by) => {
        if (by === 'SIGKILL' || signal.aborted) return;
        reject(new Error(`A worker ended by itself: ${code ?? by}.`));
      });
    });
    worker.process.send(setting);
    await working;
  };
  await Promise.all(Array.from({ length: workerCount }, (_, index) => start(index)));
  const page = `http://127.0.0.1:${port}`;
  const readPosts = async (): Promise<readonly ScheduledPost[]> => (await fetch(`${page}/posts.json`)).json();
  say('Working', `${workerCount === 1 ? 'a process' : `${workerCount} processes`} of their own`);
  say('Look at it', `${page}/ to move, cancel and retry posts (Ctrl+C ends)`);

  // The second part of the chain goes live, and its answer does not come before the worker is dead.
  emulator.planFault({
    kind: 'slow-headers',
    operation: 'publishContainer',
    user: interrupted.account,
    call: 2,
    delay: 3_600_000,
  });
  // As after a user has taken back a permission, and given it again.
  emulator.planFault({
    kind: 'error',
    preset: 'permission-missing',
    operation: 'createContainer',
    match: { text: refused.text },
  });

  const texts = agenda.flatMap(({ posts }) => posts.map(({ text = '' }) => text));
  /** How often each text is live: at Threads, not by what the scheduler says. */
  const count = (): ReadonlyMap<string, number> => {
    const found = new Map<string, number>(texts.map((text) => [text, 0]));
    for (const post of emulator.snapshot().store.posts) {
      const { text } = Object(post).content;
      if (found.has(text)) found.set(text, (found.get(text) ?? 0) + 1);
    }
    return found;
  };

  const told = new Set<string>();
  const time = (): string => `${((Date.now() - from) / 1000).toFixed(1)} s`.padStart(7);
  let killed = false;
  let retried = false;
  for (;;) {
    await pause(100, undefined, { signal });
    const live = count();
    for (const [text, times] of live) {
      if (times === 0 || told.has(text)) continue;
      told.add(text);
      say(`${time()}  live`, text);
    }
    if (!killed && (live.get(interrupted.text) ?? 0) > 0) {
      killed = true;
      const index = workers.findIndex(({ asks }) => asks.get(interrupted.account) === 'publishContainer');
      const victim = workers[index]?.process;
      if (victim === undefined) throw new Error('No worker has said that it publishes the chain.');
      await end(victim, 'SIGKILL');
      say(`${time()}  killed`, `process ${victim.pid}, while the answer was on its way: it knows of one part only`);
      void start(index).then(() => say(`${time()}  started`, `process ${workers[index]?.process.pid} in its place`));
    }
    const elapsed = Date.now() - from;
    if (!retried && elapsed > length * 0.7) {
      retried = true;
      // What a person does who presses the button.
      const body = new URLSearchParams({ account: refused.account, key: refused.key });
      const pressed = await fetch(`${page}/retry`, { method: 'POST', body, headers: { origin: page } });
      if (pressed.ok) say(`${time()}  retried`, `${refused.text} It was parked: a permission was missing`);
    }
    if (elapsed < length || !retried) continue;
    const isAllLive = [...live.values()].every((times) => times > 0);
    // What a person has cancelled, moved on or paused is not waited for.
    if (isAllLive || elapsed > length + 20_000 || (await readPosts()).every((post) => isLeft(post))) break;
  }
  const posts = await readPosts();
  await Promise.all(workers.map((worker) => end(worker.process, 'SIGTERM')));
  return judge(posts, count());
}

/** Whether nothing more is to be expected of a post: it is live, or a person has kept it from being. */
function isLeft({ at, state, waitsFor }: ScheduledPost): boolean {
  if (state === 'scheduled') return waitsFor === 'request' || +new Date(at) > Date.now();
  return state === 'published' || state === 'cancelled';
}

/** Says what was counted at Threads; 1 if a post went out twice, or not at all though nobody has kept it from that. */
function judge(posts: readonly ScheduledPost[], live: ReadonlyMap<string, number>): 0 | 1 {
  const total = [...live.values()].reduce((sum, times) => sum + times, 0);
  const kept = agenda.filter(({ account, key }) =>
    posts.some((post) => post.account === account && post.key === key && isLeft(post) && post.state !== 'published'),
  );
  const texts = (entries: typeof agenda): readonly string[] =>
    entries.flatMap((entry) => entry.posts.map(({ text = '' }) => text));
  const twice = texts(agenda).filter((text) => (live.get(text) ?? 0) > 1);
  const missing = texts(agenda.filter((entry) => !kept.includes(entry))).filter((text) => !live.get(text));
  say('Counted', `at the local Threads API: ${total} posts are live`);
  for (const text of twice) say('TWICE', text);
  for (const text of missing) say('NOT AT ALL', text);
  if (twice.length > 0 || missing.length > 0) return 1;
  for (const { account, key } of kept) say('Not posted', `${key} of ${account}: you cancelled, moved or paused it`);
  const number = agenda.length - kept.length;
  say('Done', `${number} of ${agenda.length} scheduled, a chain counted as one: each went out once.`);
  return 0;
}

async function end(child: ChildProcess, how: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(how);
  const tooLong = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(tooLong);
}
