// Copied from packages/endpoints/src/is-object.ts by `./run generate`. Do not edit.
/**
 * A JSON object: neither null nor an array.
 *
 * @internal
 */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
