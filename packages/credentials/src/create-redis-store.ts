import * as v from 'valibot';
import type { CredentialsStore } from './credentials-store.ts';
import { parseInput } from './parse-input.ts';
import { readEntry, writeEntry } from './store-entry.ts';
import { sealing, type StoreOptions } from './store-options.ts';
import { useBackend, storeFailed } from './use-backend.ts';

const schema = /* @__PURE__ */ v.object({
  send: /* @__PURE__ */ v.function('must be a function'),
  options: /* @__PURE__ */ v.object(
    {
      prefix: /* @__PURE__ */ v.optional(/* @__PURE__ */ v.string('must be a string')),
      sealing,
    },
    'must be an object',
  ),
});

/** What SCAN answers: where to go on, and names. */
const pageSchema = /* @__PURE__ */ v.tuple([
  /* @__PURE__ */ v.string(),
  /* @__PURE__ */ v.array(/* @__PURE__ */ v.string()),
]);

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
 * @returns a store with `compareAndSet` and `keys`. Its functions throw `ThreadsError`: `STORE_FAILED` when Redis does not
 *   answer or answers with an error, `STORED_CREDENTIALS_INVALID` for an entry that cannot be read; and
 *   `InvalidInputError` (`INVALID_INPUT`) for faulty hand-made credentials
 * @throws InvalidInputError (`INVALID_INPUT`) with every fault of the arguments
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
  parseInput('createRedisStore', schema, { send, options });
  const { prefix = 'threads:credentials:' } = options;

  return Object.freeze({
    get: async (key) => {
      const entry = await useBackend(`reading ${JSON.stringify(key)}`, () => send(['GET', prefix + key]));
      return readEntry(options, key, entry);
    },
    set: async (key, credentials) => {
      const entry = await writeEntry(options, credentials);
      await useBackend(`writing ${JSON.stringify(key)}`, () => send(['SET', prefix + key, entry]));
    },
    delete: async (key) => {
      await useBackend(`deleting ${JSON.stringify(key)}`, () => send(['DEL', prefix + key]));
    },
    compareAndSet: async (key, credentials, version = '') => {
      const entry = await writeEntry(options, credentials);
      const command = ['EVAL', compareAndSet, '1', prefix + key, version, entry];
      return (await useBackend(`writing ${JSON.stringify(key)}`, () => send(command))) === 1;
    },
    keys: async function* () {
      // Redis may name a key twice while it rearranges its table.
      const seen = new Set<string>();
      const pattern = `${prefix.replaceAll(/[*?[\]\\^]/g, String.raw`\$&`)}*`;
      let cursor = '0';
      do {
        const command = ['SCAN', cursor, 'MATCH', pattern, 'COUNT', '250'];
        const [next, names] = readPage(await useBackend('listing its keys', () => send(command)));
        for (const name of names) {
          if (!seen.has(name)) yield name.slice(prefix.length);
          seen.add(name);
        }
        cursor = next;
      } while (cursor !== '0');
    },
  } satisfies CredentialsStore);
}

function readPage(reply: unknown): readonly [string, readonly string[]] {
  const page = v.safeParse(pageSchema, reply);
  if (!page.success) throw storeFailed('listing its keys');
  return page.output;
}
