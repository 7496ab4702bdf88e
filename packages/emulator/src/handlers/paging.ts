import type { Call } from './call.ts';
import { invalidPaging } from '../graph/errors.ts';
import type { JsonValue } from '../graph/json.ts';
import { limits } from '../description/limits.ts';
import { some, take, type Listing, type Place, type Timeline } from '../model/listing.ts';
import { optionalBoolean, optionalText } from '../graph/parameters.ts';
import { parseTime } from '../graph/times.ts';

/** A list in the order that `reverse` asks for: newest first unless it is `false`. */
export function inReplyOrder<Item extends Place>(
  { parameters }: Call,
  newestFirst: Timeline<Item>,
): Timeline<Item> {
  return (optionalBoolean(parameters, 'reverse') ?? true) ? newestFirst : newestFirst.reversed();
}

/**
 * Cuts the page that a request asks for out of all items.
 *
 * @throws {GraphError} `invalidPaging` for both cursors at once, a cursor that is none, and a limit out of bounds.
 */
export function paginate<Item extends Place>(
  call: Call,
  listing: Listing<Item>,
): { readonly items: readonly Item[]; readonly paging: JsonValue | undefined } {
  const limit = readLimit(call);
  const after = readCursor(call, 'after');
  const before = readCursor(call, 'before');
  if (after !== undefined && before !== undefined)
    throw invalidPaging('Cannot specify both before and after cursors');
  // A cursor is a place and not an item: that one may have been deleted since.
  const items =
    before === undefined
      ? take(listing.after(after), limit)
      : take(listing.before(before), limit).toReversed();
  const [first, last] = [items[0], items.at(-1)];
  if (first === undefined || last === undefined) return { items, paging: undefined };
  const cursors = { before: formatCursor(first), after: formatCursor(last) };
  return {
    items,
    paging: {
      cursors,
      next: some(listing.after(last)) ? pageUrl(call, { after: cursors.after }) : undefined,
      previous: some(listing.before(first)) ? pageUrl(call, { before: cursors.before }) : undefined,
    },
  };
}

function readLimit({ parameters }: Call): number {
  const text = optionalText(parameters, 'limit');
  if (text === undefined) return limits.defaultPageItems.value;
  const max = limits.maxPageItems.value;
  const limit = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(limit <= max)) throw invalidPaging(`Param limit must be a number from 0 to ${max}.`);
  return limit;
}

// A cursor holds the place of an item; to clients it means nothing.
function formatCursor({ id, createdAt }: Place): string {
  return `QVFI${btoa(`${createdAt}:${id}`).replaceAll('=', '')}`;
}

function readCursor({ parameters }: Call, name: 'after' | 'before'): Place | undefined {
  const text = optionalText(parameters, name);
  if (text === undefined) return undefined;
  const match = /^(\d{1,20}):0*(\d{1,20})$/.exec(decodeCursor(text));
  if (match === null) throw invalidPaging(`Param ${name} is not a valid cursor.`);
  return { createdAt: Number(match[1]), id: match[2] ?? '' };
}

function decodeCursor(text: string): string {
  if (!text.startsWith('QVFI')) return '';
  try {
    return atob(text.slice(4));
  } catch {
    return '';
  }
}

/** The address of another page: every parameter of the request, the token among them, with `changes` applied. */
export function pageUrl(call: Call, changes: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams({ access_token: call.accessToken, pretty: '0' });
  for (const [name, values] of call.parameters) {
    const kept = name !== 'access_token' && name !== 'pretty' && name !== 'after' && name !== 'before';
    if (kept && !(name in changes)) for (const value of values) query.append(name, value);
  }
  for (const [name, value] of Object.entries(changes)) query.append(name, value);
  return `${call.url.origin}${call.url.pathname}?${query}`;
}

/**
 * The items between `since` and `until`, both included.
 *
 * @throws {GraphError} `invalidPaging` for a text that is no time and for times out of bounds.
 */
export function withinTimes<Item extends Place>(call: Call, items: Timeline<Item>): Timeline<Item> {
  const now = call.context.clock.now();
  const since = readTime(call, 'since');
  const until = readTime(call, 'until');
  const { value: earliest } = limits.minPostUnixSeconds;
  if (since !== undefined && since < earliest * 1000)
    throw invalidPaging(`Param since must be ${earliest} or later.`);
  if (until !== undefined && until > now) throw invalidPaging('Param until must not be in the future.');
  if (since !== undefined && since >= (until ?? now))
    throw invalidPaging(`Param since must be before ${until === undefined ? 'now' : 'until'}.`);
  if (since === undefined && until === undefined) return items;
  // Whole seconds are compared.
  const start = since === undefined ? Number.NEGATIVE_INFINITY : Math.ceil(since / 1000) * 1000;
  const end = until === undefined ? Number.POSITIVE_INFINITY : Math.floor(until / 1000) * 1000 + 1000;
  return items.between(start, end);
}

/** A time parameter in epoch milliseconds. */
export function readTime({ context, parameters }: Call, name: string): number | undefined {
  const text = optionalText(parameters, name);
  if (text === undefined) return undefined;
  const time = parseTime(text, context.clock.now());
  if (time === undefined) throw invalidPaging(`Param ${name} is not a valid time.`);
  return time;
}
