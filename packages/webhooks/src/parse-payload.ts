import { decodeUtf8, parseJson } from '@threads-sdk/internal';
import * as v from 'valibot';

/**
 * Parses the JSON that Meta sends into frozen data. Members whose name ends in `id` are texts with every digit, also
 * where they came as numbers.
 *
 * @returns undefined if it is not JSON in UTF-8, or nested too deeply
 */
export function parsePayload(payload: Uint8Array | string): unknown {
  try {
    return freeze(parseJson(typeof payload === 'string' ? payload : decodeUtf8([payload])));
  } catch {
    return undefined; // a parser's error quotes the text
  }
}

function freeze(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const [key, member] of Object.entries(value)) {
    const isId = key.endsWith('id') && Number.isSafeInteger(member); // greater ones are texts already
    if (isId) Object.assign(value, { [key]: String(member) });
    else freeze(member);
  }
  return Object.freeze(value);
}

/** Whether it is what a schema wants. Members that the schema does not know do not matter. */
export function isOf<Output>(schema: v.GenericSchema<unknown, Output>, value: unknown): value is Output {
  return v.is(schema, value);
}
