import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { refreshDueCredentials } from '@threads-sdk/auth';
import { createClient as createHttpClient } from '@threads-sdk/core-http/fetch';
import { createCredentials, createRedisStore } from '@threads-sdk/credentials';
import { createEmulator, type Emulator } from '@threads-sdk/emulator';
import { serve } from '@threads-sdk/emulator/serve';
import { createClient } from 'redis';
import { describe, expect, it } from 'vitest';
// @boundaries-ignore a tool of tests has one home
import { redisForTests, startRedis } from '../../../credentials/test/redis-server.ts';
import type { Failed, RefresherSetting } from './refresher.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const keys = Array.from({ length: 500 }, (_, index) => `user${index}`);
const processes = 8;
/** Which refresh is the last one of the process that asks for it, and whether Threads still makes it. */
const kills: readonly (readonly [refresh: number, when: 'before' | 'after'])[] = [
  [25, 'after'],
  [80, 'before'],
  [150, 'after'],
  [230, 'after'],
  [320, 'before'],
];

/** A refresh that Threads made. */
interface Refresh {
  readonly by: number;
  readonly old: string;
  readonly renewed: string;
}

const path = redisForTests();

describe.skipIf(path === undefined)(
  'eight processes with 500 due tokens on one Redis, five of them killed',
  () => {
    it(
      'refresh each once, and lose none but what was answered to one that died',
      { timeout: 120_000 },
      async () => {
        const redis = await startRedis(path ?? '');
        const client = await createClient({ socket: { path: redis.socket, tls: false } }).connect();
        const store = createRedisStore((command) => client.sendCommand(command));

        // Nobody documents whether a refreshed token works on. Of half of the accounts it does.
        const [lenient, strict] = (['valid', 'invalid'] as const).map((refreshedToken, seed) =>
          createEmulator({
            users: keys.map((username) => ({ username })),
            behaviour: { refreshedToken },
            seed,
          }),
        );
        if (!lenient || !strict) throw new Error('There are two.');
        const homes = new Map<string, Emulator>();
        const home = (request: Request): Emulator =>
          homes.get(new URL(request.url).searchParams.get('access_token') ?? '') ?? lenient;

        const made: Refresh[] = [];
        const refresh = async (by: number, request: Request): Promise<Response> => {
          const emulator = home(request);
          const answer = await emulator.fetch(request);
          const { access_token: renewed } = Object(await answer.clone().json());
          const old = new URL(request.url).searchParams.get('access_token') ?? '';
          if (renewed === undefined) return answer;
          homes.set(renewed, emulator);
          made.push({ by, old, renewed });
          return answer;
        };
        const children: ChildProcess[] = [];
        const killed = new Set<number>();
        const kill = async (index: number): Promise<void> => {
          const child = children[index];
          if (!child || killed.has(index)) return;
          killed.add(index);
          const ended = once(child, 'exit');
          child.kill('SIGKILL');
          await ended;
        };
        let asked = 0;
        let lastAsked = Infinity;
        const served = await serve({
          ...lenient,
          // Each process has a path of its own: /3/refresh_access_token
          fetch: async (request) => {
            const url = new URL(request.url);
            const [, digits, pathname = ''] = /^\/(\d+)(\/.+)$/.exec(url.pathname) ?? [];
            const by = Number(digits);
            url.pathname = pathname;
            asked += 1;
            lastAsked = performance.now();
            const moment = kills.find(([number]) => number === asked)?.[1];
            if (moment === 'before') await kill(by);
            if (killed.has(by)) return new Response(null, { status: 503 }); // nobody hears it
            const answer = await refresh(by, new Request(url, request));
            if (moment === 'after') await kill(by);
            return answer;
          },
        });
        const first = new Map<string, string>();
        for (const [index, username] of keys.entries()) {
          const emulator = index % 2 === 0 ? lenient : strict;
          const credentials = createCredentials(emulator.issueToken({ username }));
          homes.set(credentials.accessToken, emulator);
          first.set(username, credentials.accessToken);
          await store.set(username, credentials);
        }
        for (const { clock } of [lenient, strict]) clock.advance(31 * day);

        try {
          const program = fileURLToPath(new URL('refresher.ts', import.meta.url));
          let running = processes;
          const outcomes = Array.from(
            { length: processes },
            async (_, index): Promise<Failed | undefined> => {
              const setting: RefresherSetting = {
                ...lenient.app,
                api: `${served.url}/${index}`,
                socket: redis.socket,
                time: lenient.clock.now(),
                // Most of them in the same order, where they meet at each account.
                keys: index < 5 ? keys : keys.toReversed(),
                by: index < 6 ? 'sweep' : 'sources',
              };
              const child = fork(program, [JSON.stringify(setting)], {
                execArgv: ['--conditions=@threads-sdk/source', '--disable-warning=ExperimentalWarning'],
                stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
              });
              children[index] = child;
              let failed: Failed | undefined;
              child.on('message', (told) => {
                failed = Object(told);
                child.disconnect();
              });
              const [code] = await once(child, 'exit');
              running -= 1;
              expect([index, code]).toEqual([index, killed.has(index) ? null : 0]);
              return failed;
            },
          );
          // Whoever is left waits for the claims of the dead: half a minute, by the clocks that the processes are given.
          await expect
            .poll(() => running === 0 || performance.now() - lastAsked > 1500, { timeout: 100_000 })
            .toBe(true);
          for (const child of children) if (child.connected) child.send(31_000);
          const failed: Record<string, unknown> = Object.assign({}, ...(await Promise.all(outcomes)));
          // What is left, where all sweeps were killed, the next one finds.
          const clock = { ...lenient.clock, now: () => lenient.clock.now() + minute };
          const sweep = await refreshDueCredentials(
            {
              ...lenient.app,
              redirectUri: 'https://app.example/callback',
              client: createHttpClient({ clock, fetch: (request) => refresh(processes, request) }),
            },
            { store, keys, spread: 0 },
          );
          for (const { key, error } of sweep.failed) failed[key] = Object(error).code;

          const alive = async (token: string): Promise<boolean> => {
            const request = new Request(`https://graph.threads.com/v1.0/me?access_token=${token}`);
            return (await home(request).fetch(request)).ok;
          };
          const judged = { once: 0, again: 0, lost: 0 };
          for (const key of keys) {
            const old = first.get(key) ?? '';
            const stored = (await store.get(key))?.credentials.accessToken ?? '';
            const all = made.filter((one) => one.old === old);
            // What a process was answered that died before it could store it.
            const unheard = all.filter(({ by, renewed }) => killed.has(by) && renewed !== stored);
            const heard = all.filter((one) => !unheard.includes(one)).map(({ renewed }) => renewed);
            const isLost = homes.get(old) === strict && unheard.length > 0;
            expect([key, heard, await alive(stored), failed[key]]).toEqual(
              isLost ? [key, [], false, 'TOKEN_INVALID'] : [key, [stored], true, undefined],
            );
            judged[isLost ? 'lost' : unheard.length > 0 ? 'again' : 'once'] += 1;
          }
          expect(killed.size).toBe(kills.length);
          // Each process works on four accounts at a time, so that a kill may meet more than the one that it was meant for.
          const meant = kills.filter(([, when]) => when === 'after').length;
          expect(judged.again + judged.lost).toBeGreaterThanOrEqual(meant);
          expect(judged.again + judged.lost).toBeLessThanOrEqual(4 * kills.length);
          expect(made).toHaveLength(judged.once + 2 * judged.again + judged.lost);
        } finally {
          for (const child of children) child.kill('SIGKILL');
          await served.close();
          client.destroy();
          await redis.stop();
        }
      },
    );
  },
);
