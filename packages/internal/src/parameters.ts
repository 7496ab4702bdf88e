import * as v from 'valibot';
import { check, standard, type Standard } from './input.ts';

/** The parameters of a call: every one is checked, unknown names are refused, and faults are told in our words. */
export function parameters(entries: v.ObjectEntries): Standard<unknown> {
  return standard(inputObject(entries));
}

/** Parameters that the function in front has checked, with the constants that the API wants to see beside them. */
export function checkedInput(constants: Readonly<Record<string, unknown>>): Standard<unknown> {
  return {
    '~standard': {
      version: 1,
      vendor: '@threads-sdk',
      validate: (value) => ({ value: { ...constants, ...Object(value) } }),
    },
  };
}

/**
 * An object to be sent: every member is checked, and each name that is not among them is a fault of its own.
 * (valibot's `strictObject` stops at the first such name.)
 */
export function inputObject<const Entries extends v.ObjectEntries>(
  entries: Entries,
): v.GenericSchema<unknown, v.InferOutput<v.LooseObjectSchema<Entries, undefined>>> {
  return v.pipe(
    v.looseObject(entries),
    v.rawCheck(({ dataset, addIssue }) => {
      const { value } = dataset;
      if (typeof value !== 'object' || value === null) return;
      for (const name of Object.keys(value)) {
        if (!Object.hasOwn(entries, name))
          addIssue({
            message: `unknown name "${name}"; known: ${Object.keys(entries).join(', ') || 'none'}`,
          });
      }
    }),
  );
}

/**
 * The list of fields to ask for: names, and objects that name the fields of a part. Any name passes, since Meta may add
 * fields; what is not a name does not.
 *
 * @param defaults what is asked for without a list, in the API's own syntax; absent: Meta's own defaults
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

/** A moment in a request: a `Date`, whole Unix seconds, or a date text that Meta understands. */
export const timeInput: v.GenericSchema<unknown> = /* @__PURE__ */ v.pipe(
  /* @__PURE__ */ v.unknown(),
  /* @__PURE__ */ check(
    (time) =>
      typeof time === 'string' ? time !== '' : Number.isInteger(time instanceof Date ? +time : time),
    'must be a Date, Unix seconds or a date text',
  ),
);
