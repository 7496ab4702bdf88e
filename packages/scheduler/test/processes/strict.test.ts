// oxlint-disable-next-line tests/no-real-sleep -- real processes are waited for
import { setTimeout as wait } from 'node:timers/promises';
import { env } from 'node:process';
import { afterEach, describe, expect, it } from 'vitest';
import { schedulePost } from '../../src/index.ts';
import { postgresPath, textsOf } from '../stage.ts';
import { openTown, type Town } from './town.ts';

/** How many posts: `POSTS=3000`. */
const posts = Number(env['POSTS'] ?? 600);
const accounts = Array.from({ length: 20 }, (_, nth) => `user${nth}`);

describe.skipIf(postgresPath === undefined)('three workers with eight steps at a time', () => {
  let town: Town;
  afterEach(() => town.close());

  it(
    'never take two steps of an account at once, and finish each post before they begin the next',
    { timeout: 600_000 },
    async () => {
      // Requests take as long as those over a network, so that two of an account would meet.
      town = await openTown({ accounts, onRequest: () => wait(20) });
      const at = new Date();
      await Promise.all(
        Array.from({ length: posts }, (_, nth) => {
          const account = accounts[nth % accounts.length] ?? '';
          return schedulePost(town.scheduler, { account, key: `${nth}`, post: { text: `Post ${nth}` }, at });
        }),
      );
      await Promise.all([town.start(), town.start(), town.start()]);
      for (;;) {
        const { rows } = await town.database.query(
          'SELECT count(*)::integer AS left FROM threads.posts WHERE next IS NOT NULL',
        );
        if (rows[0].left === 0 || town.overlaps() > 0) break;
        await wait(100);
      }
      // A post of an account that was begun before the one before it was live.
      const { rows } = await town.database.query(
        `SELECT count(*)::integer AS overlaps FROM (
          SELECT begun, lag(published) OVER (PARTITION BY account ORDER BY begun, published) AS before FROM (
            SELECT account, min(h.id) FILTER (WHERE event = 'begun') AS begun,
              min(h.id) FILTER (WHERE event = 'published') AS published
            FROM threads.posts p JOIN threads.history h ON h.post = p.id GROUP BY account, p.id
          ) times
        ) pairs WHERE begun < before`,
      );
      expect([town.overlaps(), rows]).toEqual([0, [{ overlaps: 0 }]]);
      expect(accounts.flatMap((account) => textsOf(town.emulator, account))).toHaveLength(posts);
    },
  );
});
