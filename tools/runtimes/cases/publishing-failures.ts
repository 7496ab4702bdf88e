import { type Client, isTransportError } from '@threads-sdk/core-http';
import { createContainer, listThreads, publishContainer } from '@threads-sdk/endpoints';
import {
  isPublishChainError,
  isPublishError,
  publish,
  PublishChainError,
  publishChain,
  PublishError,
  repost,
  resume,
  waitForContainer,
} from '@threads-sdk/publish';
import { ThreadsError } from '@threads-sdk/errors';
import { assert } from 'chai';
import type { Case } from '../in-runtime/case.ts';
import { codeOf, rejection } from '../in-runtime/rejection.ts';

/** How many posts with a text are live. */
async function countLive(client: Client, wanted: string): Promise<number> {
  let count = 0;
  for await (const { text } of listThreads(client, { fields: ['text'] })) if (text === wanted) count += 1;
  return count;
}

/** What makes the answer to a publication unclear, though the post is live, or may be. */
const unclear: readonly (readonly [what: string, fault: object])[] = [
  ['an answer that was lost', { kind: 'lost-answer' }],
  ['a connection that was closed instead of answered', { kind: 'lost-answer', connection: 'close' }],
  ['a request that was lost', { kind: 'lost-request' }],
  ['an answer that was cut off', { kind: 'cut-body' }],
  ['an error that comes with the post live', { kind: 'error', status: 500, code: 10, after: 'effect' }],
  ["a proxy's page that comes with the post live", { kind: 'html', after: 'effect' }],
  ['an effect that comes late', { kind: 'late-effect', delay: 3_000 }],
];

export const publishingFailures: readonly Case[] = [
  ...unclear.map(([what, fault]): Case => ({
    name: `After ${what} the post is live once`,
    run: async ({ client, plan }) => {
      const mika = await client();
      await plan({ ...fault, operation: 'publishContainer' });
      const { id } = await publish(mika, { text: 'Once and only once' });
      assert.match(id, /^\d+$/);
      assert.equal(await countLive(mika, 'Once and only once'), 1);
    },
  })),
  {
    // Chromium itself sends a request again when a connection that it kept breaks, and fetch cannot forbid it.
    name: 'A publication whose answer is lost leaves a runtime once, save Chromium',
    run: async ({ client, plan, requests, runtime }) => {
      let attempts = 0;
      const onRequest = ({ operation }: { operation: string }): void => {
        if (operation === 'publishContainer') attempts += 1;
      };
      const mika = await client({ hooks: { onRequest } });
      const { id: creation_id } = await createContainer(mika, { media_type: 'TEXT', text: 'Once' });
      await plan({ kind: 'lost-answer', operation: 'publishContainer' });
      const outcome = await publishContainer(mika, { creation_id }).then(
        () => 'answered',
        (error: unknown) => (isTransportError(error) ? `${error.code} ${error.sent}` : String(error)),
      );
      const isChromium = runtime === 'chromium';
      assert.equal(outcome, isChromium ? 'answered' : 'NETWORK_FAILED maybe');
      assert.equal(attempts, 1);
      assert.lengthOf(await requests('publishContainer'), isChromium ? 2 : 1);
      assert.equal(await countLive(mika, 'Once'), 1);
    },
  },
  {
    name: 'A fast text whose answer is lost is found and is live once, save in Chromium, which posts it twice',
    run: async ({ client, plan, runtime }) => {
      const mika = await client();
      await plan({ kind: 'lost-answer', operation: 'createContainer' });
      const { id } = await publish(mika, { text: 'Fast' }, { fast: true });
      assert.match(id, /^\d+$/);
      assert.equal(await countLive(mika, 'Fast'), runtime === 'chromium' ? 2 : 1);
    },
  },
  {
    name: 'A repost whose answer is lost leaves a runtime once, save Chromium, and is found',
    run: async ({ client, plan, requests, runtime }) => {
      const { id: mediaId } = await publish(await client(), { text: 'Worth it' });
      await plan({ kind: 'lost-answer', operation: 'repost' });
      const { id } = await repost(await client({ username: 'kenji' }), { mediaId });
      assert.match(id, /^\d+$/);
      assert.lengthOf(await requests('repost'), runtime === 'chromium' ? 2 : 1);
    },
  },
  {
    name: 'A fast text that was lost on its way has an unknown outcome, and the error says what to do',
    run: async ({ client, plan }) => {
      await plan({ kind: 'error', operation: 'createContainer', preset: 'unexpected-error' });
      const error = await rejection(publish(await client(), { text: 'Fast' }, { fast: true }));
      assert.isTrue(isPublishError(error));
      assert.equal(error['code'], 'OUTCOME_UNKNOWN');
      assert.isNotEmpty(error['remedy']);
    },
  },
  {
    name: 'A container that Threads lost is made anew',
    run: async ({ client, plan, requests }) => {
      const mika = await client();
      await plan({ kind: 'container-lost', operation: 'createContainer' });
      await publish(mika, { text: 'Made anew' });
      assert.lengthOf(await requests('createContainer'), 2);
      assert.equal(await countLive(mika, 'Made anew'), 1);
    },
  },
  {
    name: 'Media that Meta cannot process are an error with its words and the place of the file',
    run: async ({ client, plan }) => {
      await plan({
        kind: 'container-error',
        operation: 'createContainer',
        call: 2,
        message: 'FAILED_PROCESSING_VIDEO',
      });
      const media = [{ image: 'https://media.example/a.jpg' }, { video: 'https://media.example/b.mp4' }];
      const error = await rejection(publish(await client(), { media }));
      assert.isTrue(isPublishError(error));
      assert.equal(error['code'], 'CONTAINER_FAILED');
      assert.equal(error['errorMessage'], 'FAILED_PROCESSING_VIDEO');
      assert.isNumber(error['mediaIndex']);
    },
  },
  {
    name: 'Processing that takes too long is an error, and is gone on with later',
    run: async ({ client, control }) => {
      await control('PATCH', '/settings', { processing: { image: 60_000 } });
      const mika = await client();
      const post = { text: 'Slow', media: [{ image: 'https://media.example/a.jpg' }] };
      const error = await rejection(publish(mika, post, { processingTimeout: 10_000 }));
      assert.equal(error['code'], 'CONTAINER_TIMED_OUT');
      const state = JSON.parse(JSON.stringify(error['state']));
      const { id } = await resume(mika, state);
      assert.match(id, /^\d+$/);
      assert.equal(await countLive(mika, 'Slow'), 1);
    },
  },
  {
    name: 'A container by hand that fails or expires is told apart',
    run: async ({ client, clock, plan }) => {
      const image_url = 'https://media.example/a.jpg';
      const mika = await client();
      await plan({ kind: 'container-error', operation: 'createContainer' });
      const failed = await createContainer(mika, { media_type: 'IMAGE', image_url });
      assert.equal(await codeOf(waitForContainer(mika, { containerId: failed.id })), 'CONTAINER_FAILED');
      const old = await createContainer(mika, { media_type: 'IMAGE', image_url });
      await clock.sleep(25 * 3_600_000);
      assert.equal(await codeOf(waitForContainer(mika, { containerId: old.id })), 'CONTAINER_EXPIRED');
    },
  },
  {
    name: 'A chain that breaks says what is live, and goes on with the key',
    run: async ({ client, plan }) => {
      const mika = await client();
      const posts = [{ text: 'One' }, { text: 'Two' }, { text: 'Three' }];
      await plan({ kind: 'error', operation: 'createContainer', call: 2, preset: 'permission-missing' });
      const error = await rejection(publishChain(mika, posts, { idempotencyKey: 'chain' }));
      assert.isTrue(isPublishChainError(error));
      assert.equal(error['index'], 1);
      assert.lengthOf(Object(error['published']), 1);
      const chain = await publishChain(mika, posts, { idempotencyKey: 'chain' });
      assert.lengthOf(chain, 3);
      assert.equal(await countLive(mika, 'One'), 1);
    },
  },
  {
    name: 'A permission that is missing is told with the permissions that are needed',
    run: async ({ client }) => {
      const error = await rejection(publish(await client({ scopes: ['threads_basic'] }), { text: 'Hello' }));
      assert.equal(error['code'], 'PERMISSION_MISSING');
      assert.include(Object(error['scopes']), 'threads_content_publish');
    },
  },
  {
    name: 'Errors of publishing are errors, and known across copies',
    run: () => {
      const state = { step: 'done', post: { text: 'Hello' }, id: '1' } as const;
      const error = new PublishError('JOURNAL_FAILED', 'a', { state, remedy: 'Look.' });
      const chainError = new PublishChainError(
        new ThreadsError('TIMED_OUT', 'b', { remedy: 'Wait.' }),
        [],
        true,
      );
      assert.isTrue(isPublishError(error) && error instanceof ThreadsError && !isPublishChainError(error));
      assert.isTrue(isPublishChainError(chainError) && !isPublishError(chainError));
      assert.equal(chainError.code, 'TIMED_OUT');
      assert.equal(JSON.parse(JSON.stringify(error.state)).id, '1');
    },
  },
];
