import { isThreadsError } from '@threads-sdk/errors';
import { expect, it } from 'vitest';
import { createAuthorizationUrl, loadApp } from './index.ts';

const env = {
  THREADS_APP_ID: '9906352117420854',
  THREADS_API_SECRET: 'canary-secret',
  THREADS_REDIRECT_URI: 'https://app.example/callback',
};

/** What the program was started with, where the runtime has such a thing. */
const machine: Record<string, string | undefined> = typeof process === 'object' ? process.env : {};

it('reads the app from the variables that it is given', () => {
  const environment = { ...env, HOME: '/root', CACHE: { a: 'binding of a Worker' } };
  expect(loadApp(environment)).toEqual({
    clientId: '9906352117420854',
    clientSecret: 'canary-secret',
    redirectUri: 'https://app.example/callback',
  });
  expect(loadApp({ ...machine, ...env }).clientId).toBe('9906352117420854');
});

it.each([
  [{}, ['THREADS_APP_ID', 'THREADS_API_SECRET', 'THREADS_REDIRECT_URI']],
  [
    { ...env, THREADS_APP_ID: '', THREADS_REDIRECT_URI: undefined },
    ['THREADS_APP_ID', 'THREADS_REDIRECT_URI'],
  ],
  [{ ...env, THREADS_API_SECRET: '' }, ['THREADS_API_SECRET']],
  [
    { THREADS_EMULATOR: 'http://127.0.0.1:4000', NODE_ENV: 'production', THREADS_APP_ID: '1' },
    ['THREADS_API_SECRET', 'THREADS_REDIRECT_URI', 'THREADS_EMULATOR'],
  ],
  [{ ...env, THREADS_EMULATOR: 'http://emulator.example' }, ['THREADS_EMULATOR']],
  [
    { ...env, THREADS_API_SECRET: 'canary-secret\n', THREADS_REDIRECT_URI: ' https://app.example/callback' },
    ['THREADS_API_SECRET', 'THREADS_REDIRECT_URI'],
  ],
])('names every variable that is missing, empty or not usable, and shows no other', (given, missing) => {
  expect(refusalOf(given)).toEqual(missing);
});

it('takes the app to the emulator that is named, where an address of plain http may be returned to', () => {
  const local = { ...env, THREADS_REDIRECT_URI: 'http://localhost:3000/callback' };
  const app = loadApp({ ...local, THREADS_EMULATOR: 'http://127.0.0.1:4000/' });
  const { url } = createAuthorizationUrl(app, { scopes: ['threads_basic'] });
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:4000\/oauth\/authorize\?/);
  expect(() => createAuthorizationUrl(loadApp(local), { scopes: ['threads_basic'] })).toThrow(/redirectUri/);
});

function refusalOf(given: Parameters<typeof loadApp>[0]): readonly string[] {
  try {
    loadApp(given);
  } catch (error) {
    if (!isThreadsError(error) || error.code !== 'INVALID_INPUT' || error.message.includes('canary'))
      throw error;
    return error.issues.map(({ path }) => path);
  }
  return [];
}

it('looks at no environment by itself', () => {
  for (const [name, value] of Object.entries(env)) machine[name] = value;
  try {
    expect(() => loadApp({})).toThrow(/THREADS_APP_ID/);
  } finally {
    for (const name of Object.keys(env)) Reflect.deleteProperty(machine, name);
  }
});
