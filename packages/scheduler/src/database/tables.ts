import { SchedulerError } from '@threads-sdk/errors';
import type { Database, Sql } from './database.ts';

/** The schema that the scheduler's own tables are in, and that of the engine. */
export const schema = 'threads';
export const engineSchema = 'threads_engine';

/** The form of the tables: to be counted up when it changes, with the statements that lead there. */
const version = 1;

/**
 * The tables. What is to be done stands here and nowhere else; the engine gets what is due.
 *
 * A post has `next` while there is something to do for it. An account has `wake` while one of its posts has: then, or when
 * its pause ends, it is looked at. `job` is the engine's job that does so, and `claim` counts who has taken it up: of two
 * that think they have it, the later one.
 */
const statements = [
  `CREATE SCHEMA IF NOT EXISTS ${schema}`,
  `CREATE TABLE ${schema}.posts (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account text NOT NULL,
    key text NOT NULL,
    asked text NOT NULL,
    content jsonb NOT NULL,
    revision integer NOT NULL DEFAULT 0,
    state text NOT NULL,
    at timestamptz NOT NULL,
    time_zone text,
    repeat text,
    next timestamptz,
    begun timestamptz,
    attempts integer NOT NULL DEFAULT 0,
    version integer NOT NULL DEFAULT 0,
    error jsonb,
    ids jsonb,
    trace text,
    UNIQUE (account, key)
  )`,
  // Depth before breadth: what was begun comes first.
  `CREATE INDEX posts_next ON ${schema}.posts (account, (state = 'publishing') DESC, next, id)
    WHERE next IS NOT NULL`,
  `CREATE INDEX posts_at ON ${schema}.posts (account, at, id)`,
  `CREATE INDEX posts_all_at ON ${schema}.posts (at, id)`,
  `CREATE INDEX posts_parked ON ${schema}.posts (at, id) WHERE state = 'parked'`,
  `CREATE TABLE ${schema}.history (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    post bigint NOT NULL,
    at timestamptz NOT NULL,
    event text NOT NULL,
    detail jsonb
  )`,
  `CREATE INDEX history_post ON ${schema}.history (post, id)`,
  `CREATE TABLE ${schema}.accounts (
    account text PRIMARY KEY,
    wake timestamptz,
    job uuid,
    queued timestamptz,
    claim bigint NOT NULL DEFAULT 0,
    paused_for text,
    paused_until timestamptz,
    resumed integer NOT NULL DEFAULT 0,
    room jsonb
  )`,
  `CREATE INDEX accounts_wake ON ${schema}.accounts (wake) WHERE job IS NULL AND wake IS NOT NULL`,
  `CREATE INDEX accounts_queued ON ${schema}.accounts (queued) WHERE job IS NOT NULL`,
  `CREATE TABLE ${schema}.app (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    paused_until timestamptz,
    version integer NOT NULL DEFAULT ${version}
  )`,
  `INSERT INTO ${schema}.app DEFAULT VALUES`,
  `CREATE TABLE ${schema}.journal (key text PRIMARY KEY, entry text NOT NULL)`,
  // When the next post of an account may begin: what was begun goes on first, as long as that takes no more than a minute.
  `CREATE FUNCTION ${schema}.free_from(of_account text) RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT max(begun) + interval '1 minute' FROM ${schema}.posts
    WHERE account = of_account AND (state = 'publishing') = true AND next IS NOT NULL
  $$`,
  // When an account is to be looked at: by its posts and its pause.
  `CREATE FUNCTION ${schema}.wake_of(of_account text) RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT CASE
      WHEN a.paused_for IS NOT NULL AND a.paused_until IS NULL THEN NULL
      WHEN due.next IS NULL THEN NULL
      ELSE greatest(due.next, a.paused_until)
    END
    FROM ${schema}.accounts a, LATERAL (SELECT least(
      (SELECT min(next) FROM ${schema}.posts
        WHERE account = of_account AND (state = 'publishing') = true AND next IS NOT NULL),
      (SELECT CASE WHEN min(next) IS NULL THEN NULL ELSE greatest(min(next), ${schema}.free_from(of_account)) END
        FROM ${schema}.posts WHERE account = of_account AND (state = 'publishing') = false AND next IS NOT NULL)
    ) AS next) due
    WHERE a.account = of_account
  $$`,
];

/**
 * Makes the tables where they are not there. Any number of processes may do so at once; where they are there, it takes no right
 * to make any.
 *
 * @throws {SchedulerError} `DATABASE_FAILED` if they are of a newer version of this package
 */
export async function createTables(database: Database): Promise<void> {
  if (await areThere(database)) return;
  await database.transaction(async (sql) => {
    await sql.run('SELECT pg_advisory_xact_lock(7402839164)');
    if (await areThere(sql)) return;
    for (const statement of statements) await sql.run(statement);
  });
}

async function areThere({ run }: Sql): Promise<boolean> {
  const [found] = await run<{ app: string | null }>(`SELECT to_regclass('${schema}.app')::text AS app`);
  if (found === undefined || found.app === null) return false;
  const [row] = await run<{ version: number }>(`SELECT version FROM ${schema}.app`);
  if (row?.version === version) return true;
  throw new SchedulerError(
    'DATABASE_FAILED',
    `The tables in the schema ${schema} are of version ${row?.version ?? 'unknown'}, and this package knows version ${version}.`,
    {
      remedy: 'Use the version of @threads-sdk/scheduler that made them, or a newer one.',
      carriedOut: 'unsent',
    },
  );
}
