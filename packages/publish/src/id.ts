import * as v from 'valibot';

/** The schema of an id of Threads. */
export function id(): v.GenericSchema<string> {
  return v.pipe(
    v.string('must be an id, a string of digits'),
    v.regex(/^\d+$/, 'must be an id, a string of digits'),
  );
}
