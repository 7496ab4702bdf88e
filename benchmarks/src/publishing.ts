import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Client, type Clock, createClient } from '@threads-sdk/core-http';
import { createCredentials } from '@threads-sdk/credentials';
import { createEmulator, createVirtualClock, type EmulatorClock } from '@threads-sdk/emulator';
import { createContainer, getContainer, publishContainer } from '@threads-sdk/endpoints';
import { publish } from '@threads-sdk/publish';
// @boundaries-ignore a tool of tests has one home
import { createConcurrentClock } from '../../packages/publish/test/concurrent-clock.ts';

const image = { image: 'https://example.com/gate.jpg' };
const video = 'https://example.com/walk.mp4';

/** How long a post takes, in the times that a request needs for the way there and back. */
export interface RoundTrips {
  readonly name: string;
  readonly ours: number;
  /** A client that does one thing after the other. */
  readonly sequential: number;
  /** The most that ours may be. */
  readonly bar: number;
}

/** Counts round trips in a row, with answers that take 100 ms and media that need no processing. */
export async function measureRoundTrips(): Promise<readonly RoundTrips[]> {
  const media = Array.from({ length: 20 }, () => image);
  return [
    {
      name: 'carousel of 20',
      bar: 6,
      ours: await countRoundTrips((client) => publish(client, { media })),
      sequential: await countRoundTrips(async (client) => {
        const children: string[] = [];
        for (const _ of media) {
          const child = { media_type: 'IMAGE', image_url: image.image, is_carousel_item: true } as const;
          const { id } = await createContainer(client, child);
          await getContainer(client, { container_id: id });
          children.push(id);
        }
        const parent = await createContainer(client, { media_type: 'CAROUSEL', children });
        await getContainer(client, { container_id: parent.id });
        await publishContainer(client, { creation_id: parent.id });
      }),
    },
    {
      name: 'text',
      bar: 3,
      ours: await countRoundTrips((client) => publish(client, { text: 'Hello' })),
      sequential: await countRoundTrips(sequentialText),
    },
    {
      name: 'text, fast',
      bar: 1,
      ours: await countRoundTrips((client) => publish(client, { text: 'Hello' }, { fast: true })),
      sequential: await countRoundTrips(sequentialText),
    },
  ];
}

async function sequentialText(client: Client): Promise<void> {
  const { id } = await createContainer(client, { media_type: 'TEXT', text: 'Hello' });
  await getContainer(client, { container_id: id });
  await publishContainer(client, { creation_id: id });
}

async function countRoundTrips(work: (client: Client) => Promise<unknown>): Promise<number> {
  const clock = createConcurrentClock();
  const { client } = createStage(clock, { text: 0, image: 0, carousel: 0 }, () => clock.sleep(100));
  const start = clock.now();
  await work(client);
  return (clock.now() - start) / 100;
}

/** How long a way of waiting waits longer than a video needs, and how many calls it makes. */
export interface Waiting {
  /** Milliseconds of processing. */
  readonly processing: number;
  /** The most that ours may wait too long, in milliseconds. */
  readonly bar: number;
  readonly strategies: readonly { readonly name: string; readonly extra: number; readonly calls: number }[];
}

type Strategy = (client: Client, clock: Clock) => Promise<unknown>;

const strategies: Readonly<Record<string, Strategy>> = {
  publish: (client) => publish(client, { media: [{ video }] }),
  'sleep 30 s': (client, clock) => publishAfter(client, clock, 30_000, 0),
  'look every 15 s': (client, clock) => publishAfter(client, clock, 15_000, 15_000),
  'look every 2.2 s': (client, clock) => publishAfter(client, clock, 2200, 2200),
};

/** Compares ways of waiting over processing times from 0.3 s to 120 s, on a clock that nobody waits for. */
export async function measureWaiting(): Promise<readonly Waiting[]> {
  const rows: Waiting[] = [];
  for (const processing of [300, 1000, 2000, 5000, 12_000, 30_000, 60_000, 120_000]) {
    const results = [];
    for (const [name, strategy] of Object.entries(strategies)) {
      const clock = createVirtualClock();
      let calls = 0;
      let publishedAt = 0;
      const { client } = createStage(clock, { video: processing }, async (path) => {
        calls += 1;
        if (path.endsWith('/threads_publish')) publishedAt = clock.now();
      });
      const start = clock.now();
      await strategy(client, clock);
      results.push({ name, calls, extra: publishedAt - start - processing });
    }
    rows.push({ processing, bar: Math.max(600, processing / 4), strategies: results });
  }
  return rows;
}

/** Waits, looks in intervals if there are any, and publishes again and again until it works. */
async function publishAfter(client: Client, clock: Clock, first: number, interval: number): Promise<void> {
  const { id } = await createContainer(client, { media_type: 'VIDEO', video_url: video });
  await clock.sleep(first);
  while (interval > 0) {
    const { status } = await getContainer(client, { container_id: id });
    if (status === 'FINISHED') break;
    await clock.sleep(interval);
  }
  for (;;) {
    try {
      await publishContainer(client, { creation_id: id });
      return;
    } catch {
      await clock.sleep(first); // not ready: the same again
    }
  }
}

function createStage(
  clock: EmulatorClock,
  processing: Partial<Record<'text' | 'image' | 'video' | 'carousel', number>>,
  onRequest: (path: string) => Promise<void>,
): { readonly client: Client } {
  const emulator = createEmulator({ clock, processing, users: [{ username: 'mika' }] });
  const client = createClient({
    credentials: createCredentials(emulator.issueToken({ username: 'mika' })),
    clock,
    fetch: async (request) => {
      await onRequest(new URL(request.url).pathname);
      return emulator.fetch(request);
    },
  });
  return { client };
}

/** What a post costs that waits for Meta. */
export interface WaitingMemory {
  readonly flows: number;
  readonly bytesPerFlow: number;
  readonly sockets: number;
}

/** Lets 3,000 posts wait in one process and looks at its heap and its sockets. */
export async function measureWaitingMemory(): Promise<WaitingMemory> {
  const flows = 3000;
  const server = fork(new URL('publishing-server.ts', import.meta.url), { execArgv: process.execArgv });
  const [{ url, token }] = await once(server, 'message');
  let asleep = 0;
  const client = createClient({
    baseUrl: url,
    allowInsecure: true,
    credentials: createCredentials({ ...token, expiration: new Date(token.expiration) }),
    clock: {
      now: () => Date.now(),
      sleep: (milliseconds, signal) => {
        asleep += 1;
        return delay(milliseconds + 3_600_000, undefined, { ref: false, ...(signal ? { signal } : {}) });
      },
    },
  });
  const waitUntil = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await delay(20);
  };
  const start = (count: number): void => {
    for (let flow = 0; flow < count; flow += 1) void publish(client, { media: [{ video }] });
  };
  start(100); // what is made once only
  await waitUntil(() => asleep === 100);
  await waitUntil(() => countSockets() <= 1); // that of the other process
  const before = await heapUsed();
  start(flows);
  await waitUntil(() => asleep === 100 + flows);
  await waitUntil(() => countSockets() <= 1);
  const bytesPerFlow = ((await heapUsed()) - before) / flows;
  const sockets = countSockets() - 1;
  server.disconnect();
  return { flows, bytesPerFlow, sockets: Math.max(0, sockets) };
}

function countSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => /TCPSocketWrap|TCPWRAP/i.test(name)).length;
}

async function heapUsed(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  for (let round = 0; round < 6; round += 1) {
    collect();
    await delay(20); // what fetch holds weakly is let go between two turns of the event loop
  }
  return process.memoryUsage().heapUsed;
}
