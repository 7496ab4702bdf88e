import * as v from 'valibot';
import { check } from './check.ts';

/**
 * The list of fields to ask for: names, and objects that name the fields of a part. Any name passes, since Meta may add
 * fields; what is not a name does not.
 *
 * @param defaults what is asked for without a list, in the API's own syntax; absent: Meta's own defaults
 * @internal
 */
export function fieldsInput(defaults?: string): v.GenericSchema<unknown> {
  return v.pipe(
    v.optional(v.unknown(), defaults),
    check(
      (fields) => fields === defaults || isSelection(fields),
      "must be a list like ['id', { part: ['id'] }]",
    ),
  );
}

function isSelection(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((field) => isField(field));
}

function isField(field: unknown): boolean {
  if (typeof field === 'string') return isName(field);
  return (
    field instanceof Object &&
    Object.entries(field).every(([name, nested]) => isName(name) && isSelection(nested))
  );
}

function isName(text: string): boolean {
  return /^[a-z]\w*$/i.test(text);
}
