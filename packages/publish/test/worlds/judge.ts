import { isThreadsError, type ThreadsError } from '@threads-sdk/errors';
import type { PublishedPost } from '../../src/index.ts';

/** One key: what is published under it, and what came of that. */
export interface Job {
  readonly key: string;
  /** Its posts, by what tells them apart. */
  readonly parts: readonly string[];
  /** The ids of what its requests have made of each of them, and since when. */
  readonly live: ReadonlyMap<string, Map<string, number>>;
  /** What was said when one was called not live. */
  readonly denials: { readonly part: string; readonly says: string }[];
}

/** How an attempt ends. */
export type Ending = 'died' | readonly PublishedPost[] | { readonly error: unknown };

/** What the end of a call says that is not true at this moment. */
export function falseWords(
  ending: readonly PublishedPost[] | { readonly error: unknown },
  of: Job,
): readonly string[] {
  const wrongIds = (posts: readonly PublishedPost[]): readonly string[] =>
    posts.flatMap(({ id }, index) => {
      const ids = [...(of.live.get(of.parts[index] ?? '')?.keys() ?? [])];
      return ids.includes(id) ? [] : [`${of.key} is called live as ${id}, and is ${ids.join() || 'not'}`];
    });
  if (!('error' in ending)) return wrongIds(ending);
  const { error } = ending;
  if (!isThreadsError(error)) return [`${of.key}: no error of ours: ${String(error)}`];
  if (error.name !== 'PublishChainError') return falseWord(error, of, 0);
  const isLive = error.index > 0;
  return [
    ...wrongIds(error.published),
    ...falseWord(error.cause, of, error.index),
    ...(isLive && error.carriedOut !== 'yes' ? [`${of.key}: a part is live: ${error.message}`] : []),
  ];
}

function falseWord(
  { carriedOut, message }: ThreadsError,
  { denials, key, live, parts }: Job,
  index: number,
): readonly string[] {
  const part = parts[index] ?? '';
  const isLive = (live.get(part)?.size ?? 0) > 0;
  const says = `${key}: ${carriedOut}: ${message}`;
  if (carriedOut === 'yes') return isLive ? [] : [`called live, and is not: ${says}`];
  if (carriedOut === 'maybe') return [];
  denials.push({ part, says });
  return isLive ? [`called not live, and is: ${says}`] : [];
}

/** What became of a post is looked for so long at least, in milliseconds. */
const shortestSearch = 25_000;

/**
 * What is wrong with an attempt that found out nothing about a post which showed in the lists in time.
 *
 * @param sentAt when it was first tried to publish it
 * @param lag how long it takes to show
 */
export function overlooked(
  ending: Ending,
  { key, live }: Job,
  sentAt: number,
  lag: number,
): readonly string[] {
  const error = ending === 'died' || !('error' in ending) ? undefined : ending.error;
  if (!isThreadsError(error) || error.code !== 'OUTCOME_UNKNOWN') return [];
  const showsFrom = Math.min(...[...live.values()].flatMap((ids) => [...ids.values()])) + lag;
  return showsFrom > sentAt + shortestSearch
    ? []
    : [`${key}: it showed, and was not found: ${error.message}`];
}

/** Whether a key may stay without an answer, because nobody can tell what became of its post, or which it is. */
export function mayStay(error: unknown, hasContainer: boolean, isObscure: boolean): boolean {
  if (!isThreadsError(error)) return false;
  const { carriedOut, code } = error.name === 'PublishChainError' ? error.cause : error;
  return code === 'OUTCOME_UNKNOWN' && isObscure && (!hasContainer || carriedOut === 'yes');
}
