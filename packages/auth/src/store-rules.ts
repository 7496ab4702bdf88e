import type { Rule } from './check-input.ts';

/** What must hold of a store. */
export function storeRule(store: unknown): Rule {
  const { compareAndSet, get, keys, set } = Object(store);
  const isStore =
    [get, set].every((member) => typeof member === 'function') &&
    [compareAndSet, keys].every((member) => member === undefined || typeof member === 'function');
  return ['store', isStore, 'must be a store of credentials, such as createMemoryStore()'];
}

/** What must hold of milliseconds. The upper bound is what timers can wait. */
export function durationRule(path: string, value: unknown): Rule {
  const isDuration = typeof value === 'number' && value >= 0 && value < 2 ** 31;
  return [path, isDuration, 'must be milliseconds from 0 to 2147483647'];
}

/** What must hold of a function that may be left out. */
export function functionRule(path: string, value: unknown): Rule {
  return [path, value === undefined || typeof value === 'function', 'must be a function'];
}
