import type { Journal } from 'threads-sdk';

/** Redis runs a script as one step, so that nobody writes between the comparison and the writing. */
const compareAndSet = `
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
return 1`;

/**
 * A journal on Redis for any number of processes at once.
 *
 * @param send `(command) => client.sendCommand(command)` with a client of the package `redis`
 */
export function createRedisJournal(send: (command: string[]) => Promise<unknown>): Journal {
  const prefix = 'threads:posts:';
  return {
    get: async (key) => {
      const entry = await send(['GET', prefix + key]);
      return typeof entry === 'string' ? entry : undefined;
    },
    set: async (key, entry) => {
      await send(['SET', prefix + key, entry]);
    },
    compareAndSet: async (key, entry, expected = '') =>
      (await send(['EVAL', compareAndSet, '1', prefix + key, expected, entry])) === 1,
  };
}
