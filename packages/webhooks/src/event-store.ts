/**
 * Remembers which events were handled: Meta repeats a delivery for 36 hours until it is acknowledged, and may send one
 * twice in any case.
 *
 * Make your own where the work and the memory of it should be one transaction, which also keeps processes apart:
 *
 * @example
 * ```ts
 * import type { EventStore } from '@threads-sdk/webhooks';
 *
 * interface Transaction {
 *   // insert into handled_events (key) values ($1) on conflict do nothing: whether a row was inserted
 *   insertKey(key: string): Promise<boolean>;
 * }
 *
 * export function createSqlEventStore(inTransaction: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>): EventStore {
 *   return {
 *     once: (key, handle) =>
 *       inTransaction(async (tx) => {
 *         if (await tx.insertKey(key)) await handle();
 *       }),
 *   };
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/graph-api/webhooks/getting-started
 * @category Receive events
 */
export interface EventStore {
  /**
   * Calls `handle` unless it succeeded for this key before, and remembers that it did once it has. Rejects with what
   * `handle` rejects with, and remembers nothing then.
   *
   * @param key names the event: 64 hexadecimal digits
   * @param handle handles the event
   */
  readonly once: (key: string, handle: () => Promise<void>) => Promise<void>;
}

/**
 * Makes a store of a list. What arrives while the same event is being handled waits for it, and shares its outcome.
 *
 * @param has whether the key is in the list
 * @param add puts it there
 */
export function createEventStore(
  has: (key: string) => Promise<boolean>,
  add: (key: string) => Promise<void>,
): EventStore {
  const running = new Map<string, Promise<void>>();

  async function run(key: string, handle: () => Promise<void>): Promise<void> {
    try {
      if (await has(key)) return;
      await handle();
      await add(key);
    } finally {
      running.delete(key);
    }
  }

  return Object.freeze({
    once: (key: string, handle: () => Promise<void>) => {
      const promise = running.get(key) ?? run(key, handle);
      running.set(key, promise);
      return promise;
    },
  });
}
