import type { Thread } from '@threads-sdk/endpoints';
import { timeOf } from './find-matches.ts';

/** The one post that went live since `sentAt`, if there is exactly one; Threads tells times in whole seconds. */
export function onlyMatch(matches: readonly Thread[], sentAt: number): Thread | undefined {
  const [match, ...others] = matches.filter((each) => timeOf(each) >= Math.floor(sentAt / 1000) * 1000);
  return others.length === 0 ? match : undefined;
}
