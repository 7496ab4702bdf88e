import * as v from 'valibot';
import { isId } from './steps/id-of.ts';

/** The schema of an id of Threads. */
export function id(): v.GenericSchema<string> {
  const message = 'must be an id, a string of digits';
  return v.pipe(
    v.string(message),
    v.check((text: string) => isId(text), message),
  );
}
