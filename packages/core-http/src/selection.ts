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
