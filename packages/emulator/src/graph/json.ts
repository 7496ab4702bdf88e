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
  try {
    // The platform's own writer is several times as fast, and few answers have a number that it refuses.
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof TypeError) return write(value);
    throw error;
  }
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
  const text = stringifyJson(value);
  const response = new Response(text, { status, headers: { 'content-type': 'application/json' } });
  texts.set(response, text);
  return response;
}

/** The same without its body, for answers that mostly nobody reads: `withBody` adds it. */
export function unreadJson(value: JsonValue): Response {
  const response = new Response(null, { headers: { 'content-type': 'application/json' } });
  texts.set(response, stringifyJson(value));
  return response;
}

/** An answer as whoever reads it needs it. */
export function withBody(response: Response): Response {
  const text = response.body === null ? texts.get(response) : undefined;
  return text === undefined ? response : new Response(text, response);
}

const texts = /* @__PURE__ */ new WeakMap<Response, string>();

/** The text of an answer that was made here, which stays unread: reading one takes longer than making it. */
export function textOf(response: Response): string | undefined {
  return texts.get(response);
}
