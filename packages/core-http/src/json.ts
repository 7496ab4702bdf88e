/**
 * Parses an answer of the Graph API. Integers beyond 2^53 become strings with every digit, null members are dropped
 * (absent and null mean the same there; arrays keep their nulls), keys that could reach a prototype are dropped, and
 * the access token that the addresses `next` and `previous` carry is cut out.
 *
 * @throws SyntaxError if the text is not JSON, RangeError if it is nested too deeply or holds a number of millions of
 *   digits.
 */
export function parseJson(text: string): unknown {
  const exact = unquotedLongNumber.test(text) ? quoteLargeIntegers(text) : text;
  return JSON.parse(exact, tidy) ?? null;
}

// 2^53 has 16 digits. Ids come as strings nearly everywhere, so this rarely matches.
const unquotedLongNumber = /(?:^|[\s:,[-])\d{16}/;

function quoteLargeIntegers(text: string): string {
  JSON.parse(text); // or else the quotes could make JSON of what is none
  let inString = false;
  return text.replace(/\\.|"|-?\d[\d.eE+-]*/g, (token) => {
    if (token === '"') inString = !inString;
    const isLarge = !inString && /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token));
    return isLarge ? `"${token}"` : token;
  });
}

function tidy(this: unknown, key: string, value: unknown): unknown {
  if (value === null ? !Array.isArray(this) : /^(?:__proto__|constructor|prototype)$/.test(key))
    return undefined;
  return typeof value === 'string' && /^(?:next|previous)$/.test(key) ? withoutToken(value) : value;
}

function withoutToken(url: string): string {
  return url.replaceAll(/\baccess_token=[^&#]*&?/g, '').replace(/[?&](?=#|$)/, '');
}
