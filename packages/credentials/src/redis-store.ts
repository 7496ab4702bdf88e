import { callable, checkInput, shape, text, useStore } from '@threads-sdk/internal';
import { type CredentialsStore, optionsSchema, readEntry, type StoreOptions, writeEntry } from './store.ts';

/** Redis runs a script as one step, so that nobody writes between the comparison and the writing. */
const compareAndSet = `
local entry = redis.call('GET', KEYS[1])
local version = entry and (string.match(entry, '^%S+') or '?') or ''
if version ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
return 1`;

/**
 * Makes a store on a Redis server (or Valkey), for any number of processes at once: `compareAndSet` is one step there,
 * so that no process overwrites what another has just stored. Nothing is connected and no client is included: bring
 * your own. A cluster is not supported.
 *
 * @param send sends one command and resolves to the reply, strings as strings. With `redis` (node-redis):
 *   `(command) => client.sendCommand(command)`; with `ioredis`: `([name = '', ...args]) => client.call(name, ...args)`
 * @param options `prefix`: what the names of the entries begin with, default `'threads:credentials:'`; `sealing`: how
 *   they are sealed, default not at all
 * @returns a store with `compareAndSet` and `keys`. Its functions throw `CredentialsError`: `STORE_FAILED` when Redis does
 *   not answer or answers with an error, `STORED_CREDENTIALS_INVALID` for an entry that cannot be read; and
 *   `InvalidInputError` for credentials that are not usable
 * @throws {InvalidInputError} if an argument is not usable, naming every fault
 *
 * @example
 * ```ts
 * import { createRedisStore, type CredentialsStore } from '@threads-sdk/credentials';
 *
 * // `client` is one of the package `redis`.
 * export function storeOn(client: { sendCommand(command: string[]): Promise<unknown> }): CredentialsStore {
 *   return createRedisStore((command) => client.sendCommand(command));
 * }
 * ```
 *
 * @see https://redis.io/docs/latest/develop/programmability/eval-intro/
 * @category Store credentials
 */
export function createRedisStore(
  send: (command: string[]) => Promise<unknown>,
  options: StoreOptions & { readonly prefix?: string } = {},
): CredentialsStore {
  const schema = shape({ send: callable(), options: optionsSchema({ prefix: text }) }, ['send']);
  checkInput('createRedisStore', schema, { send, options });
  const { prefix = 'threads:credentials:' } = options;

  return Object.freeze({
    get: async (key) => {
      const read = (): Promise<unknown> => send(['GET', prefix + key]);
      return readEntry(options, key, await useStore('read', `reading ${JSON.stringify(key)}`, read));
    },
    set: async (key, credentials) => {
      const entry = await writeEntry(options, credentials);
      const write = (): Promise<unknown> => send(['SET', prefix + key, entry]);
      await useStore('write', `writing ${JSON.stringify(key)}`, write);
    },
    delete: async (key) => {
      await useStore('write', `deleting ${JSON.stringify(key)}`, () => send(['DEL', prefix + key]));
    },
    compareAndSet: async (key, credentials, version = '') => {
      const entry = await writeEntry(options, credentials);
      const write = (): Promise<unknown> => send(['EVAL', compareAndSet, '1', prefix + key, version, entry]);
      return (await useStore('write', `writing ${JSON.stringify(key)}`, write)) === 1;
    },
    keys: async function* () {
      // Redis may name a key twice while it rearranges its table.
      const seen = new Set<string>();
      const pattern = `${prefix.replaceAll(/[*?[\]\\^]/g, String.raw`\$&`)}*`;
      let cursor = '0';
      do {
        const scan = async (): Promise<Page> => {
          const answer = await send(['SCAN', cursor, 'MATCH', pattern, 'COUNT', '250']);
          if (!isPage(answer)) throw new TypeError('not what SCAN answers');
          return answer;
        };
        const [next, names] = await useStore('read', 'listing its keys', scan);
        for (const name of names) {
          if (!seen.has(name)) yield name.slice(prefix.length);
          seen.add(name);
        }
        cursor = next;
      } while (cursor !== '0');
    },
  } satisfies CredentialsStore);
}

/** What SCAN answers: where to go on, and names. */
type Page = readonly [string, readonly string[]];

function isPage(answer: unknown): answer is Page {
  const [next, names]: readonly unknown[] = Array.isArray(answer) ? answer : [];
  return typeof next === 'string' && Array.isArray(names) && names.every((name) => typeof name === 'string');
}
