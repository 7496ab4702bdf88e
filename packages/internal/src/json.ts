/**
 * Parses an answer of the Graph API. Integers beyond 2^53 become strings with every digit, null members are dropped
 * (absent and null mean the same there; arrays keep their nulls), keys that could reach a prototype are dropped, and
 * the access token that the addresses `next` and `previous` carry is cut out.
 *
 * @throws {SyntaxError} if the text is not JSON
 * @throws {RangeError} if it is nested too deeply or holds a number of millions of digits
 */
export function parseJson(text: string): unknown {
  return tidy(parseExactJson(text));
}

/**
 * Parses JSON. Integers beyond 2^53 become strings with every digit.
 *
 * @throws {SyntaxError} if the text is not JSON; its message quotes the text
 * @throws {RangeError} if it is nested too deeply or holds a number of millions of digits
 */
export function parseExactJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // Ids come as strings nearly everywhere, and looking at the values is faster than looking for digits in the text.
  return isExact(value) ? value : JSON.parse(quoteLargeIntegers(text));
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

/** Whether no number in it lies where JavaScript rounds integers. */
function isExact(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isExact);
  if (isObject(value)) for (const key in value) if (!isExact(value[key])) return false;
  return typeof value !== 'number' || Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

/** Quotes integers of a text that is JSON, or else the quotes could make JSON of what is none. */
function quoteLargeIntegers(text: string): string {
  let inString = false;
  return text.replace(/\\.|"|-?\d[\d.eE+-]*/g, (token) => {
    if (token === '"') inString = !inString;
    const isLarge = !inString && /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token));
    return isLarge ? `"${token}"` : token;
  });
}

// A reviver would do the same at several times the cost of parsing; and of the loops, for-in is by far the fastest, as
// long as it never sees an array. What JSON.parse made has no members but its own.
function tidy(value: unknown): unknown {
  if (Array.isArray(value)) {
    for (const item of value) tidy(item);
  } else if (isObject(value)) {
    for (const key in value) {
      const member = value[key];
      if (isUnwanted(key, member)) delete value[key];
      else if (typeof member === 'object') tidy(member);
      else if (typeof member === 'string' && (key === 'next' || key === 'previous'))
        value[key] = withoutToken(member);
    }
  }
  return value;
}

/** Whether a member of an object is dropped: null means absent to Meta, and some keys could reach a prototype. */
export function isUnwanted(key: string, member: unknown): boolean {
  return member === null || key === '__proto__' || key === 'constructor' || key === 'prototype';
}

/** Cuts the access token out of an address that Meta has put it into. */
export function withoutToken(url: string): string {
  return url.replaceAll(/\baccess_token=[^&#]*&?/g, '').replace(/[?&](?=#|$)/, '');
}

/** Whether it is a JSON object: neither null nor an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
