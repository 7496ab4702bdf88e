import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createClient } from '@threads-sdk/core-http';
import { createCredentials } from '@threads-sdk/credentials';
import { createContainer, listThreads } from '@threads-sdk/endpoints';
import ky from 'ky';
import { median } from './median.ts';

const rounds = 31;
const requestsPerRound = 150;

/** The processor time of one request, and how it compares to the first client of the list. */
export interface RequestCost {
  readonly name: string;
  readonly microseconds: number;
  readonly ratio: number;
}

/** What a request costs with `fetch`, ky and this SDK: a page of 25 posts is read, a container is created. */
export async function measureRequests(): Promise<{ reading: RequestCost[]; writing: RequestCost[] }> {
  const server = spawn(process.execPath, [join(import.meta.dirname, 'server.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const [line] = await once(server.stdout, 'data');
    const baseUrl = String(line).trim();
    return { reading: await compare(await readers(baseUrl)), writing: await compare(writers(baseUrl)) };
  } finally {
    server.stdin.end();
  }
}

const accessToken = `THAA${'b'.repeat(160)}`;
const headers = { authorization: `Bearer ${accessToken}` };

type Clients = Readonly<Record<string, () => Promise<unknown>>>;

async function readers(baseUrl: string): Promise<Clients> {
  const client = createThreadsClient(baseUrl);
  const url = await urlOf((send) => listThreads(createThreadsClient(baseUrl, send), { limit: 25 }));
  return {
    fetch: async () => (await fetch(url, { headers })).json(),
    ky: () => ky.get(url, { headers }).json(),
    listThreads: () => listThreads(client, { limit: 25 }),
  };
}

/** The URL that a call sends to, so that all clients send the same. */
async function urlOf(call: (send: typeof fetch) => PromiseLike<unknown>): Promise<string> {
  let url = '';
  await call(async (request) => {
    url = new Request(request).url;
    return Response.json({ data: [] });
  });
  return url;
}

function writers(baseUrl: string): Clients {
  const url = `${baseUrl}/v1.0/me/threads`;
  const body = (): URLSearchParams =>
    new URLSearchParams({ media_type: 'TEXT', text: 'Up before the city.' });
  const client = createThreadsClient(baseUrl);
  return {
    fetch: async () => (await fetch(url, { method: 'POST', headers, body: body() })).json(),
    ky: () => ky.post(url, { headers, body: body() }).json(),
    createContainer: () => createContainer(client, { media_type: 'TEXT', text: 'Up before the city.' }),
  };
}

function createThreadsClient(baseUrl: string, send?: typeof fetch): ReturnType<typeof createClient> {
  const credentials = createCredentials({
    userId: '17841405793187218',
    scopes: ['threads_basic', 'threads_content_publish'],
    shortLived: false,
    accessToken,
    expiration: new Date(Date.now() + 24 * 60 * 60 * 1000),
  });
  return createClient({
    baseUrl,
    allowInsecure: true,
    credentials,
    ...(send ? { fetch: (request) => send(request) } : {}),
  });
}

/** Takes the clients in turns, each round in another order, so that what disturbs the machine disturbs all alike. */
async function compare(clients: Clients): Promise<RequestCost[]> {
  const names = Object.keys(clients);
  const costs = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let round = -2; round < rounds; round += 1) {
    const order = names.map((_, index) => names[(index + round + names.length) % names.length] ?? '');
    for (const name of order) {
      const cost = await measure(clients[name]);
      if (round >= 0) costs.get(name)?.push(cost); // the first rounds warm up
    }
  }
  const [baseline = []] = costs.values();
  return [...costs].map(([name, numbers]) => ({
    name,
    microseconds: median(numbers),
    ratio: median(numbers.map((number, round) => number / (baseline[round] ?? NaN))),
  }));
}

async function measure(send: (() => Promise<unknown>) | undefined): Promise<number> {
  const start = process.cpuUsage();
  for (let index = 0; index < requestsPerRound; index += 1) await send?.();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / requestsPerRound;
}
