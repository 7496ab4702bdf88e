import type { Selection } from '@threads-sdk/core-http/fetch';
import { readJson } from '@threads-sdk/internal';
import { readNumber, readTime } from '../page-options.ts';
import type { ApiParameter } from './operations.ts';

/** What kind of value a parameter takes on the command line. */
export type ValueKind = 'text' | 'number' | 'boolean' | 'time' | 'json' | 'list' | 'fields';

/** The kind of a parameter's values, by its schema. */
export function kindOf({ name, schema }: ApiParameter): ValueKind {
  if (name === 'fields') return 'fields';
  if (schema['x-threads-comma-separated'] !== undefined) return 'list';
  if (schema.contentSchema !== undefined) return 'json';
  if (Array.isArray(schema.type)) return 'time';
  if (schema.type === 'integer' || schema.type === 'number') return 'number';
  return schema.type === 'boolean' ? 'boolean' : 'text';
}

/**
 * Reads a value as the function takes it. What cannot be read stays as it is: the function's own checks name it along with
 * everything else that is wrong.
 *
 * @param before what the same parameter had before, where it is given several times
 */
export function readValue(parameter: ApiParameter, text: string, before: unknown): unknown {
  switch (kindOf(parameter)) {
    case 'number':
      return readNumber(text);
    case 'boolean':
      return text === 'true' || (text === 'false' ? false : text);
    case 'time':
      return readTime(text);
    case 'json':
      return readJson(text) ?? text;
    case 'list':
      return [...listOf(before), ...(isJsonList(text) ? listOf(readJson(text)) : text.split(','))];
    case 'fields':
      return [...listOf(before), ...(isJsonList(text) ? listOf(readJson(text)) : readFields(text))];
    case 'text':
      return text;
  }
}

function isJsonList(text: string): boolean {
  return text.trimStart().startsWith('[');
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Fields as they are sent: `id,text,poll_attachment{option_a,option_b}`. */
function readFields(text: string): readonly Selection[] {
  const fields: Selection[] = [];
  let depth = 0;
  let start = 0;
  const end = (at: number): void => {
    const field = text.slice(start, at).trim();
    const [, name, parts] = /^([^{]+)\{(.*)\}$/.exec(field) ?? [];
    if (name !== undefined && parts !== undefined) fields.push({ [name.trim()]: readFields(parts) });
    else if (field !== '') fields.push(field);
    start = at + 1;
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '{') depth += 1;
    else if (character === '}') depth -= 1;
    else if (character === ',' && depth === 0) end(at);
  }
  end(text.length);
  return fields;
}
