import type { Behaviour } from '../model/behaviour.ts';
import { invalidParameter, parameterMissing, requestTooLarge } from './errors.ts';
import { readBody } from './read-body.ts';

/** What a request carries in query and body: every value of every name, in the order in which they came. */
export type Parameters = ReadonlyMap<string, readonly string[]>;

/**
 * Reads the parameters of a request from its query and its body: urlencoded, multipart or JSON, with any method.
 *
 * @param body What `readBody` gave. Absent: the request's body is consumed.
 *
 * @throws {GraphError} for a body that cannot be read, and for a request that is too long.
 */
export async function readParameters(
  request: Request,
  jsonBodies: Behaviour['jsonBodies'] = 'accepted',
  body?: Uint8Array<ArrayBuffer>,
): Promise<Parameters> {
  const bytes = body ?? (await readBody(request));
  const parameters = new Map<string, string[]>();
  const add = (name: string, value: string): void => {
    const values = parameters.get(name);
    if (values === undefined) parameters.set(name, [value]);
    else values.push(value);
  };
  for (const [name, value] of new URL(request.url).searchParams) add(name, value);
  for (const [name, value] of await readForm(request, bytes, jsonBodies)) add(name, value);
  return parameters;
}

async function readForm(
  request: Request,
  body: Uint8Array<ArrayBuffer>,
  jsonBodies: Behaviour['jsonBodies'],
): Promise<readonly (readonly [string, string])[]> {
  if (body.byteLength === 0) return [];
  const contentType = request.headers.get('content-type')?.toLowerCase() ?? '';
  if (contentType.includes('json') && jsonBodies === 'ignored') return [];
  if (contentType.includes('json')) return readJson(new TextDecoder().decode(body));
  if (contentType.startsWith('application/x-www-form-urlencoded'))
    return readUrlencoded(new TextDecoder().decode(body));
  if (!contentType.startsWith('multipart/form-data')) return [];
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

// Platforms take seconds to parse what has very many.
const maxParameters = 10_000;

function readUrlencoded(text: string): readonly (readonly [string, string])[] {
  if (text.split('&').length > maxParameters)
    throw requestTooLarge(413, `The body must have at most ${maxParameters} parameters.`);
  return [...new URLSearchParams(text)];
}

function readJson(text: string): readonly (readonly [string, string])[] {
  if (text.trim() === '') return [];
  const body = parseJson(text);
  if (body === undefined) throw invalidParameter('The JSON body could not be read');
  if (typeof body !== 'object' || body === null) return [];
  if (isDeeper(body, maxDepth)) throw invalidParameter('The JSON body is nested too deeply');
  return Object.entries(body)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]);
}

// Nothing that the API takes has more than three levels.
const maxDepth = 32;

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((member) => isDeeper(member, depth - 1));
}

// An id may come as a bare number, of which JSON.parse would lose digits.
function quoteLongIntegers(json: string): string {
  return json.replaceAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (match) =>
    /^-?\d{16,}$/.test(match) ? `"${match}"` : match,
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
  const items = parseJson(text);
  if (!Array.isArray(items)) throw invalidParameter(`Param ${name} must be an array.`);
  return items.map((item: unknown) => {
    if (typeof item === 'string') return item;
    if (typeof item === 'number' || typeof item === 'boolean') return String(item);
    throw invalidParameter(`Param ${name} must be an array of texts.`);
  });
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

/**
 * The value of a JSON text, or `undefined` where it is no JSON. Long integers become texts with all their digits, and
 * no text has a lone surrogate, which nothing but JSON can carry.
 */
export function parseJson(text: string): unknown {
  try {
    JSON.parse(text);
    // Only now: what is no JSON would take long to be searched for numbers.
    const value: unknown = JSON.parse(quoteLongIntegers(text), (_, member: unknown) =>
      typeof member === 'string' ? new TextDecoder().decode(new TextEncoder().encode(member)) : member,
    );
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
