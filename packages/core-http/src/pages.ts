import { TransportError } from '@threads-sdk/errors';
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
    const seen = new Set<unknown>([Reflect.get(parameters, 'after')]);
    let page = await firstPage();
    for (;;) {
      yield page;
      const { cursors, next } = page.paging ?? {};
      if (!next) return;
      // Some pages have the cursor in the address of the next one alone.
      const after = cursors?.after || new URLSearchParams(next.split('?')[1]).get('after');
      if (!after || seen.has(after)) {
        const { id, method, path } = operation;
        const reason = 'no new cursor';
        throw new TransportError('PAGINATION_LOOP', `${id}: ${reason}`, {
          operation: id,
          method,
          path,
          attempts: 1,
          reason,
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
    [Symbol.asyncIterator]: items,
    [Symbol.toStringTag]: 'Pages',
  };
}
