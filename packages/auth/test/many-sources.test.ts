import { createCredentialsSource } from '@threads-sdk/auth';
import { createClient } from '@threads-sdk/core-http/fetch';
import {
  createCredentials,
  createMemoryStore,
  type Credentials,
  type CredentialsStore,
} from '@threads-sdk/credentials';
import type { Emulator } from '@threads-sdk/emulator';
import { array, assert, asyncProperty, constantFrom, integer, option, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createApp } from './create-app.ts';
import { createSimulatedTime, type SimulatedTime } from './simulated-time.ts';
import { withoutCompareAndSet } from './without-compare-and-set.ts';

const second = 1000;
const day = 24 * 60 * 60 * second;
const start = Date.parse('2026-03-01T12:00:00Z');
/** The first millisecond at which the token is due. */
const due = start + 30 * day + 1;

/** How many milliseconds each step takes, on the way there and on the way back: of the network and of the store. */
const delays = array(integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 40 });
/** When each process makes its calls, in milliseconds from when the token becomes due. */
const processes = array(array(integer({ min: -500, max: 4000 }), { minLength: 1, maxLength: 3 }), {
  minLength: 2,
  maxLength: 5,
});
const login = option(integer({ min: -1000, max: 4000 }), { nil: undefined });
/** What happens to the first requests for a refresh; the last two only to their answer. */
const faults = {
  valid: option(constantFrom('lost-request', 'error', 'lost-answer', 'truncated-json'), { nil: undefined }),
  invalid: option(constantFrom('lost-request', 'error'), { nil: undefined }),
} as const;

async function works(time: SimulatedTime, emulator: Emulator, token: string): Promise<boolean> {
  const request = new Request(`https://graph.threads.com/v1.0/me?access_token=${token}`);
  return time.outOfTime(async () => (await emulator.fetch(request)).ok);
}

/** A store whose every step takes time. */
function slow(store: CredentialsStore, wait: () => Promise<void>): CredentialsStore {
  const slowly = async <Result>(step: () => Promise<Result>): Promise<Result> => {
    await wait();
    const result = await step();
    await wait();
    return result;
  };
  const { compareAndSet } = store;
  return {
    get: (key) => slowly(() => store.get(key)),
    set: (key, credentials) => slowly(() => store.set(key, credentials)),
    delete: (key) => slowly(() => store.delete(key)),
    ...(compareAndSet && {
      compareAndSet: (key: string, credentials: Credentials, version: string | undefined) =>
        slowly(() => compareAndSet(key, credentials, version)),
    }),
  };
}

describe.each(['valid', 'invalid'] as const)(
  'many processes on one store, a refreshed token being %s',
  (refreshedToken) => {
    it.each([
      ['with compareAndSet', true],
      ['without', false],
    ])('lose no update and leave nobody with a dead token, %s', async (_, canCompare) => {
      const outcomes = { logins: 0, refreshed: 0, refusals: 0, faults: 0, lostLogins: 0 };
      await assert(
        asyncProperty(
          record({ delays, processes, login, fault: faults[refreshedToken] }),
          async (schedule) => {
            const time = createSimulatedTime(start);
            const { clock } = time;
            const { emulator, app } = createApp({ clock, seed: 7, behaviour: { refreshedToken } });
            const memory = createMemoryStore();
            const shared = canCompare ? memory : withoutCompareAndSet(memory);
            const first = createCredentials(emulator.issueToken({ username: 'mika' }));
            await memory.set('mika', first);
            clock.advance(due - 1000 - start);
            if (schedule.fault) {
              emulator.planFault({ kind: schedule.fault, operation: 'refreshToken', times: 3 });
              outcomes.faults += 1;
            }

            let steps = 0;
            const wait = async (): Promise<void> => {
              steps += 1;
              await clock.sleep(schedule.delays[steps % schedule.delays.length] ?? 0);
            };
            const fetch = async (request: Request): Promise<Response> => {
              await wait();
              const [body, answer] = await time.outOfTime(async () => {
                const response = await emulator.fetch(request);
                return [await response.text(), response] as const;
              });
              await wait();
              return new Response(body, answer);
            };
            const sources = schedule.processes.map(() =>
              createCredentialsSource(
                { ...app, client: createClient({ clock, fetch, random: () => 0.5 }) },
                { store: slow(shared, wait), key: 'mika', maxAge: 5 * second },
              ),
            );

            const calls = schedule.processes.flatMap((moments, index) =>
              moments.map(async (moment) => {
                await clock.sleep(due + moment - clock.now());
                const { accessToken } = (await sources[index]?.()) ?? first;
                // A token that was given out before the refresh may die under way; one given out afterwards may not.
                const mayBeDead =
                  refreshedToken === 'invalid' && (moment < 0 || schedule.fault !== undefined);
                expect(mayBeDead || (await works(time, emulator, accessToken))).toBe(true);
              }),
            );
            let loggedIn: string | undefined;
            const loggingIn = async (): Promise<void> => {
              if (schedule.login === undefined) return;
              await clock.sleep(due + schedule.login - clock.now());
              const credentials = createCredentials(emulator.issueToken({ username: 'mika' }));
              loggedIn = credentials.accessToken;
              await memory.set('mika', credentials);
              outcomes.logins += 1;
            };
            await time.run(Promise.all([...calls, loggingIn()]));

            // Everybody goes on with what is stored, as soon as the maximum age has passed and it was refreshed if it is due.
            clock.advance(5 * 60 * second);
            const now: string[] = [];
            for (const source of [...sources, ...sources.toReversed()])
              now.push((await time.run(source())).accessToken);
            const stored = (await memory.get('mika'))?.credentials.accessToken ?? '';
            expect(new Set(now)).toEqual(new Set([stored]));
            expect(await works(time, emulator, stored)).toBe(true);
            expect(stored).not.toBe(first.accessToken);
            if (canCompare) outcomes.lostLogins += Number(stored !== (loggedIn ?? stored));

            const refreshes = emulator.requests.filter(({ operation }) => operation === 'refreshToken');
            outcomes.refreshed += refreshes.filter(({ status }) => status === 200).length;
            outcomes.refusals += refreshes.filter(({ error }) => error?.code === 190).length;
            // Whoever has claimed the refresh makes it, and the others leave it alone.
            const isSingle = refreshes.length < 2 || !canCompare || schedule.fault !== undefined;
            expect(isSingle).toBe(true);
          },
        ),
        { numRuns: 60, seed: 4 },
      );
      expect(outcomes.lostLogins).toBe(0);
      // The schedules have met what they are about.
      expect(outcomes.logins).toBeGreaterThan(10);
      expect(outcomes.faults).toBeGreaterThan(10);
      expect(outcomes.refreshed).toBeGreaterThan(canCompare ? 15 : refreshedToken === 'valid' ? 60 : 20);
      expect(outcomes.refusals).toBeGreaterThan(refreshedToken === 'invalid' && !canCompare ? 10 : -1);
    });
  },
);
