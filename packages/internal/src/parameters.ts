import * as v from 'valibot';
import { standard, type Standard } from './input.ts';
import { fault, isObject, runMember } from './member.ts';

/**
 * The parameters of a call, with faults in our words.
 *
 * @param entries the known ones
 * @param required the names of those that must be there, default none
 * @param defaults what is sent for those that are not there
 */
export function parameters(
  entries: v.ObjectEntries,
  required?: readonly string[],
  defaults?: Readonly<Record<string, unknown>>,
): Standard<unknown> {
  return standard(inputObject(entries, required, defaults));
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
