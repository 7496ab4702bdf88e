import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { createClient } from '@threads-sdk/core-http/fetch';
import { createCredentials, createRedisStore } from '@threads-sdk/credentials';
import { createEmulator, createVirtualClock } from '@threads-sdk/emulator';
import { serve } from '@threads-sdk/emulator/serve';
import { createClient as createRedis } from 'redis';
import { describe, expect, it } from 'vitest';
// @boundaries-ignore a tool of tests has one home
import { redisForTests, startRedis } from '../../../credentials/test/redis-server.ts';
import { closeScheduler, keepCredentialsFresh, openScheduler } from '../../src/index.ts';
import { makePostgres, postgresPath } from '../stage.ts';
import type { RefresherSetting } from './refresher.ts';
import { endNow } from './town.ts';

/** How many credentials, of which a third are due: `CREDENTIALS=10000`. */
const count = Number(env['CREDENTIALS'] ?? 300);
const due = Math.floor(count / 3);
const day = 24 * 3_600_000;

const redisPath = redisForTests();

describe.skipIf(redisPath === undefined || postgresPath === undefined)('three workers', () => {
  it(
    'refresh what is due once over all of them, one at a time, and go on when the one that sweeps is killed',
    { timeout: 600_000 },
    async () => {
      const redis = await startRedis(redisPath ?? '');
      const place = await makePostgres();
      const client = await createRedis({ socket: { path: redis.socket, tls: false } }).connect();
      const store = createRedisStore((command) => client.sendCommand(command));
      const start = Date.now();
      const clock = createVirtualClock(start);
      const keys = Array.from({ length: count }, (_, nth) => `user${nth}`);
      const emulator = createEmulator({ users: keys.map((username) => ({ username })), clock });
      const stored = async (from: number, to: number): Promise<void> => {
        for (const key of keys.slice(from, to))
          await store.set(key, createCredentials(emulator.issueToken({ username: key })));
      };
      // They are due after half of their sixty days.
      await stored(0, due);
      clock.advance(31 * day);
      await stored(due, count);
      clock.advance(2 * day);

      const refreshes = new Map<string, number>();
      let sweeper: ChildProcess | undefined;
      const children: ChildProcess[] = [];
      let killed: Promise<void> | undefined;
      const served = await serve({
        ...emulator,
        // Each process has a path of its own: /2/refresh_access_token
        fetch: async (request) => {
          const url = new URL(request.url);
          const [, nth, pathname = ''] = /^\/(\d+)(\/.+)$/.exec(url.pathname) ?? [];
          url.pathname = pathname;
          sweeper = children[Number(nth)];
          if (refreshes.size === Math.floor(due / 2) && killed === undefined && sweeper) {
            killed = endNow(sweeper);
            await killed;
          }
          const answer = await emulator.fetch(new Request(url, request));
          const token = new URL(request.url).searchParams.get('access_token') ?? '';
          if (answer.ok) refreshes.set(token, (refreshes.get(token) ?? 0) + 1);
          return answer;
        },
      });
      const { clientId, clientSecret, redirectUris } = emulator.app;
      const setting = {
        database: place.database,
        app: { clientId, clientSecret, redirectUri: redirectUris[0] ?? '' },
        socket: redis.socket,
        ahead: clock.now() - start,
      };
      let tellSwept: (event: unknown) => void = () => {};
      const swept = new Promise<unknown>((resolve) => {
        tellSwept = resolve;
      });
      for (const nth of [0, 1, 2]) {
        const own: RefresherSetting = { ...setting, api: `${served.url}/${nth}` };
        const child = fork(fileURLToPath(new URL('refresher.ts', import.meta.url)), [JSON.stringify(own)], {
          execArgv: ['--conditions=@threads-sdk/source', '--disable-warning=ExperimentalWarning'],
          stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        });
        children.push(child);
        await once(child, 'message');
        child.on('message', (event) => {
          if (Object(event).type === 'refreshed') tellSwept(event);
        });
      }
      const scheduler = await openScheduler({
        database: place.database,
        accounts: {
          app: { ...setting.app, client: createClient(), allowInsecure: true },
          store,
        },
      });
      const began = performance.now();
      await keepCredentialsFresh(scheduler, { spread: 10 });
      const event = await swept;
      await killed;
      const seconds = (performance.now() - began) / 1000;
      console.log(
        `${count} credentials: ${refreshes.size} refreshed in ${seconds.toFixed(1)} s, with a worker killed in between`,
      );
      expect(event).toMatchObject({ expired: [], failed: [] });
      expect(refreshes.size).toBe(due);
      // What was answered to the one that died may be asked for again.
      const twice = [...refreshes.values()].filter((each) => each > 1);
      expect(twice.length).toBeLessThanOrEqual(4);
      for (const key of keys.slice(0, due)) {
        const { credentials } = (await store.get(key)) ?? {};
        expect(Number(credentials?.expiration) - clock.now()).toBeGreaterThan(59 * day);
      }
      await closeScheduler(scheduler);
      await Promise.all(children.map((child) => endNow(child)));
      await client.close();
      await redis.stop();
      await served.close();
      await place.remove();
    },
  );
});
