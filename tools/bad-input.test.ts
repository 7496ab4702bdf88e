import * as auth from '@threads-sdk/auth';
import * as coreHttp from '@threads-sdk/core-http';
import * as credentials from '@threads-sdk/credentials';
import { createEmulator } from '@threads-sdk/emulator';
import * as endpoints from '@threads-sdk/endpoints';
import * as errors from '@threads-sdk/errors';
import * as media from '@threads-sdk/media';
import * as publishing from '@threads-sdk/publish';
import * as webhooks from '@threads-sdk/webhooks';
import { describe, expect, it } from 'vitest';
// @boundaries-ignore what throws nothing has one home
import { throwsNothing } from '../docs/throws-nothing.ts';

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
  checkMedia: {
    args: ['nowhere', { kind: 'gif', signal: 1, timeout: 0, allowPrivate: 1, fetch: 1, resolve: 1 }],
    paths: [
      'url',
      ...['kind', 'signal', 'timeout', 'allowPrivate', 'fetch', 'resolve'].map((name) => `options.${name}`),
    ],
  },
  publish: {
    args: [client, { text: '', media: [{}] }, { processingTimeout: -1 }],
    paths: ['text', 'media[0]', 'options.processingTimeout'],
  },
  publishChain: {
    args: [client, [{ text: '' }, { text: 'a', replyTo: '1' }], { idempotencyKey: '', replyTo: 'next' }],
    paths: ['posts[0].text', 'posts[1].replyTo', 'options.idempotencyKey', 'options.replyTo'],
  },
  publishRepost: {
    args: [client, { mediaId: 'x' }, { journal: {} }],
    paths: ['mediaId', 'options.journal', 'options.idempotencyKey'],
  },
  resumePublish: {
    args: [
      client,
      { step: 'publish', post: {}, children: [], lostContainers: 0, containerId: '1', unclearAttempts: -1 },
    ],
    paths: ['notReady', 'unclearAttempts', 'post'],
  },
  advancePublish: {
    args: [client, { step: 'confirm-at-once', post: {}, sentAt: 'now' }, {}],
    paths: ['sentAt', 'lookups', 'post', 'options.record'],
  },
  followIntentUrl: { args: [{ username: '@mika' }], paths: ['username'] },
  splitText: { args: [' ', { numbering: 'roman' }], paths: ['text', 'options.numbering'] },
  postIntentUrl: { args: [{ url: 'kyoto', tag: 'a.b' }], paths: ['url', 'tag'] },
  startPublish: { args: [{ text: '', topicTag: '' }], paths: ['text', 'topicTag'] },
  createKeyvJournal: {
    args: [{ get: 1, throwOnErrors: false }],
    paths: ['keyv.get', 'keyv.set', 'keyv.throwOnErrors'],
  },
  waitForContainer: {
    args: [client, { containerId: '' }, { processingTimeout: -1 }],
    paths: ['containerId', 'options.processingTimeout'],
  },
  answerChallenge: { args: [7, { verifyToken: '' }], paths: ['url', 'verifyToken'] },
  createKeyvEventStore: {
    args: [{ get: 1, throwOnErrors: false }],
    paths: ['keyv.get', 'keyv.set', 'keyv.throwOnErrors'],
  },
  createMemoryEventStore: { args: [{ maxEvents: 0.5 }], paths: ['maxEvents'] },
  handleDataDeletion: {
    args: [{}, { appSecret: '', maxAge: -1, now: 1 }],
    paths: ['request', 'appSecret', 'maxAge', 'now', 'deleteUserData', 'onError'],
  },
  handleDeauthorize: {
    args: [undefined, undefined],
    paths: ['request', 'appSecret', 'forgetUser', 'onError'],
  },
  handleWebhook: {
    args: [{ headers: {} }, { appSecret: ['a b'], store: {}, waitUntil: 1 }],
    paths: ['request', 'appSecret', 'verifyToken', 'handleEvent', 'onError', 'store.once', 'waitUntil'],
  },
  parseDelivery: { args: [{ values: [] }], paths: ['body'] },
  parseSignedRequest: {
    args: [null, { appSecret: [], maxAge: '1' }],
    paths: ['signedRequest', 'appSecret', 'maxAge'],
  },
  verifySignature: { args: [{ values: [] }, { appSecret: 'line end\n' }], paths: ['body', 'appSecret'] },
};

/** Pure helpers on values that other functions have checked, guards that take anything, and errors. */
const helpers = [...throwsNothing, 'credentialsToJson', 'getUserId'];

/** They check what the operation that they are given says; the generated functions below call them. */
const throughOperations = ['request', 'requestPages'];

const generated = endpoints;
const all = new Map<string, unknown>(
  [errors, credentials, coreHttp, auth, media, webhooks, endpoints, publishing].flatMap((module) =>
    Object.entries(module),
  ),
);

describe('bad input', () => {
  it('is tried on every function that is exported', () => {
    const isError = (value: unknown): boolean =>
      typeof value === 'function' && value.prototype instanceof Error;
    const functions = [...all].filter(([, value]) => !isError(value)).map(([name]) => name);
    const tried = [...Object.keys(refusals), ...Object.keys(generated), ...helpers, ...throughOperations];
    expect(new Set(functions)).toEqual(new Set(tried));
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
