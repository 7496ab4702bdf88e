import { guardKeyv, useStore } from '@threads-sdk/internal';

/**
 * Where an inbox keeps how far it has read: a Keyv, a journal of `@threads-sdk/publish`, or anything else with these functions.
 *
 * @example
 * ```ts
 * import type { InboxPositions } from '@threads-sdk/inbox';
 *
 * // a table of yours: threads_positions (key text primary key, value text)
 * export function positionsIn(table: Map<string, string>): InboxPositions {
 *   return {
 *     get: async (key) => table.get(key),
 *     set: async (key, value) => void table.set(key, value),
 *   };
 * }
 * ```
 *
 * @category Receive messages
 */
export interface InboxPositions {
  /** Resolves to the value, or to `undefined` where there is none. */
  get(key: string): Promise<unknown>;

  /** Resolves to `false` if the value was not stored. */
  set(key: string, value: string): Promise<unknown>;

  /** `true` with Keyv 5, which else answers a failed read as if nothing were stored. */
  readonly throwOnErrors?: boolean;

  /** Keyv 6 reports errors here alone. */
  on?(event: 'error', listener: (error: unknown) => void): unknown;
}

/** How far an inbox is. */
interface Position {
  /** Until when all was handled, in epoch milliseconds. */
  readonly until: number;

  /** Which of what the last poll found was handled. A store may forget that before the next poll finds it again. */
  readonly handled: ReadonlySet<string>;
}

/** Reads and writes how far the inbox of a user is. */
interface Place {
  readonly read: (userId: string) => Promise<Position | undefined>;
  /** @param handled ids of posts, the newest at the end */
  readonly write: (userId: string, until: number, handled?: readonly string[]) => Promise<void>;
}

/** As many as a column of 64 kB holds. */
const maxHandled = 3000;

/** Positions as long as the process lives. */
export function memoryPositions(): InboxPositions {
  const positions = new Map<string, string>();
  return { get: async (key) => positions.get(key), set: async (key, value) => positions.set(key, value) };
}

/** The position of each user, at a place of its own; what takes something else reads on elsewhere. */
export function positionsIn(positions: InboxPositions, kinds: readonly string[]): Place {
  const guarded = guardKeyv(positions);
  const nameOf = (userId: string): string =>
    `threads-inbox/${userId}/${[...new Set(kinds)].toSorted().join('+')}`;
  return {
    read: (userId) =>
      useStore('read', 'reading how far the inbox is', async () => {
        const said = await guarded(() => positions.get(nameOf(userId)));
        if (said === undefined || said === null) return undefined;
        // To begin anew would lose what came in between.
        if (typeof said !== 'string' || !/^\d+( \d+)*$/.test(said))
          throw new Error('It holds something else.');
        const [until, ...handled] = said.split(' ');
        return { until: Number(until), handled: new Set(handled) };
      }),
    write: (userId, until, handled = []) =>
      useStore(
        'write',
        'remembering how far the inbox is',
        async () => {
          const value = [Math.floor(until), ...handled.slice(-maxHandled)].join(' ');
          const set = (): Promise<unknown> => positions.set(nameOf(userId), value);
          if ((await guarded(set)) === false) throw new Error('not stored');
        },
        'Then poll again: what was handled is remembered.',
      ),
  };
}
