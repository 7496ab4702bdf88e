import { assertKnownKeys, objectAt, refuse, stringAt, type JsonObject } from './json.ts';
import type { TypeModel } from './model.ts';
import { annotations } from './read-type.ts';

/** A value of a query or a form body: as callers give it, and how it is read from the text that is sent. */
export interface SentValue {
  /** The schema of what callers give. */
  readonly schema: JsonObject;
  readonly sentAs: 'itself' | 'json' | 'commas';
  /** An example of the description, which shows what is sent, as callers give it. */
  readonly read: (example: unknown) => unknown;
}

const commas = 'x-threads-comma-separated';
const keysOfTexts = ['type', 'minLength', 'pattern', 'contentMediaType', 'contentSchema', commas];

/**
 * Reads a schema that may describe a text which holds more: the JSON text of its `contentSchema`, or the items of a list
 * separated by commas. What annotates the text annotates what it holds, which describes itself.
 */
export function readSent(schema: JsonObject, at: string): SentValue {
  const key = commas in schema ? commas : 'contentSchema';
  if (schema[key] === undefined) return { schema, sentAs: 'itself', read: (example) => example };
  assertKnownKeys(schema, [...keysOfTexts, ...annotations], at);
  if (schema['type'] !== 'string') refuse(`${at}.type`, 'a text that is no string', 'Write type: string');
  const held = objectAt(schema[key], `${at}.${key}`);
  const outer = Object.entries(schema).filter(
    ([name]) => name !== 'description' && !keysOfTexts.includes(name),
  );
  const given = { ...Object.fromEntries(outer), ...held };
  if (key === commas) {
    if ('contentMediaType' in schema || 'contentSchema' in schema)
      refuse(at, 'a text that holds a list in two ways', `Keep ${commas} or contentSchema`);
    return { schema: given, sentAs: 'commas', read: (example) => whole(example, at).split(',') };
  }
  if (schema['contentMediaType'] !== 'application/json')
    refuse(`${at}.contentMediaType`, 'a text of unknown content', 'Write contentMediaType: application/json');
  return { schema: given, sentAs: 'json', read: (example) => JSON.parse(whole(example, at)) };
}

/** Refuses what would not be sent as it is described. `type` is what callers give, without references. */
export function assertSent(
  type: TypeModel,
  items: TypeModel | undefined,
  { sentAs }: SentValue,
  at: string,
): void {
  const structured = ['object', 'array', 'unwrapped'];
  const isList = type.kind === 'array' && items !== undefined && !structured.includes(items.kind);
  if (sentAs === 'commas' && !isList)
    refuse(`${at}.${commas}`, 'no list of scalars', 'Other values are sent as JSON text: see contentSchema');
  if (sentAs === 'json' && (isList || !structured.includes(type.kind)))
    refuse(
      `${at}.contentSchema`,
      'neither an object nor a list of objects',
      `Scalars are sent as they are, lists of them as ${commas}`,
    );
  if (sentAs === 'itself' && structured.includes(type.kind))
    refuse(
      at,
      isList ? 'a list that is not sent comma-separated' : 'an object that is not sent as JSON text',
      `Describe the text: type: string, with ${isList ? commas : 'contentMediaType: application/json and contentSchema'}`,
    );
}

function whole(example: unknown, at: string): string {
  return stringAt(example, `${at}: an example, which shows the text that is sent,`);
}
