import { guardKeyv, type KeyvLike, ThreadsError } from '@threads-sdk/errors';
import { checkInput, functionRule } from './check-input.ts';
import { createEventStore, type EventStore } from './event-store.ts';

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
 * @returns a store. It rejects with `ThreadsError` `STORE_FAILED` when the Keyv fails: before the event was handled, or
 *   after, and then it will be handled again
 * @throws InvalidInputError (`INVALID_INPUT`) with every fault of the Keyv
 *
 * @example
 * ```ts
 * import type { KeyvLike } from '@threads-sdk/errors';
 * import { createKeyvEventStore, type EventStore } from '@threads-sdk/webhooks';
 *
 * // keyv: new Keyv({ store: new KeyvRedis(url), namespace: 'threads-events', throwOnErrors: true })
 * export function storeOn(keyv: KeyvLike): EventStore {
 *   return createKeyvEventStore(keyv);
 * }
 * ```
 *
 * @see https://keyv.org
 * @category Receive events
 */
export function createKeyvEventStore(keyv: KeyvLike): EventStore {
  const { get, set, throwOnErrors } = Object(keyv);
  checkInput('createKeyvEventStore', functionRule('keyv.get', get), functionRule('keyv.set', set), [
    'keyv.throwOnErrors',
    throwOnErrors !== false,
    'must be true, or Keyv answers a failed read as if nothing were stored',
  ]);
  const guarded = guardKeyv(keyv);
  const use = async <Result>(action: string, work: () => Promise<Result>): Promise<Result> => {
    const result = await guarded(work).catch(() => {
      throw storeFailed(action);
    });
    if (result === false) throw storeFailed(action);
    return result;
  };

  return createEventStore(
    async (key) => Boolean(await use('looking an event up', () => keyv.get(key))),
    async (key) => {
      await use('remembering an event that was handled', () => keyv.set(key, 'handled', ttl));
    },
  );
}

// Without the error of the backend, which may quote its address with a password.
function storeFailed(action: string): ThreadsError {
  return new ThreadsError('STORE_FAILED', `The store failed at ${action}.`, {
    remedy: 'Look at the database or server behind the store. Meta sends the event again.',
  });
}
