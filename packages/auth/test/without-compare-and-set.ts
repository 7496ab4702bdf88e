import type { CredentialsStore } from '@threads-sdk/credentials';

/** A store as a backend gives it that can neither compare nor list. */
export function withoutCompareAndSet(store: CredentialsStore): CredentialsStore {
  return {
    get: (key) => store.get(key),
    set: (key, credentials) => store.set(key, credentials),
    delete: (key) => store.delete(key),
  };
}
