import { checkInput, guardKeyv, keyvSchema, shape, useStore } from '@threads-sdk/internal';
import { createEventStore, type EventStore } from './event-store.ts';

/**
 * What is used of a Keyv, so that this package does not depend on one.
 *
 * @category Receive events
 */
export interface EventStoreKeyv {
  /** Resolves to the value, or to `undefined` where there is none. */
  get(key: string): Promise<unknown>;

  /** Resolves to `false` if the value was not stored. `ttl`: milliseconds after which it may be forgotten. */
  set(key: string, value: string, ttl?: number): Promise<unknown>;

  /** `true` with Keyv 5, which else answers a failed read as if nothing were stored. */
  readonly throwOnErrors?: boolean;

  /** Keyv 6 reports errors here alone. */
  on?(event: 'error', listener: (error: unknown) => void): unknown;
}

// Meta gives up after 36 hours.
const ttl = 48 * 60 * 60 * 1000;

/**
 * Makes a store on a Keyv, and so on Redis, Postgres, MySQL, SQLite, MongoDB and whatever else it has adapters for. An
 * event is remembered for 48 hours. Keyv cannot claim a key, so two processes that get the same event at the same moment
 * both handle it; within a process it is handled once.
 *
 * Make it once for a Keyv, which it listens to for errors, and not with each request; in a Cloudflare Worker with each
 * request, since those cannot wait for each other.
 *
 * @param keyv a Keyv, made with `throwOnErrors: true` if it is Keyv 5, and a `namespace` of its own; or anything else
 *   with `get` and `set`
 * @returns a store. It rejects with `CredentialsError` `STORE_FAILED` when the Keyv fails. `carriedOut` is `'unsent'` if that
 *   was before the event was handled, and `'maybe'` if it was handled and may be handled again
 * @throws {InvalidInputError} if it is not a usable Keyv, naming every fault
 *
 * @example
 * ```ts
 * import { createKeyvEventStore, type EventStore, type EventStoreKeyv } from '@threads-sdk/webhooks';
 *
 * // keyv: new Keyv({ store: new KeyvRedis(url), namespace: 'threads-events', throwOnErrors: true })
 * export function storeOn(keyv: EventStoreKeyv): EventStore {
 *   return createKeyvEventStore(keyv);
 * }
 * ```
 *
 * @category Receive events
 */
export function createKeyvEventStore(keyv: EventStoreKeyv): EventStore {
  checkInput('createKeyvEventStore', shape({ keyv: keyvSchema() }, ['keyv']), { keyv });
  const guarded = guardKeyv(keyv);
  const remedy = 'Meta sends the event again, unless there is a waitUntil.';

  return createEventStore(
    async (key) =>
      Boolean(await useStore('read', 'looking an event up', () => guarded(() => keyv.get(key)), remedy)),
    (key) => {
      const add = async (): Promise<void> => {
        if ((await guarded(() => keyv.set(key, 'handled', ttl))) === false) throw new Error('not stored');
      };
      return useStore('write', 'remembering an event that was handled', add, remedy);
    },
  );
}
