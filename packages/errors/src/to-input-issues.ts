import type { InputIssue } from './invalid-input-error.ts';

/**
 * Turns the faults that a validator found into {@link InputIssue}s, with paths spelled like `media[2].altText`. Reads
 * issues of any Standard Schema validator and those of valibot's own functions.
 *
 * @param issues the validator's faults: a message and a path of keys or of objects with a `key`; the messages are taken
 *   over as they are and must hold no secret
 * @returns one issue per fault
 *
 * @example
 * ```ts
 * import { InvalidInputError, toInputIssues } from '@threads-sdk/errors';
 *
 * const issues = toInputIssues([{ message: 'must be a string', path: ['media', 2, { key: 'altText' }] }]);
 * console.log(new InvalidInputError('publish', issues).message); // publish: invalid input. media[2].altText: must be …
 * ```
 *
 * @see https://standardschema.dev
 * @category Make an error
 */
export function toInputIssues(
  issues: readonly {
    readonly message: string;
    readonly path?: readonly (PropertyKey | { readonly key: unknown })[] | undefined;
  }[],
): readonly InputIssue[] {
  return issues.map(({ message, path = [] }) => {
    const keys = path.map((segment) => (typeof segment === 'object' ? segment.key : segment));
    const spelled = keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
    return { path: spelled.replace(/^\./, ''), message };
  });
}
