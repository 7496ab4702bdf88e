import { createClient, type RequestEvent } from '@threads-sdk/core-http/fetch';
import { createCredentials } from '@threads-sdk/credentials';
import { createEmulator, createVirtualClock } from '@threads-sdk/emulator';
import { describe, expect, it } from 'vitest';
import {
  advancePublish,
  createMemoryJournal,
  type Post,
  publish,
  publishChain,
  type PublishState,
  resumePublish,
  startPublish,
} from '../src/index.ts';
import { createStage, notFound, refused, type Stage } from './stage.ts';

const carousel: Post = {
  media: [{ image: 'https://example.com/gate.jpg' }, { video: 'https://example.com/walk.mp4' }],
};
const extra = { mood: 'calm', scores: [1, 2] };

/** What each container was created with, as far as the SDK does not know it. */
function moods({ sent }: Stage): (string | null)[] {
  return sent
    .filter(({ kind }) => kind === 'create' || kind === 'at once')
    .map(({ body }) => body.get('mood'));
}

describe('extra parameters', () => {
  it('are sent with the container of the post, and not with those of its media', async () => {
    const stage = createStage();

    await publish(stage.client, carousel, { extra });

    expect(moods(stage)).toEqual([null, null, 'calm']);
    expect(stage.sent.find(({ body }) => body.has('mood'))?.body.get('scores')).toBe('1,2');
  });

  it('are sent with a text that is published at once, and with every post of a chain', async () => {
    const stage = createStage();

    await publish(stage.client, { text: 'Hello' }, { extra, fast: true });
    await publishChain(stage.client, [{ text: 'One' }, { text: 'Two' }], { extra });

    expect(moods(stage)).toEqual(['calm', 'calm', 'calm']);
  });

  it('are sent again with a container that stands in for a lost one', async () => {
    const stage = createStage({ intercept: refused(notFound, 4) });

    await publish(stage.client, { text: 'Hello' }, { extra });

    expect(moods(stage)).toEqual(['calm', 'calm']);
  });

  it('are part of the state, so that another process sends them too', async () => {
    const stage = createStage();
    const state: PublishState = JSON.parse(JSON.stringify(startPublish({ text: 'Hello' }, { extra })));
    const other: PublishState = JSON.parse(JSON.stringify(startPublish({ text: 'Hello again' }, { extra })));

    await resumePublish(stage.client, state);
    await advancePublish(stage.client, other, { record: async () => true });

    expect(moods(stage)).toEqual(['calm', 'calm']);
  });

  it('make another post of the same text under a key, and the same one in another order', async () => {
    const stage = createStage();
    const options = { idempotencyKey: 'greeting', journal: createMemoryJournal() };
    await publish(stage.client, { text: 'Hello' }, { ...options, extra });

    await publish(stage.client, { text: 'Hello' }, { ...options, extra: { scores: [1, 2], mood: 'calm' } });
    await expect(
      publish(stage.client, { text: 'Hello' }, { ...options, extra: { mood: 'wild' } }),
    ).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    await expect(publish(stage.client, { text: 'Hello' }, options)).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect(await stage.livePosts()).toHaveLength(1);
  });

  it('are refused with a name that the SDK knows, and with what JSON does not keep', async () => {
    const stage = createStage();
    const wrong = {
      text: 'Bye',
      auto_publish_text: true,
      access_token: 'x',
      when: new Date(),
      none: null,
      id: 2 ** 60,
      deep: { f: () => {} },
    };

    await expect(publish(stage.client, { text: '' }, { extra: wrong })).rejects.toMatchObject({
      issues: [
        { path: 'text' },
        { path: 'options.extra.text', message: 'is sent by the SDK itself' },
        { path: 'options.extra.auto_publish_text', message: 'is sent by the SDK itself' },
        { path: 'options.extra.access_token', message: 'is sent by the SDK itself' },
        { path: 'options.extra.when' },
        { path: 'options.extra.none' },
        { path: 'options.extra.id' },
        { path: 'options.extra.deep' },
      ],
    });
    const state = { ...startPublish({ text: 'Hello' }), extra: { auto_publish_text: true } };
    await expect(resumePublish(stage.client, state)).rejects.toMatchObject({
      issues: [{ path: 'extra.auto_publish_text' }],
    });
    expect(stage.sent).toEqual([]);
  });
});

it('the context of a call is seen by the hooks with every request of it', async () => {
  const clock = createVirtualClock();
  const emulator = createEmulator({ clock, users: [{ username: 'mika' }] });
  const heard: RequestEvent[] = [];
  const client = createClient({
    credentials: createCredentials(emulator.issueToken({ username: 'mika' })),
    clock,
    fetch: emulator.fetch,
    hooks: { onRequest: (event) => heard.push(event) },
  });

  await publish(client, carousel, { context: 'job 17' });

  expect(new Set(heard.map(({ operation }) => operation))).toEqual(
    new Set(['createContainer', 'getContainer', 'publishContainer']),
  );
  expect(heard.map(({ context }) => context)).toEqual(heard.map(() => 'job 17'));
});
