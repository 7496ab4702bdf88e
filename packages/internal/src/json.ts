/**
 * Parses an answer of the Graph API. Integers beyond 2^53 become strings with every digit, null members are dropped
 * (absent and null mean the same there; arrays keep their nulls), keys that could reach a prototype are dropped, and
 * the access token that the addresses `next` and `previous` carry is cut out.
 *
 * @throws {SyntaxError} if the text is not JSON
 * @throws {RangeError} if it is nested too deeply or holds a number of millions of digits
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // Ids come as strings nearly everywhere. To look at each number is faster than to look for digits in the text.
  if (tidy(value)) return value;
  const exact: unknown = JSON.parse(quoteLargeIntegers(text));
  tidy(exact);
  return exact;
}

/**
 * Parses a text that is no answer of the API, as it is; `undefined` if it is no JSON. The parser's own error would quote
 * the text.
 */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Parses a text that is no answer of the API, but may hold ids as bare numbers: integers beyond 2^53 become strings with
 * every digit, null members of objects are dropped; `undefined` if it is no JSON.
 */
export function readExactJson(text: string): unknown {
  try {
    JSON.parse(text);
    return JSON.parse(quoteLargeIntegers(text), function (this: unknown, _, value: unknown) {
      return Array.isArray(this) ? value : (value ?? undefined);
    });
  } catch {
    return undefined;
  }
}

/** Quotes integers of a text that is JSON, or else the quotes could make JSON of what is none. */
function quoteLargeIntegers(text: string): string {
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g, (token) =>
    /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
  );
}

/**
 * Changes a value in place. A reviver would do the same at several times the cost of parsing; and of the loops, for-in is
 * by far the fastest, as long as it never sees an array. What JSON.parse made has no members but its own.
 *
 * @returns whether no number in it lies where JavaScript rounds integers
 */
function tidy(value: unknown): boolean {
  let isExact = typeof value !== 'number' || Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  if (Array.isArray(value)) {
    for (const item of value) isExact = tidy(item) && isExact;
  } else if (isObject(value)) {
    for (const key in value) {
      const member = value[key];
      if (member === null || key === '__proto__' || key === 'constructor' || key === 'prototype') {
        delete value[key];
      } else if (typeof member === 'string') {
        if (key === 'next' || key === 'previous') value[key] = withoutToken(member);
      } else {
        isExact = tidy(member) && isExact;
      }
    }
  }
  return isExact;
}

/** Cuts the access token out of an address that Meta has put it into. */
export function withoutToken(url: string): string {
  return url.replaceAll(/\baccess_token=[^&#]*&?/g, '').replace(/[?&](?=#|$)/, '');
}

/** Whether it is a JSON object: neither null nor an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
