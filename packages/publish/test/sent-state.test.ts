import { isThreadsError } from '@threads-sdk/errors';
import { expect, it } from 'vitest';
import {
  createMemoryJournal,
  publish,
  publishChain,
  type PublishState,
  resumePublish,
  startPublish,
} from '../src/index.ts';
import { createStage } from './stage.ts';

const post = { text: 'Hello' };
const sent: PublishState = JSON.parse(
  JSON.stringify({
    step: 'confirm',
    post,
    children: [],
    lostContainers: 0,
    containerId: '1',
    createdAt: 0,
    lookups: 0,
    notReady: 0,
    unclearAttempts: 1,
  }),
);

const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

it('a key that was used for another post is refused, also where a post was sent', async () => {
  const { client } = createStage();
  const options = { idempotencyKey: 'a', journal: createMemoryJournal() };
  await publish(client, { text: 'Another' }, options);

  expect(await failureOf(resumePublish(client, sent, options))).toMatchObject({
    code: 'IDEMPOTENCY_KEY_REUSED',
  });
});

it('a post that was sent may be live, also where the journal cannot be read', async () => {
  const { client } = createStage();
  const journal = { get: () => Promise.reject(new Error('down')), set: async () => {} };
  const error = await failureOf(resumePublish(client, sent, { idempotencyKey: 'a', journal }));

  expect(isThreadsError(error) && error.code).toBe('JOURNAL_FAILED');
  expect(error).toMatchObject({ carriedOut: 'maybe' });
});

it('options that are null are a fault of the input', async () => {
  const { client } = createStage();
  const none = JSON.parse('null');
  const calls = [
    publish(client, post, none),
    publishChain(client, [post], none),
    (async () => startPublish(post, none))(),
  ];
  for (const call of calls) expect(await failureOf(call)).toMatchObject({ code: 'INVALID_INPUT' });
});
