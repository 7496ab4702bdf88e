/**
 * What is used of a Keyv, so that no package depends on one.
 *
 * @example
 * ```ts
 * import type { KeyvLike } from '@threads-sdk/errors';
 *
 * const entries = new Map<string, unknown>();
 *
 * export const keyv: KeyvLike = {
 *   get: async (key) => entries.get(key),
 *   set: async (key, value) => entries.set(key, value) === entries,
 * };
 * ```
 *
 * @see https://keyv.org
 * @category Make an error
 */
export interface KeyvLike {
  /** Resolves to the value, or to `undefined` where there is none. */
  get(key: string): Promise<unknown>;

  /** Resolves to `false` if the value was not stored. `ttl`: milliseconds until it may be forgotten. */
  set(key: string, value: string, ttl?: number): Promise<unknown>;

  /** Must not be `false`, which makes Keyv 5 answer a failed read as if nothing were stored. */
  readonly throwOnErrors?: boolean;

  /** Listens to errors: Keyv 6 reports a failed call there, and answers as if nothing were stored. */
  on?(event: 'error', listener: (error: unknown) => void): unknown;
}

/**
 * Makes the calls of a Keyv fail where Keyv answers as if nothing were stored. It listens to the Keyv's errors: make it
 * once for a Keyv.
 *
 * @param keyv a Keyv, made with `throwOnErrors: true` if it is Keyv 5
 * @returns a function that does one thing with the Keyv, and rejects with the Keyv's own error, which may quote a secret.
 *   An error cannot be assigned to a call, so of calls at the same time more may fail than had to
 *
 * @example
 * ```ts
 * import { guardKeyv, type KeyvLike } from '@threads-sdk/errors';
 *
 * export function reader(keyv: KeyvLike): (key: string) => Promise<unknown> {
 *   const use = guardKeyv(keyv);
 *   return (key) => use(() => keyv.get(key));
 * }
 * ```
 *
 * @see https://keyv.org
 * @category Make an error
 */
export function guardKeyv(
  keyv: Pick<KeyvLike, 'on'>,
): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let errors = 0;
  let latest: unknown;
  keyv.on?.('error', (error) => {
    errors += 1;
    latest = error;
  });
  return async (work) => {
    const before = errors;
    const result = await work();
    if (errors > before) throw latest;
    return result;
  };
}
