import { createIndexedMap, type Index, type IndexedMap } from './indexed-map.ts';
import type { UserRecord } from './records.ts';

/** Users by id, in the order in which they were first set. */
export interface UserIndex extends IndexedMap<UserRecord> {
  /** The user with this name, compared without case. */
  readonly named: (username: string) => UserRecord | undefined;
}

/** Creates an index without users. */
export function createUserIndex(): UserIndex {
  const users = createIndexedMap<UserRecord>();
  const byName = users.index(createNameIndex);
  return Object.assign(users, { named: (username: string) => byName().get(username.toLowerCase()) });
}

interface NameIndex extends Index<UserRecord> {
  readonly get: (name: string) => UserRecord | undefined;
}

function createNameIndex(): NameIndex {
  const users = new Map<string, UserRecord>();
  return {
    get: (name) => users.get(name),
    update: (previous, next) => {
      if (previous !== undefined) users.delete(previous.username.toLowerCase());
      if (next !== undefined) users.set(next.username.toLowerCase(), next);
    },
    clear: () => users.clear(),
  };
}
