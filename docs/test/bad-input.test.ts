import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as auth from '@threads-sdk/auth';
import * as authJs from '@threads-sdk/auth-providers/auth-js';
import * as betterAuth from '@threads-sdk/auth-providers/better-auth';
import * as coreHttp from '@threads-sdk/core-http';
import * as withoutKy from '@threads-sdk/core-http/fetch';
import * as setups from '@threads-sdk/check-setup';
import * as credentials from '@threads-sdk/credentials';
import { createEmulator, createVirtualClock } from '@threads-sdk/emulator';
import * as endpoints from '@threads-sdk/endpoints';
import * as errors from '@threads-sdk/errors';
import * as inboxes from '@threads-sdk/inbox';
import * as mcp from '@threads-sdk/mcp';
import * as media from '@threads-sdk/media';
import * as fitting from '@threads-sdk/media/fit-image';
import * as telemetry from '@threads-sdk/opentelemetry';
import * as publishing from '@threads-sdk/publish';
import * as scheduling from '@threads-sdk/scheduler';
import * as storing from '@threads-sdk/storage';
import * as storingOnNode from '@threads-sdk/storage/node';
import * as webhooks from '@threads-sdk/webhooks';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { throwsNothing } from '../throws-nothing.ts';

const description = readFileSync(
  fileURLToPath(import.meta.resolve('@threads-sdk/openapi/threads.openapi.json')),
  'utf8',
);

const clock = createVirtualClock(); // what is accepted after all waits for nothing
const emulator = createEmulator({ clock, users: [{ username: 'mika' }] });
const client = coreHttp.createClient({
  clock,
  fetch: emulator.fetch,
  credentials: credentials.createCredentials(emulator.issueToken({ username: 'mika' })),
});
const app = {
  clientId: 'not digits',
  clientSecret: '',
  redirectUri: 'nowhere',
  client: coreHttp.createClient({ clock, fetch: emulator.fetch }),
};

const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-bad-input-'));
const scheduler = await scheduling.openScheduler({ database: folder, accounts: () => client });
afterAll(async () => {
  await scheduling.closeScheduler(scheduler);
  rmSync(folder, { recursive: true, force: true });
});

const threeFunctions = { put: async () => undefined, url: async () => '', remove: async () => undefined };

/** What a function is called with, and the paths of what is wrong with it. */
interface Refusal {
  readonly args: readonly unknown[];
  readonly paths: readonly string[];
  /** What the error says was called, if it is not the function itself. */
  readonly call?: string;
}

const operation = { id: 'getThing', method: 'GET', path: '/{thing_id}', repeat: 'safe' };
/** To a call of an operation without schemas. */
const badCall: Refusal = {
  args: [client, operation, { thing_id: '1' }, { timeout: 0, extra: { access_token: 'another' } }],
  paths: ['options.timeout', 'options.extra.access_token'],
  call: 'getThing',
};
const badClient: Refusal = {
  args: [{ baseUrl: 'nowhere', maxConcurrency: 0, retry: { maxRetryAfter: '1 min' } }],
  paths: ['baseUrl', 'maxConcurrency', 'retry.maxRetryAfter'],
  call: 'createClient',
};

/** Faults for each function that takes input from outside, where it can have several with at least two. */
const refusals: Record<string, Refusal> = {
  aroundAttempts: { args: [client, 1], paths: ['around'] },
  aroundCalls: { args: [client, 1], paths: ['around'] },
  getBaseUrl: { args: [{}], paths: ['client'] },
  withCredentials: { args: [client, {}], paths: ['credentials'] },
  printCalls: { args: [{ write: 'stderr', read: 1 }], paths: ['write', 'read'] },
  instrumentClient: {
    args: [client, { tracerProvider: 1, meterProvider: {}, exporter: 1 }],
    paths: ['tracerProvider', 'meterProvider', 'exporter'],
  },
  observeAccounts: { args: [() => [], { clock: 1, meterProvider: 1 }], paths: ['clock', 'meterProvider'] },
  tracePost: { args: [() => undefined, { meterProvider: 1, name: 1 }], paths: ['meterProvider', 'name'] },
  createClient: badClient,
  'createClient without ky': badClient,
  request: badCall,
  requestPages: badCall,
  requestResponse: badCall,
  completeAuthorization: {
    args: [app, { callbackUrl: '', state: '', scopes: [] }],
    paths: ['app.clientId', 'scopes'],
  },
  createAuthorizationUrl: { args: [app, { scopes: ['a b'] }], paths: ['app.clientId', 'scopes'] },
  exchangeCode: { args: [app, { code: '', scopes: [] }], paths: ['app.clientId', 'code'] },
  extendToken: {
    args: [app, { credentials: {} }],
    paths: ['app.clientId', 'credentials.userId', 'credentials.accessToken'],
  },
  refreshCredentials: {
    args: [app, { credentials: {} }],
    paths: ['app.clientId', 'credentials.userId', 'credentials.accessToken'],
  },
  createCredentialsSource: {
    args: [app, { store: {}, key: '', maxAge: -1, retryInterval: '5 min', onRefreshFailed: 1 }],
    paths: ['app.clientId', 'store', 'key', 'maxAge', 'retryInterval', 'onRefreshFailed'],
  },
  refreshDueCredentials: {
    args: [app, { store: {}, keys: 'mika', concurrency: 0, spread: Number.NaN, onResult: 1 }],
    paths: ['app.clientId', 'store', 'keys', 'concurrency', 'spread', 'onResult'],
  },
  debugToken: {
    args: [app, { token: '', testerToken: '' }],
    paths: ['app.clientId', 'token', 'testerToken'],
  },
  createThreadsProvider: {
    args: [app, { scopes: ['a b'] }],
    paths: ['app.clientId', 'scopes'],
    call: 'createAuthorizationUrl',
  },
  createThreadsPlugin: {
    args: [app, { scopes: ['a b'] }],
    paths: ['app.clientId', 'scopes'],
    call: 'createAuthorizationUrl',
  },
  credentialsOfAccount: {
    args: [{ provider: 'google', access_token: 'a b' }],
    paths: ['provider', 'providerAccountId', 'access_token', 'expires_at', 'scope'],
  },
  credentialsOfUser: { args: [{}, { threadsUserId: 1 }], paths: ['auth', 'userId', 'threadsUserId'] },
  getAppToken: { args: [app], paths: ['app.clientId', 'app.clientSecret'] },
  loadApp: { args: [{ THREADS_APP_ID: '' }], paths: ['THREADS_APP_ID', 'THREADS_API_SECRET'] },
  loadClientOptions: {
    args: [{ THREADS_EMULATOR: 'localhost', NODE_ENV: 'production', THREADS_DEBUG: '*' }],
    paths: ['THREADS_EMULATOR', 'THREADS_DEBUG'],
  },
  readGrantedScopes: {
    args: [app, { credentials: {}, testerToken: 7 }],
    paths: ['app.clientId', 'credentials.userId', 'testerToken'],
  },
  createCredentials: { args: [{ userId: '', scopes: 'all' }], paths: ['userId', 'scopes', 'accessToken'] },
  createKeyvStore: { args: [{ get: 1 }, 1], paths: ['keyv.get', 'keyv.set', 'options'] },
  createRedisStore: { args: ['send', { prefix: 1 }], paths: ['send', 'options.prefix'] },
  credentialsFromJson: {
    args: ['{"user_id":true,"scopes":1}'],
    paths: ['user_id', 'scopes', 'access_token'],
  },
  openCredentials: { args: [1, { keys: ['password'] }], paths: ['text', 'keys[0]'] },
  sealCredentials: { args: [{ userId: '' }, { keys: [] }], paths: ['credentials.userId', 'keys'] },
  checkSetup: {
    args: [{ credentials: {}, scopes: 'all', fetch: 1, signal: 1, env: {} }],
    paths: ['client', 'credentials', 'scopes', 'fetch', 'signal', 'env'],
  },
  createInbox: {
    args: [{ client: {}, store: {}, onError: 1, positions: {}, kinds: [], days: 0, poll: 1 }],
    paths: [
      'client',
      'store.once',
      'handleMessage',
      'onError',
      'positions.get',
      'positions.set',
      'kinds',
      'days',
      'poll',
    ],
  },
  metricsOf: { args: [[]], paths: ['data'] },
  fitText: { args: [1, { link: 'no link' }], paths: ['text', 'options.link'] },
  readPermalink: {
    args: [client, { id: 'DRHI1xwkg9u' }, { signal: 1, timeout: 0, retries: 3 }],
    paths: ['post.id', 'options.signal', 'options.timeout', 'options.retries'],
  },
  checkMedia: {
    args: ['nowhere', { kind: 'gif', signal: 1, timeout: 0, allowPrivate: 1, fetch: 1, resolve: 1 }],
    paths: [
      'file',
      ...['kind', 'signal', 'timeout', 'allowPrivate', 'fetch', 'resolve'].map((name) => `options.${name}`),
    ],
  },
  mendCommand: {
    args: [{ issues: [1] }, '', 'line end\n'],
    paths: ['report.issues[0]', 'input', 'output'],
  },
  fitImage: {
    args: ['gate.jpg', { background: 'white', aspectRatio: 0 }],
    paths: ['file', 'options.background', 'options.aspectRatio'],
  },
  publish: {
    args: [client, { text: '', media: [{}] }, { processingTimeout: -1 }],
    paths: ['text', 'media[0]', 'options.processingTimeout'],
  },
  publishChain: {
    args: [client, [{ text: '' }, { text: 'a', replyTo: '1' }], { idempotencyKey: '', replyTo: 'next' }],
    paths: ['posts[0].text', 'posts[1].replyTo', 'options.idempotencyKey', 'options.replyTo'],
  },
  storeFiles: {
    args: [
      [{ text: '' }, { media: [{}] }],
      { check: 1, storage: storing.createStorage('a', threeFunctions) },
    ],
    paths: ['posts[0].text', 'posts[1].media[0]', 'options.check'],
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
  startChain: {
    args: [[{ text: '' }, { text: 'a', replyTo: '1' }], { replyTo: 'next' }],
    paths: ['posts[0].text', 'posts[1].replyTo', 'options.replyTo'],
  },
  advanceChain: {
    args: [client, { replyTo: 'next', published: [{ id: 'x' }], current: {}, rest: [{}] }, {}],
    paths: ['replyTo', 'published[0].id', 'current.step', 'rest[0]', 'options.record'],
  },
  stepPublish: {
    args: [client, '', { post: { text: '' }, fast: 1 }],
    paths: ['key', 'text', 'options.fast', 'options.journal'],
  },
  lookUpPublish: {
    args: [client, '', { post: { text: '' }, fast: 1 }],
    paths: ['key', 'text', 'options.fast', 'options.journal'],
  },
  createMcpServer: {
    args: [{ client: {}, allow: ['shout'], audit: 1 }],
    paths: ['client', 'journal', 'allow[0]', 'audit'],
  },
  serveStdio: { args: [{ readOnly: 1, files: {} }], paths: ['client', 'journal', 'readOnly', 'storage'] },
  createMcpHandler: {
    args: [{ token: 'short', hosts: ['https://example.com'] }],
    paths: ['client', 'journal', 'token', 'hosts[0]'],
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
  whenCanIPost: {
    args: [client, { asReply: 'yes', signal: 1 }],
    paths: ['options.asReply', 'options.signal'],
  },
  openScheduler: {
    args: [{ database: 'mysql://here', accounts: {}, storage: 1, check: 1, onEvent: 1, clock: 1, engine: 1 }],
    paths: ['database', 'accounts', 'storage', 'check', 'onEvent', 'clock', 'engine'],
  },
  schedulePost: {
    args: [scheduler, { account: '', post: { text: '' }, fast: 1, at: 'soon', timeZone: 'Mars', chain_: 1 }],
    paths: ['account', 'key', 'post.text', 'at', 'timeZone', 'chain_'],
  },
  scheduleChain: {
    args: [
      scheduler,
      { key: 1, chain: [{ text: '' }], replyTo: 'next', at: '2026-12-01T09:00', repeat: 'daily', fast: true },
    ],
    paths: ['account', 'key', 'chain[0].text', 'timeZone', 'fast', 'replyTo'],
  },
  changePost: {
    args: [scheduler, { account: 'mika', key: '', post: { text: '' }, at: new Date() }],
    paths: ['key', 'post.text', 'at'],
  },
  movePost: {
    args: [scheduler, { account: 1, key: 'a', at: '2026-02-30T09:00', post: {} }],
    paths: ['account', 'at', 'post'],
  },
  cancelPost: { args: [scheduler, { account: '', at: 1 }], paths: ['account', 'key'] },
  retryPost: { args: [scheduler, { account: 1 }], paths: ['account', 'key'] },
  getPost: { args: [scheduler, { key: '' }], paths: ['account', 'key'] },
  neededFiles: { args: [{}], paths: ['scheduler'] },
  listPosts: {
    args: [scheduler, { account: '', from: 'today', to: 1, state: 'late', pageSize: 0 }],
    paths: ['account', 'from', 'to', 'state', 'pageSize'],
  },
  pauseAccount: { args: [scheduler, ''], paths: ['account'] },
  resumeAccount: { args: [scheduler, 1], paths: ['account'] },
  work: { args: [scheduler, { concurrency: 0, signal: 1 }], paths: ['concurrency', 'signal'] },
  keepCredentialsFresh: {
    args: [scheduler, { concurrency: 0, spread: -1 }],
    paths: ['concurrency', 'spread'],
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
  createS3Storage: {
    args: [
      { endpoint: 's3.example.com', bucket: 'a/b', addressing: 'public', timeout: 0, expiresIn: 1, other: 1 },
    ],
    paths: [
      ...['endpoint', 'region', 'bucket', 'accessKeyId', 'secretAccessKey'].map((name) => `options.${name}`),
      ...['publicUrl', 'expiresIn', 'timeout', 'other'].map((name) => `options.${name}`),
    ],
  },
  createR2Storage: {
    args: [{ head: 1 }, { publicUrl: 'nowhere' }],
    paths: ['bucket.head', 'bucket.put', 'options.publicUrl'],
  },
  createStorage: {
    args: ['', { put: 1, list: 1 }, { prefix: '../', removeWhenLive: 1 }],
    paths: [
      'name',
      'functions.put',
      'functions.url',
      'functions.list',
      'options.prefix',
      'options.removeWhenLive',
    ],
  },
  createFolderStorage: {
    args: [{ folder: '', publicUrl: '' }],
    paths: ['options.folder', 'options.publicUrl'],
  },
  openFile: { args: ['no such file'], paths: ['path'] },
  sweepStorage: {
    args: [{}, { needed: 'all', olderThan: 1, now: 1 }],
    paths: ['storage', 'options.needed', 'options.olderThan', 'options.now'],
  },
  parseDelivery: { args: [{ values: [] }], paths: ['body'] },
  parseSignedRequest: {
    args: [null, { appSecret: [], maxAge: '1' }],
    paths: ['signedRequest', 'appSecret', 'maxAge'],
  },
  verifySignature: { args: [{ values: [] }, { appSecret: 'line end\n' }], paths: ['body', 'appSecret'] },
};

/** Pure helpers on values that other functions have checked, guards that take anything, and errors. */
const helpers = ['credentialsToJson', 'getUserId'];

const { metricsOf: _, ...generated } = endpoints;
const all = new Map<string, unknown>([
  ...[
    errors,
    credentials,
    coreHttp,
    auth,
    authJs,
    betterAuth,
    inboxes,
    setups,
    mcp,
    media,
    fitting,
    webhooks,
    endpoints,
    publishing,
    scheduling,
    storing,
    storingOnNode,
    telemetry,
  ].flatMap((module) => Object.entries(module)),
  // What these do comes when it is asked for, and goes on until it is ended.
  ['listPosts', (...args: Parameters<typeof scheduling.listPosts>) => scheduling.listPosts(...args).next()],
  ['neededFiles', (one: scheduling.Scheduler) => scheduling.neededFiles(one).next()],
  [
    'work',
    (one: scheduling.Scheduler, options?: scheduling.WorkOptions) =>
      scheduling.work(
        one,
        options === undefined || typeof options === 'object'
          ? { ...options, signal: options?.signal ?? AbortSignal.abort() }
          : options,
      ),
  ],
  ['createClient without ky', withoutKy.createClient],
]);

/** What valibot says by itself, instead of our own words. */
const valibots = /\bInvalid \w+:|Expected .* but received/;

/** Anything, and objects whose members have the names that some function looks for. */
const names = [
  ...Object.values(refusals).flatMap(({ paths }) => paths.flatMap((path) => path.split(/\W+/))),
  ...Array.from(description.matchAll(/"name":"(\w+)"/g), ([, name = '']) => name),
].filter((name) => name !== '');
const member = fc.constantFrom(...new Set(names));
const anything = fc.oneof(
  fc.anything(),
  fc.dictionary(member, fc.oneof(fc.anything(), fc.dictionary(member, fc.anything()))),
  fc.constantFrom(undefined, null, 0, '', Number.NaN, 1n, Symbol('x'), new Date(Number.NaN), () => undefined),
);

describe('bad input', () => {
  it('is tried on every function that is exported', () => {
    const isError = (value: unknown): boolean =>
      typeof value === 'function' && value.prototype instanceof Error;
    const functions = [...all]
      .filter(([name, value]) => typeof value === 'function' && !isError(value) && !throwsNothing.has(name))
      .map(([name]) => name);
    const tried = [...Object.keys(refusals), ...Object.keys(generated), ...helpers];
    expect(new Set(functions)).toEqual(new Set(tried));
  });

  it.each(Object.entries(refusals))(
    'of %s: all faults are named, and nothing is sent',
    async (name, { args, paths, call = name }) => {
      const requests = emulator.requests.length;
      const error = await refusalOf(all.get(name), args);
      expect(error.call).toBe(call);
      expect(error.issues.map(({ path }) => path)).toEqual(expect.arrayContaining([...paths]));
      for (const path of paths) expect(error.message).toContain(path);
      expect(error.message).not.toMatch(valibots);
      expect(emulator.requests).toHaveLength(requests);
    },
  );

  it.each(Object.entries(generated))(
    'of %s: all faults are named, and nothing is sent',
    async (name, call) => {
      const requests = emulator.requests.length;
      const error = await refusalOf(call, [client, { nonsense: 1, more_nonsense: 2 }]);
      expect(error.call).toBe(name);
      expect(error.issues.map(({ path }) => path)).toEqual(
        expect.arrayContaining(['nonsense', 'more_nonsense']),
      );
      expect(error.message).not.toMatch(valibots);
      expect(emulator.requests).toHaveLength(requests);
    },
  );

  it.each(Object.entries(generated))('of %s: what is no client is named', async (name, call) => {
    const error = await refusalOf(call, [{ credentials: {} }, {}]);
    expect([error.call, ...error.issues]).toEqual([
      name,
      { path: 'client', message: 'must be made by createClient' },
    ]);
  });

  const inputs = new Map<string, readonly unknown[]>([
    ...Object.keys(generated).map((name): [string, unknown[]] => [name, [client]]),
    ...Object.entries(refusals).map(([name, { args }]): [string, readonly unknown[]] => [name, args]),
  ]);

  it.each([...inputs])('of %s: no message is in the words of valibot', async (name, args) => {
    const call = all.get(name);
    if (typeof call !== 'function') throw new TypeError('not a function');
    const first = fc.oneof(fc.constant(args[0]), anything);
    await fc.assert(
      fc.asyncProperty(first, fc.array(anything, { maxLength: 3 }), async (one, others) => {
        const error: unknown = await Promise.resolve()
          .then(async () => call(one, ...others))
          .catch((thrown: unknown) => thrown);
        expect(errors.isThreadsError(error) ? error.message : '').not.toMatch(valibots);
      }),
      { numRuns: 100 },
    );
  });
});

async function refusalOf(call: unknown, args: readonly unknown[]): Promise<errors.InvalidInputError> {
  if (typeof call !== 'function') throw new TypeError('not a function');
  try {
    await call(...args);
  } catch (error) {
    if (errors.isThreadsError(error) && error.code === 'INVALID_INPUT') return error;
    throw error;
  }
  throw new Error('the input was accepted');
}
