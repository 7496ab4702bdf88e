import type { Live } from './live.ts';
import { errorOf, itemsOf, pick, type Wire } from './wire.ts';

/** What became of everything that was posted. */
export interface CleanUp {
  readonly deleted: number;
  /** Ids of posts that stand and of containers that may have become one, and reposts that may be there. */
  readonly left: readonly string[];
  /** Whether the lists could be searched for posts that nobody was told of. */
  readonly searched: boolean;
}

/** Deletes what was posted, and whatever else the lists hold that bears the marker of this run. Never throws. */
export async function cleanUp(live: Live): Promise<CleanUp> {
  const { gate } = live;
  gate.openForCleanUp();
  if (gate.posted.size === 0 && gate.deleted.size === 0 && gate.doubtful.size === 0)
    return { deleted: 0, left: [], searched: true };
  // Replies first, then what they answer.
  for (const id of [...gate.posted].toReversed()) await deletePost(live, id);
  const lists = await Promise.all(
    ['threads', 'replies', 'ghost_posts'].map((edge) => findMarked(live, edge)),
  );
  const marked = new Set(lists.filter((list) => list !== undefined).flat());
  const stray = [...marked].filter((id) => !gate.deleted.has(id) && !gate.posted.has(id));
  for (const id of stray) await deletePost(live, id);
  const left: string[] = [];
  for (const id of [...gate.posted, ...stray])
    if (!gate.deleted.has(id) && !(await isGone(live, id))) left.push(id);
  const lost: string[] = [];
  for (const subject of gate.doubtful) if (await maybeLives(live, subject)) lost.push(subject);
  return {
    deleted: gate.deleted.size,
    left: [...left, ...(lost.length > stray.length ? lost : [])],
    searched: lists[0] !== undefined,
  };
}

async function deletePost(live: Live, id: string): Promise<void> {
  for (const pause of [2000, 5000, 0]) {
    await attempt(() => live.call('DELETE', `/${id}`));
    if (live.gate.deleted.has(id)) return;
    if (pause > 0) await live.clock.sleep(pause);
  }
}

/** A repost may go with its original, and the answer to a deletion may have been lost. */
async function isGone(live: Live, id: string): Promise<boolean> {
  const wire = await attempt(() => live.call('GET', `/${id}`, { fields: 'id' }));
  return wire !== undefined && errorOf(wire)?.code === 100 && errorOf(wire)?.subcode === 33;
}

async function findMarked(live: Live, edge: string): Promise<readonly string[] | undefined> {
  const wire = await attempt(() => live.call('GET', `/me/${edge}`, { fields: 'id,text', limit: '100' }));
  if (wire?.status !== 200) return undefined;
  return itemsOf(wire.body)
    .filter((item) => String(pick(item, 'text')).includes(live.marker))
    .map((item) => String(pick(item, 'id')));
}

/** Whether a publication that was not clearly answered may have left a post. */
async function maybeLives(live: Live, subject: string): Promise<boolean> {
  // A text that publishes itself bears the marker; a repost has no text.
  if (!/^\d+$/.test(subject)) return subject.startsWith('a repost');
  const wire = await attempt(() => live.call('GET', `/${subject}`, { fields: 'status' }));
  return wire === undefined || pick(wire.body, 'status') === 'PUBLISHED';
}

async function attempt(call: () => Promise<Wire>): Promise<Wire | undefined> {
  try {
    return await call();
  } catch {
    // No answer is one kind of failure, and all failures are told together at the end.
    return undefined;
  }
}
