import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createEmulator, type Emulator, type UserSeed } from '@threads-sdk/emulator';
import { createCrowd, createTown, pageOf, usualFields } from './emulator-town.ts';
import { sendKeptAlive } from './keep-alive.ts';
import { median } from './median.ts';

const requestsPerRound = 800;

/** Two costs or rates that were measured in turns, by processor time, and what their ratio must keep to. */
export interface Comparison {
  readonly name: string;
  readonly unit: 'ms' | 'us' | 'requests/s';
  readonly base: number;
  readonly measured: number;
  readonly ratio: number;
  /** The bound of the ratio: from above for costs, from below for rates. */
  readonly bar: number;
}

/** How the emulator scales: with the number of posts, with the depth of a list, and behind HTTP. */
export async function measureEmulator(): Promise<readonly Comparison[]> {
  return [await measureSeeding(), ...(await measureDepth()), ...(await measureServing())];
}

async function measureSeeding(): Promise<Comparison> {
  const few = createTown({ users: 100, posts: 10_000 });
  const many = createTown({ users: 1000, posts: 100_000 });
  // Ten times as often, so that either has its part of the garbage collector's work.
  const seed = (users: readonly UserSeed[], times: number) => async (): Promise<number> =>
    (await measureTime(times, () => Promise.resolve(createEmulator({ users })))) / 1000;
  return {
    name: 'seeding 100,000 posts : 10,000',
    unit: 'ms',
    bar: 12,
    ...(await compare(7, seed(few, 10), seed(many, 1))),
  };
}

async function measureDepth(): Promise<readonly Comparison[]> {
  const emulator = createEmulator({ users: createCrowd(10_000) });
  const [post] = (await read(emulator, pageOf(emulator, '/me/threads'))).data;
  const lists = [
    ['the last page of a list : the first', '/me/threads', {}],
    ['the last page of a conversation : the first', `/${post?.id}/conversation`, {}],
    ['the same, oldest first', `/${post?.id}/conversation`, { reverse: 'false' }],
  ] as const;
  const comparisons: Comparison[] = [];
  for (const [name, path, parameters] of lists) {
    const first = pageOf(emulator, path, parameters);
    const last = await lastPage(emulator, first);
    const page = (url: string) => (): Promise<number> => measureTime(100, () => read(emulator, url));
    comparisons.push({ name, unit: 'us', bar: 1.5, ...(await compare(15, page(first), page(last))) });
  }
  return comparisons;
}

async function measureServing(): Promise<readonly Comparison[]> {
  return [
    await measurePage('4 fields over HTTP : a constant', 'id,text,permalink,timestamp'),
    await measurePage('20 fields over HTTP : a constant', usualFields),
  ];
}

async function measurePage(name: string, fields: string): Promise<Comparison> {
  const server = fork(join(import.meta.dirname, 'emulator-server.ts'), [fields]);
  try {
    const { page, constant } = await nextMessage<{ page: string; constant: string }>(server);
    const usage = async (): Promise<number> => {
      server.send('usage');
      const { user, system } = await nextMessage<NodeJS.CpuUsage>(server);
      return user + system;
    };
    const rate = (url: string) => async (): Promise<number> => {
      const start = await usage();
      await sendKeptAlive(url, requestsPerRound);
      return (requestsPerRound / ((await usage()) - start)) * 1_000_000;
    };
    return {
      name,
      unit: 'requests/s',
      bar: 0.25,
      ...(await compare(15, rate(constant), rate(page))),
    };
  } finally {
    server.disconnect();
  }
}

async function nextMessage<Message>(server: ChildProcess): Promise<Message> {
  const [message] = await once(server, 'message');
  return message;
}

/** Measures the two in turns, each round the other one first, so that what disturbs the machine disturbs both alike. */
async function compare(
  rounds: number,
  measureBase: () => Promise<number>,
  measureOther: () => Promise<number>,
): Promise<Pick<Comparison, 'base' | 'measured' | 'ratio'>> {
  const bases: number[] = [];
  const others: number[] = [];
  for (let round = -2; round < rounds; round += 1) {
    const otherFirst = round % 2 === 0 ? await measureOther() : undefined;
    const base = await measureBase();
    const other = otherFirst ?? (await measureOther());
    if (round < 0) continue; // the first rounds warm up
    bases.push(base);
    others.push(other);
  }
  return {
    base: median(bases),
    measured: median(others),
    ratio: median(others.map((other, round) => other / (bases[round] ?? Number.NaN))),
  };
}

/** The processor time of one run, in microseconds. */
async function measureTime(runs: number, run: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  for (let index = 0; index < runs; index += 1) await run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / runs;
}

interface Page {
  readonly data: readonly { readonly id: string }[];
  readonly paging: { readonly cursors: { readonly after: string }; readonly next?: string };
}

async function read(emulator: Emulator, url: string): Promise<Page> {
  const response = await emulator.fetch(new Request(url));
  const text = await response.text();
  if (response.status !== 200) throw new Error(text);
  const page: Page = JSON.parse(text);
  return page;
}

// Walks in the greatest steps; the page that it ends with is as long as the first.
async function lastPage(emulator: Emulator, first: string): Promise<string> {
  const url = new URL(first);
  for (;;) {
    url.searchParams.set('limit', '100');
    const { paging } = await read(emulator, url.href);
    if (paging.next === undefined) break;
    url.searchParams.set('after', paging.cursors.after);
  }
  url.searchParams.set('limit', '25');
  return url.href;
}
