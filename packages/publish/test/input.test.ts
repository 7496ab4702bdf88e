import { createClient } from '@threads-sdk/core-http/fetch';
import { isThreadsError } from '@threads-sdk/errors';
import { expect, it } from 'vitest';
import * as publishing from '../src/index.ts';

const client = createClient({
  fetch: () => {
    throw new Error('Nothing must be sent.');
  },
});

/** Arguments with several faults for each function that takes input from outside, and where the faults are. */
const refusals: Readonly<Record<string, readonly [args: readonly unknown[], paths: readonly string[]]>> = {
  publish: [
    [
      client,
      { text: '', media: [{}] },
      {
        processingTimeout: -1,
        signal: 1,
        onProgress: 1,
        fast: true,
        check: 1,
        idempotencyKey: '',
        extra: [null],
      },
    ],
    [
      'text',
      'media[0]',
      ...[
        'fast',
        'signal',
        'processingTimeout',
        'onProgress',
        'idempotencyKey',
        'check',
        'extra',
        'journal',
        'extra.0',
      ].map((name) => `options.${name}`),
    ],
  ],
  publishChain: [
    [client, [{ text: '' }, { text: 'a', replyTo: '1' }, 7], { idempotencyKey: '', replyTo: 'next' }],
    [
      'posts[0].text',
      'posts[1].replyTo',
      'posts[2]',
      'options.idempotencyKey',
      'options.replyTo',
      'options.journal',
    ],
  ],
  publishRepost: [
    [client, { mediaId: 'x' }, { journal: {} }],
    ['mediaId', 'options.journal', 'options.idempotencyKey'],
  ],
  resumePublish: [
    [
      client,
      {
        step: 'publish',
        post: { text: '' },
        children: [1],
        lostContainers: 0,
        containerId: '1',
        unclearAttempts: -1,
        extra: { text: 'x' },
      },
      { journal: 1 },
    ],
    [
      'children[0]',
      'createdAt',
      'notReady',
      'unclearAttempts',
      'post.text',
      'extra.text',
      'options.journal',
      'options.idempotencyKey',
    ],
  ],
  advancePublish: [
    [client, { step: 'confirm-at-once', post: { repost: 'x' }, sentAt: 'now' }, {}],
    ['sentAt', 'lookups', 'post.repost', 'options.record'],
  ],
  startChain: [
    [[{ text: '' }, { text: 'a', replyTo: '1' }], { replyTo: 'next', extra: { access_token: 'x' } }],
    ['posts[0].text', 'posts[1].replyTo', 'options.replyTo', 'options.extra.access_token'],
  ],
  advanceChain: [
    [
      client,
      {
        replyTo: 'next',
        published: [{ id: 'x' }],
        current: { step: 'publish-at-once', post: { text: '' } },
        rest: [{}],
      },
      {},
    ],
    ['replyTo', 'published[0].id', 'current.notReady', 'current.post.text', 'rest[0]', 'options.record'],
  ],
  stepPublish: [
    [client, '', { post: { text: '' }, fast: 1, replyTo: 'root' }],
    ['key', 'text', 'options.fast', 'options.replyTo', 'options.journal'],
  ],
  lookUpPublish: [
    [client, '', { post: { text: '' }, fast: 1, replyTo: 'root' }],
    ['key', 'text', 'options.fast', 'options.replyTo', 'options.journal'],
  ],
  startPublish: [
    [
      { text: '', topicTag: '' },
      { fast: 1, extra: { access_token: 'x' } },
    ],
    ['text', 'topicTag', 'options.fast', 'options.extra.access_token'],
  ],
  storeFiles: [
    [[{ text: '' }, { media: [{}] }], { check: 1, removeFiles: true }],
    ['posts[0].text', 'posts[1].media[0]', 'options.storage', 'options.check', 'options.removeFiles'],
  ],
  waitForContainer: [
    [client, { containerId: '' }, { processingTimeout: Number.NaN }],
    ['containerId', 'options.processingTimeout'],
  ],
  whenCanIPost: [
    [client, { asReply: 'yes', signal: 1, journal: {} }],
    ['options.asReply', 'options.signal', 'options.journal'],
  ],
  createKeyvJournal: [[{ get: 1, throwOnErrors: false }], ['keyv.get', 'keyv.set', 'keyv.throwOnErrors']],
  fitText: [
    [1, { link: 'https://a.example and more' }],
    ['text', 'options.link'],
  ],
  readPermalink: [
    [client, { id: 'DRHI1xwkg9u' }, { signal: 1, timeout: 0, retries: 3 }],
    ['post.id', 'options.signal', 'options.timeout', 'options.retries'],
  ],
  splitText: [
    [' ', { numbering: 'roman' }],
    ['text', 'options.numbering'],
  ],
  postIntentUrl: [[{ url: 'kyoto', tag: 'a.b', name: 'x' }], ['url', 'tag', 'name']],
  followIntentUrl: [[{ username: '@mika' }], ['username']],
};

/** They take any text, or nothing. */
const unrefusing = ['countText', 'createMemoryJournal', 'findLinks', 'findTopicTag'];

it('is tried on every function that is exported', () => {
  expect([...Object.keys(refusals), ...unrefusing].toSorted()).toEqual(Object.keys(publishing).toSorted());
});

it.each(Object.entries(refusals))(
  '%s names every fault before anything is sent',
  async (name, [args, paths]) => {
    const call: unknown = Reflect.get(publishing, name);
    if (typeof call !== 'function') throw new Error(`${name} is no function.`);
    const error = await refusalOf(call, args);
    expect(error).toMatchObject({
      name: 'InvalidInputError',
      call: name,
      carriedOut: 'unsent',
      retryable: 'never',
    });
    expect(isThreadsError(error) && 'issues' in error && error.issues.map(({ path }) => path)).toEqual(paths);
  },
);

it.each<[string, (options: object) => unknown, readonly string[]]>([
  ['publish', (options) => publishing.publish(client, { text: 'Hello' }, options), ['replyTo', 'record']],
  [
    'publishChain',
    (options) => publishing.publishChain(client, [{ text: 'Hello' }], options),
    ['fast', 'record'],
  ],
  [
    'publishRepost',
    (options) => publishing.publishRepost(client, { mediaId: '1' }, options),
    ['fast', 'check', 'extra', 'replyTo', 'record'],
  ],
])('%s refuses the options that others have', async (_, call, names) => {
  for (const name of names) {
    const error = await refusalOf(call, [{ [name]: 'root' }]);
    expect(String(error)).toContain(`options.${name}: is unknown`);
  }
});

it('refuses an option that it does not know, which may be the key, misspelt', async () => {
  const options = { idempotencyKEY: 'k' };
  for (const name of ['publish', 'publishChain', 'publishRepost', 'startPublish', 'waitForContainer']) {
    const [args] = refusals[name] ?? [[]];
    const error = await refusalOf(Reflect.get(publishing, name), [
      ...args.slice(0, name === 'startPublish' ? 1 : 2),
      options,
    ]);
    expect(String(error)).toContain('options.idempotencyKEY: is unknown; known: ');
  }
});

it.each([
  'publish',
  'resumePublish',
  'advancePublish',
  'publishChain',
  'publishRepost',
  'waitForContainer',
  'startPublish',
])('%s refuses what is nothing at all', async (name) => {
  const call: unknown = Reflect.get(publishing, name);
  if (typeof call !== 'function') throw new Error(`${name} is no function.`);
  for (const nothing of [undefined, null, 7, 'x', []]) {
    const error = await refusalOf(call, name === 'startPublish' ? [nothing] : [client, nothing]);
    expect(error).toMatchObject({ name: 'InvalidInputError', call: name });
  }
});

async function refusalOf(call: Function, args: readonly unknown[]): Promise<unknown> {
  try {
    await call(...args);
  } catch (error) {
    return error;
  }
  return undefined;
}
