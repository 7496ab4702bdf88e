import * as v from 'valibot';

/**
 * An object to be sent: every member is checked, and each name that is not among them is a fault of its own.
 * (valibot's `strictObject` stops at the first such name.)
 *
 * @internal
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
