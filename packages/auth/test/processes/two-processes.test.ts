import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createCredentials, createRedisStore, type CredentialsStore } from '@threads-sdk/credentials';
import { createEmulator } from '@threads-sdk/emulator';
import { serve } from '@threads-sdk/emulator/serve';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
// @boundaries-ignore a tool of tests has one home
import { redisForTests, type RedisServer, startRedis } from '../../../credentials/test/redis-server.ts';
import { fingerprint, type Order, type Outcome, type Setting } from './caller.ts';

const day = 24 * 60 * 60 * 1000;
const rounds = 4;
const calls = 50;

const path = redisForTests();

async function startCaller(setting: Setting): Promise<ChildProcess> {
  const program = fileURLToPath(new URL('caller.ts', import.meta.url));
  const caller = fork(program, [JSON.stringify(setting)], {
    execArgv: ['--conditions=@threads-sdk/source', '--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await answerOf(caller);
  return caller;
}

async function answerOf(caller: ChildProcess): Promise<unknown> {
  const ended = once(caller, 'exit').then(([code]) => {
    throw new Error(`the process ended with ${String(code)}`);
  });
  const [answer] = await Promise.race([once(caller, 'message'), ended]);
  ended.catch(() => {}); // it will end, later
  return answer;
}

async function order(caller: ChildProcess, what: Order): Promise<Outcome> {
  const answer = answerOf(caller);
  caller.send(what);
  return Object(await answer);
}

describe.skipIf(path === undefined)('two processes on one Redis', () => {
  let redis: RedisServer;
  let store: CredentialsStore;
  let close: () => void;

  beforeAll(async () => {
    redis = await startRedis(path ?? '');
    const client = await createClient({ socket: { path: redis.socket, tls: false } }).connect();
    store = createRedisStore((command) => client.sendCommand(command));
    close = () => client.destroy();
  });
  afterAll(async () => {
    close();
    await redis.stop();
  });

  it.each(['valid', 'invalid'] as const)(
    'lose no update and no call, and both go on with the token that is stored, a refreshed token being %s',
    async (refreshedToken) => {
      const emulator = createEmulator({ users: [{ username: 'mika' }], behaviour: { refreshedToken } });
      let afterRefresh = async (): Promise<void> => {};
      const served = await serve({
        ...emulator,
        fetch: async (request) => {
          const answer = await emulator.fetch(request);
          if (request.url.includes('/refresh_access_token')) await afterRefresh();
          return answer;
        },
      });
      await store.set('mika', createCredentials(emulator.issueToken({ username: 'mika' })));
      const setting = { ...emulator.app, api: served.url, socket: redis.socket };
      const callers = await Promise.all([startCaller(setting), startCaller(setting)]);
      // The token is refreshed, and the process that asked for it does not know yet: the others meet that moment.
      emulator.planFault({ kind: 'slow-headers', delay: 200, operation: 'refreshToken', times: Infinity });

      let login: string | undefined;
      try {
        for (let round = 1; round <= rounds; round += 1) {
          const before = (await store.get('mika'))?.version;
          emulator.clock.advance(31 * day);
          if (round === rounds) {
            // The user logs in again while the processes wait for the answer to their refresh.
            const credentials = createCredentials(emulator.issueToken({ username: 'mika' }));
            login = credentials.accessToken;
            afterRefresh = () => store.set('mika', credentials);
          }
          const what = { offset: emulator.clock.now() - Date.now(), calls };
          const outcomes = await Promise.all(callers.map((caller) => order(caller, what)));
          const stored = await store.get('mika');
          const token = stored?.credentials.accessToken ?? '';
          expect(stored?.version).not.toBe(before);
          expect(token).toBe(login ?? token);
          expect(outcomes).toEqual(
            callers.map(() => ({
              names: calls,
              failures: [],
              refreshFailures: [],
              token: fingerprint(token),
            })),
          );
          const answer = await fetch(`${served.url}/v1.0/me?fields=username&access_token=${token}`);
          expect(await answer.json()).toMatchObject({ username: 'mika' });
        }
      } finally {
        for (const caller of callers) caller.kill();
        await served.close();
      }

      const asked = emulator.requests.filter(({ operation }) => operation === 'refreshToken');
      expect(asked.map(({ status }) => status)).toEqual(Array(rounds).fill(200)); // one for both
    },
  );
});
