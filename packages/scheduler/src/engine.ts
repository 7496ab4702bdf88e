import { PgBoss } from 'pg-boss';
import type { Database } from './database/database.ts';
import { engineSchema } from './database/tables.ts';

/** The engine's queue of accounts for which something is due, and that of sweeps over credentials. */
export const steps = 'threads-steps';
export const sweeps = 'threads-sweeps';

/** What a job of the queue of steps says: which account. All else stands in the tables. */
export interface StepJob {
  readonly account: string;
}

/** Seconds without a sign of life, after which a worker counts as dead: the least that the engine allows. */
export const heartbeat = 10;

const queueOptions = {
  heartbeatSeconds: heartbeat,
  // A job is repeated only when its worker died. What fails otherwise is kept in the tables.
  retryLimit: 100_000,
  // Whether its worker lives, the heartbeat tells; without this a job ends after a quarter of an hour all the same.
  expireInSeconds: 80_000,
  // What is done is in the tables.
  deleteAfterSeconds: 3600,
} as const;

/** The engine, with its own tables in the same database. */
export function createEngine(database: Database, onError: (error: unknown) => void): PgBoss {
  const engine = new PgBoss({
    db: database.forEngine,
    backend: database.backend,
    schema: engineSchema,
    // A dead worker is noticed soon after its heartbeat has run out.
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    registerInstance: false,
    // It would make a trace of each look for work, four a second. What posts come to, this package measures.
    openTelemetry: { enabled: false },
  });
  engine.on('error', onError);
  return engine;
}

/** Starts the engine and makes its queues. */
export async function startEngine(engine: PgBoss): Promise<void> {
  await engine.start();
  for (const name of [steps, sweeps]) {
    const policy = name === sweeps ? 'exclusive' : 'standard';
    if ((await engine.getQueue(name)) === null) await engine.createQueue(name, { ...queueOptions, policy });
  }
}
