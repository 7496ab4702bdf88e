import * as v from 'valibot';
import { check } from './input.ts';
import { fault, isObject, runMember } from './member.ts';

/** Parameters that the function in front has checked, with the constants that the API wants to see beside them. */
export function checkedInput(
  constants: Readonly<Record<string, unknown>>,
): v.GenericSchema<unknown, Record<string, unknown>> {
  return v.pipe(
    v.custom<object>(() => true),
    v.rawTransform(({ dataset }) => ({ ...constants, ...dataset.value })),
  );
}

/**
 * An object to be sent: every member is checked, and each name that is not among them is a fault of its own.
 *
 * @param entries the known members
 * @param required the names of those that must be there, default none
 * @param defaults what stands for those that are not there
 */
export function inputObject<Output extends object = Record<string, unknown>>(
  entries: v.ObjectEntries,
  required: readonly string[] = [],
  defaults: Readonly<Record<string, unknown>> = {},
): v.GenericSchema<unknown, Output> {
  const schemas = new Map(Object.entries<v.GenericSchema>(entries));
  return v.pipe(
    v.custom<Record<string, unknown>>(isObject, 'must be an object'),
    v.rawTransform(({ config, dataset: { value: object }, addIssue }) => {
      const output = { ...defaults };
      for (const name of required) if (object[name] === undefined) addIssue(fault(name, 'is missing'));
      for (const [name, member] of Object.entries(object)) {
        const schema = schemas.get(name);
        if (!schema) addIssue(fault(name, `is unknown; known: ${[...schemas.keys()].join(', ') || 'none'}`));
        else if (member !== undefined)
          output[name] = runMember(name, schema, member, config as never, addIssue);
      }
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its members were checked one by one
      return output as Output;
    }),
  );
}

// Without a message of our own, valibot would tell the value, which may be a secret.
export const text: v.GenericSchema<string> = /* @__PURE__ */ v.string('must be a string');
/** A text with something in it. */
export const filledText: v.GenericSchema<string> = /* @__PURE__ */ v.pipe(
  text,
  /* @__PURE__ */ check((value) => value !== '', 'must not be empty'),
);
export const number: v.GenericSchema<number> = /* @__PURE__ */ v.number('must be a number');
export const flag: v.GenericSchema<boolean> = /* @__PURE__ */ v.boolean('must be a boolean');

/** One of some texts. */
export function oneOf<const Values extends readonly string[]>(
  values: Values,
): v.GenericSchema<Values[number]> {
  return v.picklist(values, `must be one of: ${values.join(', ')}`);
}

/** A list of which each item is checked. */
export function listOf<Item>(item: v.GenericSchema<unknown, Item>): v.GenericSchema<unknown, Item[]> {
  return v.array(item, 'must be an array');
}

/**
 * The list of fields to ask for: names, and objects that name the fields of a part. Any name passes, since Meta may add
 * fields; what is not a name does not.
 */
export const fieldsInput: v.GenericSchema<unknown> = /* @__PURE__ */ v.custom<unknown>(
  isSelection,
  "must be a list like ['id', { part: ['id'] }]",
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

/** A moment in a request: a `Date`, whole Unix seconds, or a date text that Meta understands. */
export const timeInput: v.GenericSchema<unknown> = /* @__PURE__ */ v.custom<unknown>(
  (time) => (typeof time === 'string' ? time !== '' : Number.isInteger(time instanceof Date ? +time : time)),
  'must be a Date, Unix seconds or a date text',
);
