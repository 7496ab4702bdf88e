import { createIndexedMap, type IndexedMap } from './indexed-map.ts';
import type { UserRecord } from './store.ts';

/** Users by id, in the order in which they were first set. */
export interface UserIndex extends IndexedMap<UserRecord> {
  /** The user with this name, compared without case. */
  readonly named: (username: string) => UserRecord | undefined;
}

/** Creates an index without users. */
export function createUserIndex(): UserIndex {
  const byName = new Map<string, UserRecord>();
  const users = createIndexedMap<UserRecord>([
    {
      update: (previous, next) => {
        if (previous !== undefined) byName.delete(previous.username.toLowerCase());
        if (next !== undefined) byName.set(next.username.toLowerCase(), next);
      },
      clear: () => byName.clear(),
    },
  ]);
  return Object.assign(users, { named: (username: string) => byName.get(username.toLowerCase()) });
}
