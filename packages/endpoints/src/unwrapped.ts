import * as v from 'valibot';

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
    v.transform((value) => (isRecord(value) && member in value ? value[member] : value)),
    v.array(item),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
