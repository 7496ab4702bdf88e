import { invalidParameter, parameterMissing } from './errors.ts';

/** What a request carries in query and body: every value of every name, in the order in which they came. */
export type Parameters = ReadonlyMap<string, readonly string[]>;

/**
 * Reads the parameters of a request from its query and its body: urlencoded, multipart or JSON, with any method.
 * The request's body is consumed; hand over a clone to keep it.
 */
export async function readParameters(request: Request): Promise<Parameters> {
  const parameters = new Map<string, string[]>();
  const add = (name: string, value: string): void => {
    const values = parameters.get(name);
    if (values === undefined) parameters.set(name, [value]);
    else values.push(value);
  };
  for (const [name, value] of new URL(request.url).searchParams) add(name, value);
  for (const [name, value] of await readBody(request)) add(name, value);
  return parameters;
}

async function readBody(request: Request): Promise<readonly (readonly [string, string])[]> {
  // Asked first: a server makes the body of a request only when somebody looks for it.
  if (request.method === 'GET' || request.body === null) return [];
  const contentType = request.headers.get('content-type')?.toLowerCase() ?? '';
  if (contentType.includes('json')) return readJson(await request.text());
  if (contentType.startsWith('application/x-www-form-urlencoded'))
    return [...new URLSearchParams(await request.text())];
  if (!contentType.startsWith('multipart/form-data')) return [];
  const body = await request.arrayBuffer();
  if (body.byteLength === 0) return [];
  const headers = { 'content-type': request.headers.get('content-type') ?? '' };
  const form = await new Response(body, { headers }).formData().catch(() => {
    throw invalidParameter('The multipart body could not be read');
  });
  return Promise.all(
    [...form].map(
      async ([name, value]) => [name, typeof value === 'string' ? value : await value.text()] as const,
    ),
  );
}

function readJson(text: string): readonly (readonly [string, string])[] {
  if (text.trim() === '') return [];
  let body: unknown;
  try {
    body = JSON.parse(quoteLongIntegers(text));
  } catch {
    throw invalidParameter('The JSON body could not be read');
  }
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]);
}

// An id may come as a bare number, of which JSON.parse would lose digits.
function quoteLongIntegers(json: string): string {
  return json.replaceAll(/"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g, (match) =>
    match.startsWith('"') ? match : `"${match}"`,
  );
}

/** The value of a parameter; of several the last, and an empty one counts as not sent. */
export function optionalText(parameters: Parameters, name: string): string | undefined {
  const value = parameters.get(name)?.at(-1);
  return value === '' ? undefined : value;
}

/** The value of a parameter that must be there. */
export function requiredText(parameters: Parameters, name: string): string {
  const value = optionalText(parameters, name);
  if (value === undefined) throw parameterMissing(name);
  return value;
}

/** The items of a list: separated by commas, a JSON array, or the name repeated. */
export function optionalList(parameters: Parameters, name: string): readonly string[] | undefined {
  const values = parameters.get(name)?.filter((value) => value !== '') ?? [];
  if (values.length === 0) return undefined;
  return values
    .flatMap((value) => (value.trimStart().startsWith('[') ? jsonItems(name, value) : value.split(',')))
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function jsonItems(name: string, text: string): readonly string[] {
  const items = parseJson(quoteLongIntegers(text));
  if (!Array.isArray(items)) throw invalidParameter(`Param ${name} must be an array.`);
  return items.map(String);
}

/** A switch: `true`, `True`, `1` or `false`, `False`, `0`. */
export function optionalBoolean(parameters: Parameters, name: string): boolean | undefined {
  const value = optionalText(parameters, name)?.toLowerCase();
  if (value === undefined) return undefined;
  if (value === 'true' || value === '1') return true;
  if (value === 'false' || value === '0') return false;
  throw invalidParameter(`Param ${name} must be a boolean.`);
}

/** A switch that must be there. */
export function requiredBoolean(parameters: Parameters, name: string): boolean {
  const value = optionalBoolean(parameters, name);
  if (value === undefined) throw parameterMissing(name);
  return value;
}

/** A decimal number. */
export function optionalNumber(parameters: Parameters, name: string): number | undefined {
  const value = optionalText(parameters, name);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!Number.isFinite(number)) throw invalidParameter(`Param ${name} must be a number.`);
  return number;
}

/** One of `values`, compared exactly. */
export function optionalChoice<Value extends string>(
  parameters: Parameters,
  name: string,
  values: readonly Value[],
): Value | undefined {
  const text = optionalText(parameters, name);
  if (text === undefined) return undefined;
  const value = values.find((candidate) => candidate === text);
  if (value === undefined) throw invalidParameter(`Param ${name} must be one of {${values.join(', ')}}`);
  return value;
}

/** The JSON text of a structured parameter as a value, or `undefined` where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** The token of a request: a parameter or an `Authorization: Bearer` header. */
export function accessTokenOf(request: Request, parameters: Parameters): string | undefined {
  // Asked first: a server reads the headers of a request only when somebody looks for them.
  const parameter = optionalText(parameters, 'access_token');
  if (parameter !== undefined) return parameter;
  return /^bearer +(.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]?.trim();
}
