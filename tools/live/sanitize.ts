import { createRedactor } from '@threads-sdk/errors';

/** Takes out of a text what nobody but the person should read. */
export type Sanitize = (text: string) => string;

/**
 * Makes a function that replaces secrets, the names of people, and ids: the same id by the same `id-1` everywhere.
 * Twelve digits and more are an id; times in seconds are shorter.
 */
export function createSanitizer(secrets: readonly string[], names: Iterable<string>): Sanitize {
  const redact = createRedactor(secrets);
  const longestFirst = [...names]
    .filter((name) => name !== '')
    .toSorted((one, other) => other.length - one.length);
  const people = longestFirst
    .map((name) => name.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`))
    .join('|');
  const anyName =
    people === '' ? undefined : new RegExp(`(?<![\\p{L}\\p{N}])(?:${people})(?![\\p{L}\\p{N}])`, 'giu');
  const ids = new Map<string, string>();
  const placeholder = (id: string): string => {
    const known = ids.get(id) ?? `id-${ids.size + 1}`;
    ids.set(id, known);
    return known;
  };
  return (text) => {
    const withoutNames = anyName === undefined ? redact(text) : redact(text).replaceAll(anyName, '<name>');
    return withoutNames.replaceAll(/\d{12,}/g, placeholder);
  };
}
