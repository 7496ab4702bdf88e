import { dayEndBefore, type Window } from '../insights/days.ts';
import type { Call } from './call.ts';
import { invalidPaging } from '../graph/errors.ts';
import { limits } from '../description/limits.ts';
import { pageUrl, readTime } from './paging.ts';

const day = 86_400_000;

/**
 * The span that a call for insights asks for; by default yesterday and today so far.
 *
 * @throws {GraphError} `invalidPaging` for a time that is too early, or an end before the start.
 */
export function readWindow(call: Call): Window {
  const end = readTime(call, 'until');
  const start = readTime(call, 'since');
  const until = end ?? call.context.clock.now();
  const since = start ?? dayEndBefore(until) - day;
  const { value: earliest } = limits.minInsightUnixSeconds;
  if (since < earliest * 1000) {
    if (start !== undefined) throw invalidPaging(`Param since must be ${earliest} or later.`);
    throw invalidPaging(`Param until must be later: without since the span begins before ${earliest}.`);
  }
  if (since >= until)
    throw invalidPaging(`Param since must be before ${end === undefined ? 'now' : 'until'}.`);
  return { since, until };
}

const order = ['access_token', 'pretty', 'breakdown', 'metric', 'since', 'until'];

/** The same call for the span before (-1) or after (1). */
export function windowUrl(call: Call, { since, until }: Window, direction: -1 | 1): string {
  const shift = direction * (until - since);
  const seconds = (instant: number): string => String(Math.floor((instant + shift) / 1000));
  const url = new URL(pageUrl(call, { since: seconds(since), until: seconds(until) }));
  // The order of real ones: the token and `pretty`, the breakdown, the metrics, the times.
  const place = ([name]: readonly [string, string]): number => order.indexOf(name);
  const parameters = [...url.searchParams].toSorted((one, other) => place(one) - place(other));
  url.search = String(new URLSearchParams(parameters));
  return url.href;
}
