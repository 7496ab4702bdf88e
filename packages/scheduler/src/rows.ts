import type { Sql } from './database/database.ts';
import { schema } from './database/tables.ts';
import type {
  PauseReason,
  PostContent,
  PostEvent,
  PostFault,
  PostName,
  PostState,
  ScheduledPost,
} from './post.ts';

/** A post as the table has it. */
export interface PostRow {
  readonly id: string | number;
  readonly account: string;
  readonly key: string;
  readonly asked: string;
  readonly content: PostContent;
  /** Counts what was posted under the key and did not go live, so that the journal takes each for a post of its own. */
  readonly revision: number;
  readonly state: PostState;
  readonly at: Date;
  readonly time_zone: string | null;
  readonly repeat: string | null;
  readonly next: Date | null;
  readonly attempts: number;
  readonly version: number;
  readonly error: PostFault | null;
  readonly ids: readonly string[] | null;
  readonly trace: string | null;
}

/** The pause of an account, beside a post of it. */
export interface PauseRow {
  readonly paused_for: PauseReason | null;
  readonly paused_until: Date | null;
}

/** Finds a post. */
export async function findPost(
  { run }: Sql,
  { account, key }: PostName,
): Promise<(PostRow & PauseRow) | undefined> {
  const [found] = await run<PostRow & PauseRow>(
    `SELECT p.*, a.paused_for, a.paused_until FROM ${schema}.posts p
      LEFT JOIN ${schema}.accounts a ON a.account = p.account WHERE p.account = $1 AND p.key = $2`,
    [account, key],
  );
  return found;
}

/** A post as the app sees it. */
export function toPost(row: PostRow & PauseRow, now: number): ScheduledPost {
  const {
    account,
    at,
    content,
    error,
    ids,
    key,
    next,
    paused_for: pause,
    paused_until: until,
    repeat,
    state,
  } = row;
  const isPaused = next !== null && pause !== null && (until === null || until.getTime() > now);
  const due = isPaused ? until && new Date(Math.max(until.getTime(), next.getTime())) : next;
  return Object.freeze({
    account,
    key,
    ...content,
    state,
    at,
    ...(row.time_zone !== null && { timeZone: row.time_zone }),
    ...(repeat !== null && { repeat }),
    ...(due && { next: due }),
    ...(isPaused && { waitsFor: pause }),
    ...(ids && { ids: Object.freeze(ids) }),
    ...(error && { error: Object.freeze(error) }),
  });
}

/** Keeps that something happened to a post. */
export async function keepEvent(
  { run }: Sql,
  post: PostRow['id'],
  at: number,
  event: PostEvent['event'],
  detail?: PostEvent['detail'],
): Promise<void> {
  await run(`INSERT INTO ${schema}.history (post, at, event, detail) VALUES ($1, $2, $3, $4)`, [
    post,
    new Date(at),
    event,
    detail === undefined ? null : JSON.stringify(detail),
  ]);
}

/**
 * Keeps everybody else from an account until the transaction ends. Whoever changes posts of it does so first: then what
 * {@link wakeAccount} sees is all that there is, and nobody waits for somebody who waits for them.
 */
export async function lockAccount({ run }: Sql, account: string): Promise<void> {
  await run(`SELECT 1 FROM ${schema}.accounts WHERE account = $1 FOR UPDATE`, [account]);
}

/** Has an account looked at by its posts and its pause. */
export async function wakeAccount({ run }: Sql, account: string): Promise<void> {
  await run(`UPDATE ${schema}.accounts SET wake = ${schema}.wake_of($1) WHERE account = $1`, [account]);
}
