/** A value of an answer. A `bigint` becomes a bare number with all its digits; an absent member is left out. */
export type JsonValue =
  | string
  | number
  | bigint
  | boolean
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };

/** `JSON.stringify` for answers: Meta sends some ids as bare numbers that a double cannot hold. */
export function stringifyJson(value: JsonValue): string {
  // Few answers have such a number, and the platform's own writer is several times as fast.
  return hasBigInt(value) ? write(value) : JSON.stringify(value);
}

function hasBigInt(value: JsonValue | undefined): boolean {
  if (typeof value !== 'object') return typeof value === 'bigint';
  return isList(value) ? value.some(hasBigInt) : Object.values(value).some(hasBigInt);
}

function write(value: JsonValue): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(write).join(',')}]`;
  const members: string[] = [];
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${write(member)}`);
  }
  return `{${members.join(',')}}`;
}

// Array.isArray does not narrow readonly arrays.
function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** The HTTP answer that carries `value` as JSON. */
export function jsonResponse(value: JsonValue, status = 200): Response {
  return new Response(stringifyJson(value), { status, headers: { 'content-type': 'application/json' } });
}
