import type { Page } from '@threads-sdk/core-http';
import * as v from 'valibot';

/**
 * One page of a list: the items under `data`, and the cursors under `paging` (which an empty page lacks).
 *
 * @internal
 */
export function pageOf<Item>(item: v.GenericSchema<unknown, Item>): v.GenericSchema<unknown, Page<Item>> {
  const text = v.exactOptional(v.string());
  const cursors = v.exactOptional(v.looseObject({ before: text, after: text }));
  return v.looseObject({
    data: v.array(item),
    paging: v.exactOptional(v.looseObject({ cursors, next: text, previous: text })),
  });
}
