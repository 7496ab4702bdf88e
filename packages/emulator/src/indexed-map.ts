/** A map that keeps indexes over its values up to date. */
export interface IndexedMap<Value> extends ReadonlyMap<string, Value> {
  /** Adds a value, or puts it in the place of the one with its key. */
  readonly set: (key: string, value: Value) => void;
  /** Removes a value and tells whether there was one. */
  readonly delete: (key: string) => boolean;
  readonly clear: () => void;
}

/** What follows the values of a map. */
export interface Index<Value> {
  /** Called before a value is added (without `previous`), replaced, or removed (without `next`). */
  readonly update: (previous: Value | undefined, next: Value | undefined) => void;
  readonly clear: () => void;
}

/** Creates an empty map that tells its changes to the indexes, in their order. */
export function createIndexedMap<Value>(indexes: readonly Index<Value>[]): IndexedMap<Value> {
  const values = new Map<string, Value>();
  const update = (key: string, next: Value | undefined): void => {
    const previous = values.get(key);
    for (const index of indexes) index.update(previous, next);
  };
  return {
    get size(): number {
      return values.size;
    },
    get: (key) => values.get(key),
    has: (key) => values.has(key),
    keys: () => values.keys(),
    values: () => values.values(),
    entries: () => values.entries(),
    forEach: (visit) => {
      for (const [key, value] of values) visit(value, key, values);
    },
    [Symbol.iterator]: () => values[Symbol.iterator](),
    set: (key, value) => {
      update(key, value);
      values.set(key, value);
    },
    delete: (key) => {
      update(key, undefined);
      return values.delete(key);
    },
    clear: () => {
      for (const index of indexes) index.clear();
      values.clear();
    },
  };
}
