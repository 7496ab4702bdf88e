/** For the tests: a local Threads that stands in for the real one. */
import { readFile } from 'node:fs/promises';
import {
  createEmulator,
  createVirtualClock,
  type Emulator,
  type EmulatorOptions,
} from '@threads-sdk/emulator';
// @boundaries-ignore a tool of tests has one home
import { drawPng } from '../../packages/emulator/test/media/draw-png.ts';
import { checks } from '../src/checks.ts';
import { createLive, type Live, type LiveOptions } from '../src/live.ts';
import { runChecks, type Result, type Run } from '../src/run-checks.ts';

export const imageUrl = 'https://media.example/gate.png';
export const videoUrl = 'https://media.example/walk.mp4';

/** What only the person may read: none of it may be in a report. */
export const secrets = {
  name: 'Alice Canary Jones',
  other: 'bob_canary',
  otherName: 'Robert Canary Smith',
  otherText: 'what bob said in private',
} as const;

export function createThreads(options: EmulatorOptions = {}): Emulator {
  const clock = createVirtualClock(Date.UTC(2026, 5, 1));
  const day = 86_400_000;
  return createEmulator({
    clock,
    media: { fetch: serveMedia },
    users: [
      {
        username: 'alice_canary',
        name: secrets.name,
        followers: 500,
        posts: [
          { text: 'Long gone', ghost: true, createdAt: clock.now() - 3 * day },
          'Of threads and needles',
          { text: 'Hello', replies: [{ by: 'bob_canary', text: secrets.otherText }] },
        ],
      },
      {
        username: secrets.other,
        name: secrets.otherName,
        posts: [
          { text: `${secrets.otherText}, @alice_canary`, replies: [{ by: 'alice_canary', text: 'I see' }] },
        ],
      },
      { username: 'carol_canary', followers: 20, posts: ['One of few'] },
    ],
    ...options,
  });
}

async function serveMedia({ url }: Request): Promise<Response> {
  if (url === imageUrl)
    return new Response(await drawPng(640, 480), { headers: { 'content-type': 'image/png' } });
  const film = new URL('../../packages/emulator/test/media/fixtures/plain.mp4', import.meta.url);
  return new Response(await readFile(film), { headers: { 'content-type': 'video/mp4' } });
}

/** Who asks, and how they answer. */
export interface Person extends Partial<LiveOptions> {
  readonly username?: string;
  readonly permissions?: readonly string[];
  /** Milliseconds that the token is old. Default: 25 hours. */
  readonly age?: number;
}

/** Runs checks, all of them unless some are named, against a local Threads. */
export async function runAgainst(
  emulator: Emulator,
  { username = 'alice_canary', permissions, age = 25 * 3_600_000, ...options }: Person = {},
  ids?: readonly string[],
): Promise<Run & { readonly live: Live; readonly answers: Readonly<Record<string, Result>> }> {
  const { accessToken } = emulator.issueToken({ username, ...(permissions && { scopes: permissions }) });
  emulator.clock.advance(age);
  const live = await createLive({
    token: accessToken,
    baseUrl: 'http://127.0.0.1',
    app: emulator.app,
    imageUrl,
    videoUrl,
    fetch: async (request) => {
      request.signal.throwIfAborted(); // as the real one
      return emulator.fetch(request);
    },
    clock: emulator.clock,
    random: () => 0.5,
    ask: async () => true,
    ...options,
  });
  const asked = ids === undefined ? checks : checks.filter(({ id }) => ids.includes(id));
  if (ids !== undefined && asked.length !== ids.length)
    throw new Error(`Some of ${ids.join(', ')} are no checks.`);
  const run = await runChecks(live, asked, () => undefined);
  return { ...run, live, answers: Object.fromEntries(run.results.map((result) => [result.id, result])) };
}

/** How many posts stand, whoever wrote them. */
export function countPosts(emulator: Emulator): number {
  return emulator.snapshot().store.posts.length;
}
