import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

/** Where the demo keeps its posts, until it has ended. */
export interface TemporaryDatabase {
  /** What `openScheduler` takes. */
  readonly place: string;
  remove(): Promise<void>;
}

/** A folder of its own. */
export async function makeFolder(): Promise<TemporaryDatabase> {
  const place = await mkdtemp(join(tmpdir(), 'threads-scheduler-demo-'));
  return { place, remove: () => rm(place, { recursive: true, force: true }) };
}

/** A database of its own on a PostgreSQL, so that nothing else there is touched. */
export async function makeDatabase(url: string): Promise<TemporaryDatabase> {
  const name = `threads_scheduler_demo_${process.pid}`;
  const run = async (statement: string): Promise<void> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await run(`CREATE DATABASE ${name}`);
  const place = new URL(url);
  place.pathname = `/${name}`;
  return { place: place.href, remove: () => run(`DROP DATABASE ${name} WITH (FORCE)`) };
}
