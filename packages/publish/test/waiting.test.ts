import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Media, publish, type PublishProgress, waitForContainer } from '../src/index.ts';
import { createConcurrentClock } from './concurrent-clock.ts';
import { createStage, graphError, type Intercept, notFound, type Stage } from './stage.ts';

const image: Media = { image: 'https://example.com/gate.jpg' };
const video: Media = { video: 'https://example.com/walk.mp4' };

/** Answers the status of the nth container with what Meta might say, as long as there is something to say. */
function statuses(...answers: readonly (() => Response)[]): Intercept {
  return async (kind, pass, nth) => (kind === 'status' ? (answers[nth - 1] ?? pass)() : pass());
}

function status(value: string, errorMessage?: string): () => Response {
  return () =>
    Response.json({ id: '1', status: value, ...(errorMessage ? { error_message: errorMessage } : {}) });
}

/** Milliseconds from the creation of the only container to its publication. */
function waited({ sent }: Stage): number {
  const at = (kind: string): number => sent.find((request) => request.kind === kind)?.at ?? Number.NaN;
  return at('publish') - at('create');
}

describe('waiting for Meta', () => {
  it('takes at most 20 % or 0.6 s longer than an image or video needs, and few looks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 75_000 }),
        fc.constantFrom('image', 'video'),
        async (needed, kind) => {
          const stage = createStage({ processing: { [kind]: needed } });

          await publish(stage.client, { media: [kind === 'image' ? image : video] });

          expect(waited(stage)).toBeGreaterThanOrEqual(needed);
          expect(waited(stage) - needed).toBeLessThanOrEqual(Math.max(600, needed * 0.2));
          expect(stage.count('status')).toBeLessThanOrEqual(30);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('never pauses longer than 15 s', async () => {
    const stage = createStage({ processing: { video: 400_000 } });
    await publish(stage.client, { media: [video] });

    const times = stage.sent.filter(({ kind }) => kind === 'status').map(({ at }) => at);
    const pauses = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(Math.min(...pauses)).toBe(500);
    expect(Math.max(...pauses)).toBe(15_000);
  });

  it('publishes 20 media in five round trips when Meta is fast', async () => {
    const clock = createConcurrentClock();
    const stage = createStage({
      clock,
      processing: { image: 0, carousel: 0 },
      intercept: async (_kind, pass) => {
        await clock.sleep(100); // the way there and back
        return pass();
      },
    });
    const start = clock.now();

    const { id } = await publish(stage.client, { media: Array.from({ length: 20 }, () => image) });

    expect(clock.now() - start).toBe(500);
    expect(stage.count('create')).toBe(21);
    expect(stage.count('status')).toBe(21);
    expect(await stage.livePosts()).toMatchObject([
      { id, media_type: 'CAROUSEL_ALBUM', children: { data: { length: 20 } } },
    ]);
  });

  it('waits for 20 media side by side and for the carousel too', async () => {
    const stage = createStage({
      clock: createConcurrentClock(),
      processing: { image: 2000, video: 10_000, carousel: 1000 },
    });
    const start = stage.clock.now();

    await publish(stage.client, { media: [video, ...Array.from({ length: 19 }, () => image)] });

    expect(stage.clock.now() - start).toBeGreaterThanOrEqual(11_000);
    expect(stage.clock.now() - start).toBeLessThanOrEqual(11_000 * 1.2 + 600);
    expect(stage.count('status')).toBeLessThanOrEqual(19 * 6 + 13 + 3);
  });

  it('keeps waiting while Threads does not know the container yet and while it says something new', async () => {
    const stage = createStage({
      processing: { text: 0 },
      intercept: statuses(notFound, status('IN_REVIEW'), status('IN_PROGRESS'), () =>
        Response.json({ id: '1' }),
      ),
    });
    const heard: PublishProgress[] = [];

    const { id } = await publish(
      stage.client,
      { text: 'Hello' },
      { onProgress: (progress) => heard.push(progress) },
    );

    expect(await stage.livePosts()).toMatchObject([{ id }]);
    expect(heard.filter((progress) => 'status' in progress).map((progress) => progress.status)).toEqual([
      undefined,
      'IN_REVIEW',
      'IN_PROGRESS',
      undefined,
      'FINISHED',
    ]);
  });

  it('waits for a post that is too fresh to be answered', async () => {
    const stage = createStage({
      intercept: async (kind, pass, nth) => (kind === 'create' && nth >= 2 && nth <= 3 ? notFound() : pass()),
    });
    const root = await publish(stage.client, { text: 'Root' });

    const reply = await publish(stage.client, { text: 'Reply', replyTo: root.id });

    expect(await stage.livePosts()).toMatchObject([{ id: root.id }, { id: reply.id }]);
    expect(stage.count('create')).toBe(4);
  });

  it('waits for children that the carousel does not know yet', async () => {
    const stage = createStage({
      intercept: async (kind, pass, nth) =>
        kind === 'create' && nth === 3 ? graphError(400, 100, 4279004) : pass(),
    });

    const { id } = await publish(stage.client, { media: [image, video] });

    expect(await stage.livePosts()).toMatchObject([{ id }]);
  });

  it('gives up at the deadline', async () => {
    const stage = createStage({ processing: { video: 700_000 } });
    const start = stage.clock.now();

    await expect(publish(stage.client, { media: [video] })).rejects.toMatchObject({
      name: 'ContainerError',
      code: 'CONTAINER_TIMED_OUT',
      message: expect.stringMatching(/not ready after 600 s, last status IN_PROGRESS/),
      state: { step: 'wait-for-container', containerId: expect.stringMatching(/^\d+$/), createdAt: start },
    });
    expect(stage.clock.now() - start).toBe(600_000);
    expect(await stage.livePosts()).toEqual([]);
    expect(stage.count('publish')).toBe(0);
  });

  it('gives up without the reason of a look that failed before others that did not', async () => {
    const looks = { failing: [2], slow: 700_000 };
    const stage = createStage({
      processing: { video: looks.slow },
      intercept: async (kind, pass, nth) =>
        kind === 'status' && looks.failing.includes(nth) ? graphError(400, 10) : pass(),
    });
    const error: unknown = await publish(stage.client, { media: [video] }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'CONTAINER_TIMED_OUT' });
    expect(error).not.toHaveProperty('cause');
  });

  it('gives up at the deadline of the caller', async () => {
    const stage = createStage({ processing: { video: 20_000 } });

    await expect(
      publish(stage.client, { media: [video] }, { processingTimeout: 3000 }),
    ).rejects.toMatchObject({
      code: 'CONTAINER_TIMED_OUT',
      message: expect.stringContaining('3 s'),
    });
  });
});

describe('a container that fails', () => {
  it.each([
    ['FAILED_DOWNLOADING_VIDEO', /URL serves the file/],
    ['FAILED_PROCESSING_AUDIO', /AAC/],
    ['FAILED_PROCESSING_VIDEO', /H\.264 or HEVC/],
    ['INVALID_ASPEC_RATIO', /^Crop or pad it/],
    ['INVALID_BIT_RATE', /100 Mbps/],
    ['INVALID_DURATION', /300 seconds/],
    ['INVALID_FRAME_RATE', /23 to 60 frames/],
    ['INVALID_AUDIO_CHANNELS', /1 or 2 channels/],
    ['INVALID_AUDIO_CHANNEL_LAYOUT', /mono or stereo/],
    ['UNKNOWN', /gives no reason/],
    ['SOMETHING_NEW', /gives no reason/],
    ['constructor', /gives no reason/],
  ])('says what to do about %s', async (errorMessage, remedy) => {
    const stage = createStage({ intercept: statuses(status('ERROR', errorMessage)) });

    await expect(publish(stage.client, { media: [video] })).rejects.toMatchObject({
      code: 'CONTAINER_FAILED',
      message: expect.stringContaining(errorMessage),
      errorMessage,
      remedy: expect.stringMatching(remedy),
      state: { step: 'wait-for-container', containerId: expect.stringMatching(/^\d+$/) },
    });
    expect(stage.count('publish')).toBe(0);
  });

  it('fails without a reason if Meta gives none', async () => {
    const stage = createStage({ intercept: statuses(status('ERROR')) });

    await expect(publish(stage.client, { media: [video] })).rejects.toMatchObject({
      code: 'CONTAINER_FAILED',
      errorMessage: 'UNKNOWN',
    });
  });

  it('names the media of a carousel and stops waiting for the others', async () => {
    const stage = createStage({
      clock: createConcurrentClock(),
      processing: { image: 60_000, video: 1000 },
    });
    const start = stage.clock.now();

    await expect(
      publish(stage.client, { media: [image, { video: 'https://files.invalid/a.mp4' }, image] }),
    ).rejects.toMatchObject({
      code: 'CONTAINER_FAILED',
      errorMessage: 'FAILED_DOWNLOADING_VIDEO',
      mediaIndex: 1,
      message: expect.stringContaining('media[1]'),
      state: { step: 'wait-for-children', children: { length: 3 } },
    });
    expect(stage.clock.now() - start).toBeLessThanOrEqual(1600);
    expect(stage.count('create')).toBe(3);
    expect(await stage.livePosts()).toEqual([]);
  });

  it('expires after a day', async () => {
    const stage = createStage({
      processing: { video: 10_000 },
      intercept: async (kind, pass, nth) => {
        if (kind === 'status' && nth === 2) stage.clock.advance(24 * 60 * 60 * 1000);
        return pass();
      },
    });

    await expect(publish(stage.client, { media: [video] })).rejects.toMatchObject({
      code: 'CONTAINER_EXPIRED',
      state: { step: 'wait-for-container' },
    });
    expect(stage.count('publish')).toBe(0);
  });

  it.each([
    ['EXPIRED', 'CONTAINER_EXPIRED'],
    ['ERROR', 'CONTAINER_FAILED'],
  ])('is certain when it is %s after an unclear answer', async (value, code) => {
    const stage = createStage({
      intercept: async (kind, pass) => {
        if (kind === 'publish') return graphError(500, 2);
        return kind === 'status' && stage.count('publish') > 0 ? status(value)() : pass();
      },
    });

    await expect(publish(stage.client, { text: 'Hello' })).rejects.toMatchObject({
      code,
      state: { step: 'publish' },
    });
    expect(stage.count('publish')).toBe(1);
  });
});

describe('waitForContainer', () => {
  async function createVideo(stage: Stage, url = 'https://example.com/walk.mp4'): Promise<string> {
    const { accessToken } = stage.emulator.issueToken({ username: 'mika' });
    const query = new URLSearchParams({ media_type: 'VIDEO', video_url: url, access_token: accessToken });
    const request = new Request(`https://graph.threads.com/v1.0/me/threads?${query}`, { method: 'POST' });
    const { id }: { id: string } = await (await stage.emulator.fetch(request)).json();
    return id;
  }

  it('waits until a container can be published', async () => {
    const stage = createStage({ processing: { video: 8000 } });
    const containerId = await createVideo(stage);
    const heard: PublishProgress[] = [];

    const result = await waitForContainer(
      stage.client,
      { containerId },
      { onProgress: (progress) => heard.push(progress) },
    );

    expect(result).toBe('FINISHED');
    expect(heard[0]).toEqual({ step: 'wait-for-container', containerId, status: 'IN_PROGRESS', elapsed: 0 });
    expect(heard.at(-1)).toMatchObject({ status: 'FINISHED' });
    expect(heard.at(-1)?.elapsed).toBeLessThanOrEqual(8000 * 1.2);
  });

  it('says so when the container is live already', async () => {
    const stage = createStage({ intercept: statuses(status('PUBLISHED')) });

    expect(await waitForContainer(stage.client, { containerId: '1' })).toBe('PUBLISHED');
  });

  it('throws what went wrong', async () => {
    const stage = createStage();
    const failing = await createVideo(stage, 'https://files.invalid/a.mp4');
    const slow = await createVideo(stage);

    await expect(
      waitForContainer(stage.client, { containerId: slow }, { processingTimeout: 100 }),
    ).rejects.toMatchObject({
      code: 'CONTAINER_TIMED_OUT',
      message: expect.stringContaining(`waitForContainer: container ${slow}`),
    });
    await expect(waitForContainer(stage.client, { containerId: failing })).rejects.toMatchObject({
      code: 'CONTAINER_FAILED',
      message: expect.stringContaining('FAILED_DOWNLOADING_VIDEO'),
      remedy: expect.stringContaining('URL serves the file'),
    });
    await expect(waitForContainer(stage.client, { containerId: '17' })).rejects.toMatchObject({
      code: 'CONTAINER_TIMED_OUT',
      cause: { name: 'ApiError', code: 'OBJECT_NOT_FOUND' },
    });
    await expect(waitForContainer(stage.client, { containerId: 'x' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  it('ends with the signal', async () => {
    const stage = createStage();
    const containerId = await createVideo(stage);
    const controller = new AbortController();

    await expect(
      waitForContainer(
        stage.client,
        { containerId },
        { signal: controller.signal, onProgress: () => controller.abort() },
      ),
    ).rejects.toMatchObject({ code: 'ABORTED', message: expect.stringContaining(containerId) });
  });
});
