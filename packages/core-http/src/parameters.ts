import { fail } from '@threads-sdk/internal';
import type { Operation } from './operation.ts';

/**
 * A field to be returned: its name, or names of nested fields under theirs.
 *
 * @category Call an endpoint of your own
 */
export type Selection = string | { readonly [field: string]: readonly Selection[] };

/**
 * Writes a list of fields as the Graph API reads it.
 *
 * @param selection field names; `{ name: [...] }` selects inside an object or edge.
 * @returns the text for the `fields` parameter
 *
 * @example
 * ```ts
 * import { selectionText } from '@threads-sdk/core-http';
 *
 * selectionText(['id', { poll_attachment: ['option_a', 'option_b'] }]); // 'id,poll_attachment{option_a,option_b}'
 * ```
 *
 * @see https://developers.facebook.com/docs/graph-api/guides/field-expansion
 * @category Call an endpoint of your own
 */
export function selectionText(selection: readonly Selection[]): string {
  return selection
    .map((field) =>
      typeof field === 'string'
        ? field
        : Object.entries(field).map(([name, nested]) => `${name}{${selectionText(nested)}}`),
    )
    .join(',');
}

/** A parameter as it goes over the wire. */
export type WireParameter = [name: string, text: string];

/**
 * Writes parameters as the API reads them: structured values as JSON text, lists with commas, dates as Unix seconds.
 * Undefined ones are left out, false is not.
 *
 * @returns the path with its placeholders filled, and the other parameters
 * @throws {InvalidInputError} if a placeholder of the path has no usable value
 */
export function wireParameters(
  operation: Operation<unknown>,
  parameters: object,
): { readonly path: string; readonly others: readonly WireParameter[] } {
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null) values.set(name, wireText(name, value));
  }
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values.get(name) ?? '';
    values.delete(name);
    // A dot segment would be resolved and make this another path.
    if (/^\.{0,2}$/.test(value)) {
      fail(operation.id, { path: name, message: 'must be an id' });
    }
    return encodeURIComponent(value);
  });
  return { path, others: [...values] };
}

function wireText(name: string, value: unknown): string {
  if (value instanceof Date) return String(Math.floor(value.getTime() / 1000));
  if (name === 'fields' && Array.isArray(value)) return selectionText(value);
  const isStructured = [value].flat().some((item) => Object(item) === item);
  return isStructured ? JSON.stringify(value) : String(value);
}
