import * as auth from '@threads-sdk/auth';
import * as coreHttp from '@threads-sdk/core-http';
import * as credentials from '@threads-sdk/credentials';
import { createEmulator } from '@threads-sdk/emulator';
import * as endpoints from '@threads-sdk/endpoints';
import * as errors from '@threads-sdk/errors';
import * as publishing from '@threads-sdk/publish';
import { describe, expect, it } from 'vitest';

const emulator = createEmulator({ users: [{ username: 'mika' }] });
const client = coreHttp.createClient({
  fetch: emulator.fetch,
  credentials: credentials.createCredentials(emulator.issueToken({ username: 'mika' })),
});
const app = {
  clientId: 'not digits',
  clientSecret: '',
  redirectUri: 'nowhere',
  http: { fetch: emulator.fetch },
};

/** Arguments with at least two faults for each function that takes input from outside, and the paths of the faults. */
const refusals: Record<string, { readonly args: readonly unknown[]; readonly paths: readonly string[] }> = {
  completeAuthorization: {
    args: [app, { callbackUrl: '', state: '', scopes: [] }],
    paths: ['app.clientId', 'scopes'],
  },
  createAuthorizationUrl: { args: [app, { scopes: ['a b'] }], paths: ['app.clientId', 'scopes'] },
  exchangeCode: { args: [app, { code: '', scopes: [] }], paths: ['app.clientId', 'code'] },
  extendToken: { args: [app, { credentials: {} }], paths: ['app.clientId', 'credentials'] },
  refreshCredentials: { args: [app, { credentials: {} }], paths: ['app.clientId', 'credentials'] },
  createCredentialsSource: {
    args: [app, { store: {}, key: '', maxAge: -1, retryInterval: '5 min', onRefreshFailed: 1 }],
    paths: ['app.clientId', 'store', 'key', 'maxAge', 'retryInterval', 'onRefreshFailed'],
  },
  refreshDue: {
    args: [app, { store: {}, keys: 'mika', concurrency: 0, spread: Number.NaN, onResult: 1 }],
    paths: ['app.clientId', 'store', 'keys', 'concurrency', 'spread', 'onResult'],
  },
  debugToken: { args: [app, { token: '' }], paths: ['app.clientId', 'token', 'testerToken'] },
  getAppToken: { args: [app], paths: ['app.clientId', 'app.clientSecret'] },
  loadApp: { args: [{ THREADS_APP_ID: '' }], paths: ['THREADS_APP_ID', 'THREADS_API_SECRET'] },
  withGrantedScopes: {
    args: [app, { credentials: {}, testerToken: 7 }],
    paths: ['app.clientId', 'credentials', 'testerToken'],
  },
  createClient: { args: [{ baseUrl: 'nowhere', maxConcurrency: 0 }], paths: ['baseUrl', 'maxConcurrency'] },
  createCredentials: { args: [{ userId: '', scopes: 'all' }], paths: ['userId', 'scopes', 'accessToken'] },
  createKeyvStore: { args: [{ get: 1 }, 1], paths: ['keyv.get', 'keyv.set', 'options'] },
  createRedisStore: { args: ['send', { prefix: 1 }], paths: ['send', 'options.prefix'] },
  credentialsFromJson: {
    args: ['{"user_id":true,"scopes":1}'],
    paths: ['user_id', 'scopes', 'access_token'],
  },
  openCredentials: { args: [1, { keys: ['password'] }], paths: ['text', 'keys[0]'] },
  sealCredentials: { args: [{ userId: '' }, { keys: [] }], paths: ['credentials.userId', 'keys[0]'] },
  publish: {
    args: [client, { text: '', media: [{}] }, { processingTimeout: -1 }],
    paths: ['text', 'media[0]', 'options.processingTimeout'],
  },
  followIntentUrl: { args: [{ username: '@mika' }], paths: ['username'] },
  postIntentUrl: {
    args: [{ text: '', tag: 'a.b', replyControl: 'nobody' }],
    paths: ['text', 'tag', 'replyControl'],
  },
  splitText: { args: ['', { numbering: 1 }], paths: ['text', 'options.numbering'] },
  waitForContainer: {
    args: [client, { containerId: '' }, { processingTimeout: -1 }],
    paths: ['containerId', 'options.processingTimeout'],
  },
};

/** Pure helpers on values that other functions have checked, guards that take anything, and errors. */
const helpers = [
  'countText',
  'createMemoryStore',
  'createRedactor',
  'createSealingKey',
  'credentialsToJson',
  'expiresIn',
  'findLinks',
  'findTopicTag',
  'hasScope',
  'isApiError',
  'isExpired',
  'isInvalidInputError',
  'isPublishError',
  'isRefreshDue',
  'isThreadsError',
  'isTransportError',
  'readAuthorizationError',
  'selectionText',
  'toInputIssues',
];

/** They check what the operation that they are given says; the generated functions below call them. */
const throughOperations = ['request', 'requestPages'];

const generated = endpoints;
const all = new Map<string, unknown>(
  [errors, credentials, coreHttp, auth, publishing, endpoints].flatMap((module) => Object.entries(module)),
);

describe('bad input', () => {
  it('is tried on every function that is exported', () => {
    const isError = (value: unknown): boolean =>
      typeof value === 'function' && value.prototype instanceof Error;
    const functions = [...all].filter(([, value]) => !isError(value)).map(([name]) => name);
    const tried = [...Object.keys(refusals), ...Object.keys(generated), ...helpers, ...throughOperations];
    expect(functions.sort()).toEqual(tried.sort());
  });

  it.each(Object.entries(refusals))(
    'of %s: all faults are named, and nothing is sent',
    async (name, { args, paths }) => {
      const requests = emulator.requests.length;
      const error = await refusalOf(all.get(name), args);
      expect(error.call).toBe(name);
      expect(error.issues.map(({ path }) => path)).toEqual(expect.arrayContaining([...paths]));
      for (const path of paths) expect(error.message).toContain(path);
      expect(emulator.requests).toHaveLength(requests);
    },
  );

  it.each(Object.entries(generated))(
    'of %s: all faults are named, and nothing is sent',
    async (name, call) => {
      const requests = emulator.requests.length;
      const error = await refusalOf(call, [client, { nonsense: 1, more_nonsense: 2 }]);
      expect(error.call).toBe(name);
      expect(error.message).toContain('"nonsense"');
      expect(error.message).toContain('"more_nonsense"');
      expect(emulator.requests).toHaveLength(requests);
    },
  );
});

async function refusalOf(call: unknown, args: readonly unknown[]): Promise<errors.InvalidInputError> {
  if (typeof call !== 'function') throw new TypeError('not a function');
  try {
    await call(...args);
  } catch (error) {
    if (errors.isInvalidInputError(error)) return error;
    throw error;
  }
  throw new Error('the input was accepted');
}
