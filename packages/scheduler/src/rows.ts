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
  /** When it was begun; what was parked before that has sent nothing. */
  readonly begun: Date | null;
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
  /** The engine's job that looks at the account, if one does. */
  readonly job: string | null;
  /** Until when all accounts are paused. */
  readonly app_until: Date | null;
}

/** @internal What reads a post beside the pauses that it may be under. */
export const selectPosts: string = `SELECT p.*, a.paused_for, a.paused_until, a.job, app.paused_until AS app_until
  FROM ${schema}.posts p LEFT JOIN ${schema}.accounts a ON a.account = p.account CROSS JOIN ${schema}.app app`;

/** Finds a post. */
export async function findPost(
  { run }: Sql,
  { account, key }: PostName,
): Promise<(PostRow & PauseRow) | undefined> {
  const [found] = await run<PostRow & PauseRow>(`${selectPosts} WHERE p.account = $1 AND p.key = $2`, [
    account,
    key,
  ]);
  return found;
}

/** A post as the app sees it. */
export function toPost(row: PostRow & PauseRow, now: number): ScheduledPost {
  const { account, at, content, error, ids, key, next, repeat, state } = row;
  const pause = next === null ? undefined : pauseOf(row, Math.max(now, next.getTime()));
  const due = pause?.until ?? next;
  return Object.freeze({
    account,
    key,
    ...content,
    state,
    at,
    ...(row.time_zone !== null && { timeZone: row.time_zone }),
    ...(repeat !== null && { repeat }),
    ...(due && (!pause || pause.until) && { next: due }),
    ...(pause && { waitsFor: pause.reason }),
    ...(ids && { ids: Object.freeze(ids) }),
    ...(error && { error: Object.freeze(error) }),
  });
}

/** The pause that an account is under at a time, its own or that of all; nothing if it is under none. */
function pauseOf(
  { app_until: appUntil, paused_for: reason, paused_until: until }: PauseRow,
  now: number,
): { readonly reason: PauseReason; readonly until?: Date } | undefined {
  const [own, all] = [until?.getTime() ?? 0, appUntil?.getTime() ?? 0];
  if (reason !== null && until === null) return { reason };
  if (reason !== null && until !== null && own > now && own >= all) return { reason, until };
  return appUntil !== null && all > now ? { reason: 'rate-limit', until: appUntil } : undefined;
}

/** JSON that a table takes: what Threads says may have characters in it, or halves of them, that no table does. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'string' ? member.replaceAll(/[\p{Cs}\0]/gu, '\uFFFD') : member,
  );
}

/** What can change of a post. */
export type Changes = Partial<
  Pick<
    PostRow,
    'at' | 'attempts' | 'content' | 'error' | 'ids' | 'next' | 'repeat' | 'revision' | 'state' | 'time_zone'
  >
>;

/** Writes changes of a post if it is still as it was read; `false` if somebody else has changed it since. */
export async function updatePost({ run }: Sql, { id, version }: PostRow, changes: Changes): Promise<boolean> {
  const names = Object.keys(changes);
  const values = Object.entries(changes).map(([name, value]) =>
    (name === 'content' || name === 'error' || name === 'ids') && value !== null ? toJson(value) : value,
  );
  const assignments = names.map((name, index) => `${name} = $${index + 3}`).join(', ');
  const updated = await run(
    `UPDATE ${schema}.posts SET version = version + 1, ${assignments} WHERE id = $1 AND version = $2 RETURNING id`,
    [id, version, ...values],
  );
  return updated.length > 0;
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
    detail === undefined ? null : toJson(detail),
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
