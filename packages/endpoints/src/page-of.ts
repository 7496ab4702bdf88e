import type { Page, Paging } from '@threads-sdk/core-http/fetch';
import { listOf, answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * One page of a list: the items under `data`, and the cursors under `paging` (which an empty page lacks).
 *
 * @internal
 */
export function pageOf<Item>(item: v.GenericSchema<unknown, Item>): v.GenericSchema<unknown, Page<Item>> {
  const cursors = answerObject<Cursors>({ before: 'string', after: 'string' });
  const paging = answerObject<Paging>({ cursors, next: 'string', previous: 'string' });
  return answerObject<Page<Item>>({ data: listOf(item), paging }, ['data']);
}

type Cursors = NonNullable<Paging['cursors']>;
