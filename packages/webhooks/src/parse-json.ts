/**
 * Parses JSON into frozen data. Members whose name ends in `id` are texts with every digit, also where they were written
 * as numbers, which JavaScript would round beyond 2^53. Members that are null are left out, as are those that could reach
 * a prototype.
 *
 * @returns undefined if it is not JSON in UTF-8, or nested too deeply
 */
export function parseJson(body: Uint8Array | string): unknown {
  try {
    const text = typeof body === 'string' ? body : new TextDecoder('utf-8', { fatal: true }).decode(body);
    // Within a text each quote has a backslash before it, so that what follows `id":` is the value of a member.
    return JSON.parse(text.replaceAll(/(id"\s*:\s*)(\d+)(?=[\s,}])/g, '$1"$2"'), tidy);
  } catch {
    return undefined; // a parser's error quotes the text
  }
}

function tidy(this: unknown, key: string, value: unknown): unknown {
  const isUnwanted = value === null || ['__proto__', 'constructor', 'prototype'].includes(key);
  // A reviver removes what it answers with undefined; an element of a list would leave a hole.
  return isUnwanted && !Array.isArray(this) ? undefined : Object.freeze(value);
}
