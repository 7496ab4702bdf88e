import { checkInput, inputObject, whole } from '@threads-sdk/internal';
import { createEventStore, type EventStore } from './event-store.ts';

/**
 * Makes a store that remembers events as long as the process runs: for one process, and for tests. Several processes,
 * and platforms that start one per request, need a store outside: {@link createKeyvEventStore}, or your own. So do
 * Cloudflare Workers, whose requests cannot wait for each other.
 *
 * Make it once, not with each request.
 *
 * @param options `maxEvents`: how many events it remembers before it forgets the oldest, default 10,000 (about 1 MB)
 * @returns an empty store
 * @throws {InvalidInputError} if `maxEvents` is not a whole number from 1 on
 *
 * @example
 * ```ts
 * import { createMemoryEventStore } from '@threads-sdk/webhooks';
 *
 * const store = createMemoryEventStore();
 * for (const attempt of [1, 2]) await store.once('the same event', async () => console.log(attempt)); // 1
 * ```
 *
 * @category Receive events
 */
export function createMemoryEventStore(options: { readonly maxEvents?: number } = {}): EventStore {
  const schema = inputObject<{ readonly maxEvents?: number }>({ maxEvents: whole(1) });
  const { maxEvents = 10_000 } = checkInput('createMemoryEventStore', schema, options);
  const handled = new Set<string>();
  return createEventStore(
    async (key) => handled.has(key),
    async (key) => {
      handled.add(key);
      const [oldest = key] = handled; // a set keeps the order of its additions
      if (handled.size > maxEvents) handled.delete(oldest);
    },
  );
}
