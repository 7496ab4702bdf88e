/** A map that tells its changes to indexes over its values. */
export interface IndexedMap<Value> extends ReadonlyMap<string, Value> {
  /** Adds a value, or puts it in the place of the one with its key. */
  readonly set: (key: string, value: Value) => void;
  /** Removes a value and tells whether there was one. */
  readonly delete: (key: string) => boolean;
  readonly clear: () => void;
  /**
   * Returns a way to an index that is made of the values when it is first asked for, and follows them from then on: an
   * emulator pays for no question that nobody asks, and is seeded faster.
   */
  readonly index: <Kind extends Index<Value>>(create: () => Kind) => () => Kind;
}

/** What follows the values of a map. */
export interface Index<Value> {
  /** A value is about to be added (no `previous`), replaced, or removed (no `next`). */
  readonly update: (previous: Value | undefined, next: Value | undefined) => void;
  readonly clear: () => void;
}

/** Creates an empty map without indexes. */
export function createIndexedMap<Value>(): IndexedMap<Value> {
  const values = new Map<string, Value>();
  const indexes: Index<Value>[] = [];
  const update = (key: string, next: Value | undefined): void => {
    if (indexes.length === 0) return;
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
    index: (create) => {
      let made: ReturnType<typeof create> | undefined;
      return () => {
        if (made !== undefined) return made;
        made = create();
        for (const value of values.values()) made.update(undefined, value);
        indexes.push(made);
        return made;
      };
    },
  };
}
