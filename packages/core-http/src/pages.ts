import { TransportError } from '@threads-sdk/errors';
import { numberIssues, refuse } from '@threads-sdk/internal';
import type { Client } from './client.ts';
import type { Operation } from './operation.ts';
import { request, type RequestOptions } from './request.ts';

/**
 * One page of a list.
 *
 * @category Walk through pages
 */
export interface Page<Item> {
  readonly data: readonly Item[];
  /** Absent when the list is empty. */
  readonly paging?: Paging;
}

/**
 * Where a page stands in its list.
 *
 * @category Walk through pages
 */
export interface Paging {
  readonly cursors?: { readonly before?: string; readonly after?: string };
  /** Present only if another page follows. Shown without the access token that the API puts into it. */
  readonly next?: string;
  /** Present only if a page precedes. Shown without the access token. */
  readonly previous?: string;
}

/**
 * A list: the promise of its first page and an iterable of all its items. Nothing is sent until it is awaited or
 * iterated; the first page is asked for once, however often it is used.
 *
 * @category Walk through pages
 */
export interface Pages<Item> extends Promise<Page<Item>>, AsyncIterable<Item> {
  /** Page by page instead of item by item. */
  pages(): AsyncIterable<Page<Item>>;

  /**
   * The first items as an array. Pages are asked for until there are enough, and no longer. For all of a list, however long it is,
   * there is `Array.fromAsync` of the language.
   *
   * @param limit how many at most, from 1
   * @throws {InvalidInputError} if `limit` is not usable
   * @throws {unknown} what iterating throws
   */
  toArray(limit: number): Promise<Item[]>;
}

/**
 * Tells where the next page of a list begins, if there is one: a cursor alone does not mean that.
 *
 * @param page a page of a list
 * @returns the cursor to ask with as `after`; `undefined` on the last page
 *
 * @example
 * ```ts
 * import { nextCursor } from '@threads-sdk/core-http';
 *
 * nextCursor({ data: [], paging: { cursors: { after: 'QVFI' }, next: 'https://graph.threads.com/v1.0/me/threads?after=QVFI' } }); // 'QVFI'
 * nextCursor({ data: [], paging: { cursors: { after: 'QVFI' } } }); // undefined
 * ```
 *
 * @category Walk through pages
 */
export function nextCursor({ paging }: Page<unknown>): string | undefined {
  const { cursors, next } = paging ?? {};
  if (!next) return undefined;
  // Some pages have the cursor in the address of the next one alone.
  return cursors?.after || new URLSearchParams(next.split('?')[1]).get('after') || undefined;
}

/**
 * Reads a list page by page. Another page is asked for if the last one says so (`paging.next`), by its cursor and on
 * the client's own host: the address in the answer is never called. A walk goes forward, also from a page that was asked
 * for with `before`.
 *
 * @param client made by `createClient`
 * @param operation what to call
 * @param parameters as for `request`; `after` or `before` is the cursor to begin at, `limit` the size of a page
 * @param options as for `request`; `signal` ends the walk
 * @returns the list, lazily
 * @throws {unknown} what `request` throws, when awaited or iterated
 * @throws {TransportError} with code `PAGINATION_LOOP` if another page is announced and has no new cursor while iterating
 *
 * @example
 * ```ts
 * import { type Client, type Operation, type Page, requestPages } from '@threads-sdk/core-http';
 *
 * export async function printAll(client: Client, listThreads: Operation<Page<{ id: string }>>): Promise<void> {
 *   const threads = requestPages(client, listThreads, { user_id: 'me', limit: 100 });
 *   console.log(`${(await threads).data.length} on the first page`);
 *   for await (const thread of threads) console.log(thread.id);
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/graph-api/results
 * @category Call an endpoint of your own
 */
export function requestPages<Item>(
  client: Client,
  operation: Operation<Page<Item>>,
  parameters: object,
  options?: RequestOptions,
): Pages<Item> {
  let first: Promise<Page<Item>> | undefined;
  const firstPage = (): Promise<Page<Item>> => (first ??= request(client, operation, parameters, options));

  async function* pages(): AsyncGenerator<Page<Item>, void, undefined> {
    const seen = new Set<unknown>([Object(parameters).after]);
    let page = await firstPage();
    for (;;) {
      yield page;
      if (!page.paging?.next) return;
      const after = nextCursor(page);
      if (!after || seen.has(after)) {
        const { id, method, path } = operation;
        throw new TransportError('PAGINATION_LOOP', `${id}: no new cursor`, {
          operation: id,
          method,
          path,
          attempts: 1,
          reason: 'no new cursor',
          remedy: 'Use what was read.',
          carriedOut: 'no',
        });
      }
      seen.add(after);
      page = await request(client, operation, { ...parameters, before: undefined, after }, options);
    }
  }

  async function* items(): AsyncGenerator<Item, void, undefined> {
    for await (const page of pages()) yield* page.data;
  }

  return {
    // oxlint-disable-next-line unicorn/no-thenable -- it is a promise
    then: (onPage, onError) => firstPage().then(onPage, onError),
    catch: (onError) => firstPage().catch(onError),
    finally: (onEnd) => firstPage().finally(onEnd),
    pages,
    toArray: async (limit) => {
      refuse('toArray', numberIssues('limit', limit, 1));
      const taken: Item[] = [];
      for await (const item of items()) {
        if (taken.push(item) + 1 > limit) return taken;
      }
      return taken;
    },
    [Symbol.asyncIterator]: items,
    [Symbol.toStringTag]: 'Pages',
  };
}
