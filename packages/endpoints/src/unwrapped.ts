import * as v from 'valibot';
import { isObject } from './is-object.ts';

/**
 * A list that comes bare, or inside an object under `member`: callers always get the bare list.
 *
 * @internal
 */
export function unwrapped<Item>(
  member: string,
  item: v.GenericSchema<unknown, Item>,
): v.GenericSchema<unknown, Item[]> {
  return v.pipe(
    v.unknown(),
    v.transform((value) => (isObject(value) && member in value ? value[member] : value)),
    v.array(item),
  );
}
