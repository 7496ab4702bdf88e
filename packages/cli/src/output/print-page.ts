import { nextCursor, type Pages } from '@threads-sdk/core-http/fetch';
import type { Context } from '../context.ts';
import { print } from './print.ts';
import { printable } from './printable.ts';

/** How a list is printed for people. */
export interface ListForPeople<Item> {
  /** What is said where it is empty. */
  readonly none: string;
  readonly rows: (items: readonly Item[]) => string;
}

/**
 * Reads a page of a list, or all of them, and prints it. The JSON is that of the API, with `paging` only where a page follows and
 * without the addresses in it.
 *
 * @returns what was printed
 */
export async function printPage<Item>(
  context: Context,
  options: { readonly json?: boolean; readonly all?: true },
  pages: Pages<Item>,
  { none, rows }: ListForPeople<Item>,
): Promise<readonly Item[]> {
  const { data, after } = options.all
    ? { data: await readAll(pages), after: undefined }
    : await readOne(pages);
  print(context, options, { data, ...(after !== undefined && { paging: { cursors: { after } } }) }, () =>
    data.length === 0 ? '' : rows(data),
  );
  if (options.json) return data;
  if (data.length === 0) context.messages.write(`${none}\n`);
  if (after !== undefined) context.messages.write(`There are more: --after ${printable(after)}\n`);
  return data;
}

async function readOne<Item>(
  pages: Pages<Item>,
): Promise<{ readonly data: readonly Item[]; readonly after: string | undefined }> {
  const page = await pages;
  return { data: page.data, after: nextCursor(page) };
}

/** All items of a list. */
export async function readAll<Item>(pages: Pages<Item>): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const item of pages) all.push(item);
  return all;
}
