import { GraphError, nonexistingField } from './errors.ts';
import type { JsonValue } from './json.ts';

/** One name of the `fields` parameter with what is asked of it: `poll_attachment{option_a,option_b}`. */
export interface Selection {
  readonly name: string;
  readonly nested?: readonly Selection[];
}

/** An object as it can be read: its members are computed when they are asked for, and absent ones are left out. */
export interface GraphNode {
  readonly fields: Readonly<Record<string, () => JsonValue | undefined>>;
  /** Members that are objects themselves: read with a selection of their own. A list is wrapped in `data`. */
  readonly objects?: Readonly<Record<string, () => GraphNode | readonly GraphNode[] | undefined>>;
  /** Members that are left out of every answer; asking for them is no error. */
  readonly hidden?: readonly string[];
  /** What is read when nothing is named. Default: `id`. */
  readonly defaults?: readonly string[];
}

/** Whether a field that the object does not have is an error (one object) or left out (a row of a list). */
export type UnknownFields = 'refuse' | 'ignore';

/** Reads what is selected of an object, and always its `id`. */
export function readNode(
  node: GraphNode,
  selections: readonly Selection[] | undefined,
  unknownFields: UnknownFields,
): { readonly [field: string]: JsonValue } {
  const result: Record<string, JsonValue> = {};
  const { fields, objects = noObjects, hidden, defaults = ['id'] } = node;
  for (const { name, nested } of selections ?? defaults.map(selectionOf)) {
    if (hidden?.includes(name) === true) continue;
    let value: JsonValue | undefined;
    if (Object.hasOwn(fields, name)) value = fields[name]?.();
    else if (Object.hasOwn(objects, name)) value = readObject(objects[name]?.(), nested, unknownFields);
    // Clients ask for it everywhere; an object without an id answers without one.
    else if (name !== 'id' && unknownFields === 'refuse') throw nonexistingField(name);
    if (value !== undefined) result[name] = value;
  }
  if (!Object.hasOwn(result, 'id')) {
    const id = fields['id']?.();
    if (id !== undefined) result['id'] = id;
  }
  return result;
}

const noObjects: NonNullable<GraphNode['objects']> = {};

function selectionOf(name: string): Selection {
  return { name };
}

function readObject(
  value: GraphNode | readonly GraphNode[] | undefined,
  nested: readonly Selection[] | undefined,
  unknownFields: UnknownFields,
): JsonValue | undefined {
  if (value === undefined) return undefined;
  if (isNode(value)) return readNode(value, nested, unknownFields);
  return { data: value.map((item) => readNode(item, nested, unknownFields)) };
}

// Array.isArray does not narrow readonly arrays.
function isNode(value: GraphNode | readonly GraphNode[]): value is GraphNode {
  return !Array.isArray(value);
}

/**
 * Parses the text of a `fields` parameter.
 *
 * @returns The names; of one that is repeated, the last.
 * @throws {GraphError} code 2500 where braces do not match, a name is missing, or braces are nested too deeply.
 */
export function parseFields(text: string): readonly Selection[] {
  const tokens = text.match(/[{},]|[^{},\s]+/g) ?? [];
  let position = 0;
  const list = (depth: number): readonly Selection[] => {
    if (depth > maxDepth) throw nestedTooDeeply();
    const end = depth === 0 ? undefined : '}';
    const selections = new Map<string, Selection>();
    while (position < tokens.length && tokens[position] !== end) {
      const name = tokens[position] ?? '';
      if (!/^\w+$/.test(name)) throw syntaxError(text, name);
      position += 1;
      if (tokens[position] === '{') {
        position += 1;
        selections.set(name, { name, nested: list(depth + 1) });
        if (tokens[position] !== '}') throw syntaxError(text, 'end of text');
        position += 1;
      } else {
        selections.set(name, { name });
      }
      if (tokens[position] === ',') position += 1;
      else if (tokens[position] !== end) throw syntaxError(text, tokens[position] ?? 'end of text');
    }
    return [...selections.values()];
  };
  return list(0);
}

// What Meta allows is not known. A post leads to others, so that an answer could grow without end.
const maxDepth = 5;

function nestedTooDeeply(): GraphError {
  return new GraphError(400, {
    message: `Fields must be nested at most ${maxDepth} levels deep`,
    type: 'OAuthException',
    code: 2500,
  });
}

function syntaxError(text: string, found: string): GraphError {
  return new GraphError(400, {
    message: `Syntax error: unexpected "${found}" in fields "${text}"`,
    type: 'OAuthException',
    code: 2500,
  });
}
