import * as v from 'valibot';
import { check } from './check.ts';

/**
 * The list of fields to ask for: names, and objects that name the fields of a part. Any name passes, since Meta may add
 * fields; what is not a name does not.
 *
 * @internal
 */
export const fieldsInput: v.GenericSchema<unknown> = /* @__PURE__ */ v.pipe(
  /* @__PURE__ */ v.unknown(),
  /* @__PURE__ */ check(isSelection, "must be a list like ['id', { part: ['id'] }]"),
);

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
