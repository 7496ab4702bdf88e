import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clients, writeClient } from './clients.ts';
import { median, percentile } from './median.ts';
import { startServer } from './server.ts';

// Many short turns: what disturbs the machine for a while then disturbs all clients alike.
const rounds = 60;
const warmUpRounds = 8;
const requestsPerRound = 60;

/** What one request costs with a client. Times are in microseconds. */
export interface RequestCost {
  readonly name: string;
  readonly cpu: number;
  readonly p50: number;
  readonly p99: number;
  /** Processor time and median latency, compared with the first client of the list. */
  readonly cpuRatio: number;
  readonly p50Ratio: number;
  /** Processor time of each round, to compare with those of another client. */
  readonly rounds: readonly number[];
}

/** What a request costs with each client: a page of 25 posts is read, a post is created. */
export async function measureRequests(): Promise<Record<'reading' | 'writing', readonly RequestCost[]>> {
  const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-bench-'));
  const server = await startServer();
  const workers = new Map<string, ChildProcess>();
  try {
    for (const client of clients) {
      const file = await writeClient(client, folder);
      const worker = fork(join(import.meta.dirname, 'request-worker.ts'), [file, server.url]);
      workers.set(client.name, worker);
      await once(worker, 'message');
    }
    return { reading: await compare(workers, 'read'), writing: await compare(workers, 'write') };
  } finally {
    for (const worker of workers.values()) worker.disconnect();
    server.stop();
    rmSync(folder, { recursive: true });
  }
}

/** The middle of the rounds' ratios of processor time: what disturbs a round disturbs both clients. */
export function cpuRatio(cost: RequestCost | undefined, base: RequestCost | undefined): number {
  return median((cost?.rounds ?? []).map((cpu, round) => cpu / (base?.rounds[round] ?? Number.NaN)));
}

interface Round {
  readonly cpu: number;
  readonly latencies: readonly number[];
}

/** Takes the clients in turns, each round in another order, so that what disturbs the machine disturbs all alike. */
async function compare(
  workers: ReadonlyMap<string, ChildProcess>,
  job: 'read' | 'write',
): Promise<readonly RequestCost[]> {
  const names = [...workers.keys()];
  const results = new Map<string, Round[]>(names.map((name) => [name, []]));
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    const order = names.map((_, index) => names[(index + round + warmUpRounds) % names.length] ?? '');
    for (const name of order) {
      const result = await measure(workers.get(name), job, name);
      if (round >= 0) results.get(name)?.push(result);
    }
  }
  const [baseline = []] = results.values();
  const base = baseline.map(({ cpu }) => cpu);
  const baseP50 = baseline.map(({ latencies }) => median(latencies));
  return [...results].map(([name, own]) => {
    const cpus = own.map(({ cpu }) => cpu);
    const p50s = own.map(({ latencies }) => median(latencies));
    return {
      name,
      cpu: median(cpus),
      p50: median(p50s),
      p99: percentile(
        own.flatMap(({ latencies }) => latencies),
        0.99,
      ),
      cpuRatio: median(cpus.map((cpu, round) => cpu / (base[round] ?? Number.NaN))),
      p50Ratio: median(p50s.map((p50, round) => p50 / (baseP50[round] ?? Number.NaN))),
      rounds: cpus,
    };
  });
}

async function measure(
  worker: ChildProcess | undefined,
  job: 'read' | 'write',
  name: string,
): Promise<Round> {
  if (worker === undefined) throw new Error(`${name} has no process.`);
  worker.send({ job, requests: requestsPerRound });
  const [result]: (Round & { readonly error?: string })[] = await once(worker, 'message');
  if (result?.error !== undefined || result === undefined)
    throw new Error(`${name} failed while it was measured: ${result?.error}`);
  return result;
}
