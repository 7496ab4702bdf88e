import { describe, expect, it, vi } from 'vitest';
import { type Post, publish, type PublishStep } from '../src/index.ts';
import { connectionReset, createStage, graphError } from './stage.ts';

const carousel: Post = {
  media: [{ image: 'https://example.com/gate.jpg' }, { video: 'https://example.com/walk.mp4' }],
};

describe('aborting', () => {
  it('before the start sends nothing', async () => {
    const stage = createStage();
    const reason = new Error('Not today');

    await expect(
      publish(stage.client, { text: 'Hello' }, { signal: AbortSignal.abort(reason) }),
    ).rejects.toMatchObject({
      name: 'AbortError',
      code: 'ABORTED',
      cause: reason,
      state: { step: 'create-container' },
    });
    expect(stage.emulator.requests).toEqual([]);
  });

  const id: unknown = expect.stringMatching(/^\d+$/);

  it.each<[PublishStep, object]>([
    ['create-children', { children: [] }],
    ['wait-for-children', { children: [id, id] }],
    ['create-container', { children: [id, id] }],
    ['wait-for-container', { children: [id, id], containerId: id }],
    ['publish', { children: [id, id], containerId: id }],
  ])('at %s publishes nothing and tells how far it was', async (step, state) => {
    const stage = createStage();
    const controller = new AbortController();
    const reason = new Error('Enough');

    const publishing = publish(stage.client, carousel, {
      signal: controller.signal,
      onProgress: (progress) => {
        if (progress.step === step) controller.abort(reason);
      },
    });

    await expect(publishing).rejects.toMatchObject({
      code: 'ABORTED',
      message: expect.stringContaining('Nothing was published'),
      cause: reason,
      state: { ...state, step },
    });
    expect(stage.count('publish')).toBe(0);
    expect(await stage.livePosts()).toEqual([]);

    const { length } = stage.sent;
    await new Promise((resolve) => setTimeout(resolve));
    expect(stage.sent).toHaveLength(length); // nothing goes on behind the caller's back
  });

  it('during a pause ends the pause', async () => {
    const stage = createStage({ processing: { video: 60_000 } });
    const controller = new AbortController();
    let looks = 0;

    await expect(
      publish(
        stage.client,
        { media: [{ video: 'https://example.com/walk.mp4' }] },
        {
          signal: controller.signal,
          onProgress: ({ status }) => {
            if (status) looks += 1;
            if (looks === 3) controller.abort();
          },
        },
      ),
    ).rejects.toMatchObject({ code: 'ABORTED', state: { step: 'wait-for-container' } });
    expect(stage.count('status')).toBe(3);
  });

  it.each([true, false])(
    'while the request to publish is under way says that nobody knows (live: %s)',
    async (live) => {
      const controller = new AbortController();
      const stage = createStage({
        intercept: async (kind, pass) => {
          if (kind !== 'publish') return pass();
          if (live) await pass();
          controller.abort();
          return new Promise(() => undefined); // the answer never comes
        },
      });

      await expect(
        publish(stage.client, { text: 'Hello' }, { signal: controller.signal }),
      ).rejects.toMatchObject({
        code: 'ABORTED',
        message: expect.stringContaining('not known whether the post went out'),
        remedy: expect.stringContaining('Look at the profile'),
        state: { step: 'confirm', containerId: expect.stringMatching(/^\d+$/), unclearAttempts: 1 },
      });
      expect(stage.count('publish')).toBe(1);
      expect(await stage.livePosts()).toHaveLength(live ? 1 : 0);
    },
  );

  it('while an unclear answer is looked into says that nobody knows', async () => {
    const controller = new AbortController();
    const stage = createStage({
      intercept: async (kind, pass) => {
        if (kind === 'publish') throw connectionReset();
        return pass();
      },
    });

    await expect(
      publish(
        stage.client,
        { text: 'Hello' },
        {
          signal: controller.signal,
          onProgress: ({ step }) => {
            if (step === 'confirm') controller.abort();
          },
        },
      ),
    ).rejects.toMatchObject({ code: 'ABORTED', state: { step: 'confirm' } });
    expect(stage.count('publish')).toBe(1);
  });

  it('while the id is looked for says that the post is live', async () => {
    const controller = new AbortController();
    const stage = createStage({
      intercept: async (kind, pass) => {
        const answer = await pass();
        return kind === 'publish' ? graphError(500, 2) : answer;
      },
    });

    await expect(
      publish(
        stage.client,
        { text: 'Hello' },
        {
          signal: controller.signal,
          onProgress: ({ step }) => {
            if (step === 'find-post') controller.abort();
          },
        },
      ),
    ).rejects.toMatchObject({
      code: 'ABORTED',
      remedy: expect.stringContaining('Do not publish it again'),
      state: { step: 'find-post' },
    });
    expect(await stage.livePosts()).toHaveLength(1);
  });
});

describe('a progress listener that throws', () => {
  it('is heard of on the console and changes nothing', async () => {
    const stage = createStage();
    const thrown = new Error('The bar broke');
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {});

    const { id } = await publish(stage.client, carousel, {
      onProgress: async () => {
        throw thrown;
      },
    });

    expect(await stage.livePosts()).toMatchObject([{ id }]);
    expect(printed).toHaveBeenCalledWith('@threads-sdk: onProgress failed.', thrown);
  });

  it('does not hide that a post may be live', async () => {
    const stage = createStage({
      intercept: async (kind, pass) => {
        const answer = await pass();
        return kind === 'publish' ? graphError(500, 2) : answer;
      },
    });
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {});

    const { id } = await publish(
      stage.client,
      { text: 'Hello' },
      {
        onProgress: ({ step }) => {
          if (step === 'confirm') throw new Error('The bar broke');
        },
      },
    );

    expect(await stage.livePosts()).toMatchObject([{ id }]);
    expect(printed).toHaveBeenCalled();
  });
});
