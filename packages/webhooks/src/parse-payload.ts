import { decodeUtf8, parseJson } from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * Parses the JSON that Meta sends into frozen data. Members whose name ends in `id` are texts with every digit, also
 * where they came as numbers.
 *
 * @returns undefined if it is not JSON in UTF-8, or nested too deeply
 */
export function parsePayload(payload: Uint8Array | string): unknown {
  try {
    return freeze(parseJson(typeof payload === 'string' ? payload : decodeUtf8(payload)));
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

/**
 * What a schema makes of a part of a payload, frozen: members of other types than documented are left out of it. The payload stays as
 * it came.
 *
 * @returns undefined if nothing can be made of it
 */
export function readAs<Output>(schema: v.GenericSchema<unknown, Output>, value: unknown): Output | undefined {
  const { typed, value: output } = schema['~run']({ value: structuredClone(value) }, {});
  if (!typed) return undefined;
  freeze(output);
  return output;
}
