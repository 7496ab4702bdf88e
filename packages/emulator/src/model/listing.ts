/** What a list is ordered and cut by. */
export interface Place {
  readonly id: string;
  readonly createdAt: number;
}

/** Which of two comes first in a list. */
export type Order = (one: Place, other: Place) => number;

/** Oldest first; of two posts of the same instant the one that was made earlier. */
export const oldestFirst: Order = (one, other) =>
  one.createdAt - other.createdAt || compareIds(one.id, other.id);

/** Newest first; of two posts of the same instant the one that was made later. */
export const newestFirst: Order = (one, other) => oldestFirst(other, one);

// Ids are numbers beyond 2 ** 53 without leading zeros: the longer one is the greater one.
function compareIds(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  return one === other ? 0 : one < other ? -1 : 1;
}

/** A sorted list that is walked from any place in it: a page costs what stands on it, not what the list holds. */
export interface Listing<Item extends Place> {
  /** The items behind a place, whether an item stands there or not; without one, all from the first. */
  readonly after: (place?: Place) => Iterable<Item>;
  /** The items before a place, walking back from it; without one, all from the last. */
  readonly before: (place?: Place) => Iterable<Item>;
}

/** Makes a listing of items that are sorted by `order` already. They are not copied: it is for reading at once. */
export function createListing<Item extends Place>(items: readonly Item[], order: Order): Listing<Item> {
  return {
    after: (place) => walk(items, place === undefined ? 0 : countUpTo(items, order, place), 1, everyItem),
    before: (place) =>
      walk(items, (place === undefined ? items.length : countBefore(items, order, place)) - 1, -1, everyItem),
  };
}

/** The same list without the items that `isShown` is false for; they are skipped when it is walked. */
export function where<Item extends Place>(
  listing: Listing<Item>,
  isShown: (item: Item) => boolean,
): Listing<Item> {
  return {
    after: (place) => keep(listing.after(place), isShown),
    before: (place) => keep(listing.before(place), isShown),
  };
}

function* keep<Item>(items: Iterable<Item>, isShown: (item: Item) => boolean): Iterable<Item> {
  for (const item of items) if (isShown(item)) yield item;
}

/** A listing in the order of time. */
export interface Timeline<Item extends Place> extends Listing<Item>, Iterable<Item> {
  /** The same list without the items that `isShown` is false for; they are skipped when it is walked. */
  readonly filter: (isShown: (item: Item) => boolean) => Timeline<Item>;
  /** The items that were made at `start` or later and before `end`, in epoch milliseconds. */
  readonly between: (start: number, end: number) => Timeline<Item>;
  /** The same list the other way round. */
  readonly reversed: () => Timeline<Item>;
}

/** Makes a timeline of items that are sorted oldest first. They are not copied: it is for reading at once. */
export function createTimeline<Item extends Place>(
  items: readonly Item[],
  direction: 'oldest first' | 'newest first',
  isShown: (item: Item) => boolean = everyItem,
): Timeline<Item> {
  const later = (place?: Place): Iterable<Item> =>
    walk(items, place === undefined ? 0 : countUpTo(items, oldestFirst, place), 1, isShown);
  const earlier = (place?: Place): Iterable<Item> =>
    walk(
      items,
      (place === undefined ? items.length : countBefore(items, oldestFirst, place)) - 1,
      -1,
      isShown,
    );
  const isRising = direction === 'oldest first';
  const after = isRising ? later : earlier;
  return {
    after,
    before: isRising ? earlier : later,
    filter: (condition) => createTimeline(items, direction, (item) => isShown(item) && condition(item)),
    between: (start, end) => {
      const countEarlier = (instant: number): number =>
        countWhile(items, ({ createdAt }) => createdAt < instant);
      return createTimeline(items.slice(countEarlier(start), countEarlier(end)), direction, isShown);
    },
    reversed: () => createTimeline(items, isRising ? 'newest first' : 'oldest first', isShown),
    [Symbol.iterator]: () => after()[Symbol.iterator](),
  };
}

function* walk<Item>(
  items: readonly Item[],
  start: number,
  step: 1 | -1,
  isShown: (item: Item) => boolean,
): Iterable<Item> {
  for (let index = start; ; index += step) {
    const item = items[index];
    if (item === undefined) return;
    if (isShown(item)) yield item;
  }
}

const everyItem = (): boolean => true;

function countBefore<Item extends Place>(items: readonly Item[], order: Order, place: Place): number {
  return countWhile(items, (item) => order(item, place) < 0);
}

function countUpTo<Item extends Place>(items: readonly Item[], order: Order, place: Place): number {
  return countWhile(items, (item) => order(item, place) <= 0);
}

/** How many items from the first on fulfil a condition that, once it fails, fails for all behind. */
export function countWhile<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && holds(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first of some items, at most so many. */
export function take<Item>(items: Iterable<Item>, limit: number): readonly Item[] {
  const taken: Item[] = [];
  if (limit === 0) return taken;
  for (const item of items) if (taken.push(item) === limit) break;
  return taken;
}

/** Whether an item fulfils the condition; without one, whether there is an item at all. */
export function some<Item>(items: Iterable<Item>, condition: (item: Item) => boolean = everyItem): boolean {
  for (const item of items) if (condition(item)) return true;
  return false;
}

/** How many items there are. */
export function count(items: Iterable<unknown>): number {
  return [...items].length;
}
