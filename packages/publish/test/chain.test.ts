import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChainOptions, createMemoryJournal, type Post, publish, publishChain } from '../src/index.ts';
import { clientOfVault } from './interrupted.ts';
import { createStage, graphError } from './stage.ts';

const seven: readonly Post[] = Array.from({ length: 7 }, (_, index) => ({ text: `Part ${index + 1}` }));

describe('publishChain', () => {
  it('publishes each post as a reply to the one before it', async () => {
    const stage = createStage();

    const posts = await publishChain(stage.client, seven);

    const live = await stage.livePosts();
    expect(live).toHaveLength(7);
    for (const [index, { id }] of posts.entries()) {
      expect(live.find((post) => post.id === id)).toMatchObject({
        text: `Part ${index + 1}`,
        ...(index === 0 ? {} : { replied_to: { id: posts[index - 1]?.id } }),
      });
    }
  });

  it('sends every address as it is meant, in whatever part and however it is written', async () => {
    const stage = createStage();
    await publishChain(stage.client, [
      { text: 'One' },
      { text: 'Two', linkAttachment: ' HTTPS://Example.com/gate' },
      { text: 'Three', media: [{ image: ' HTTPS://example.com/gate.jpg ' }] },
    ]);
    const sent = (name: string): unknown[] => stage.sent.flatMap(({ body }) => body.get(name) ?? []);
    expect(sent('link_attachment')).toEqual(['https://example.com/gate']);
    expect(sent('image_url')).toEqual(['https://example.com/gate.jpg']);
  });

  it('tells what is live when the client gets no credentials any more', async () => {
    const error = Object.assign(new Error('postgres://canary@10.0.0.7'), { code: 'ECONNREFUSED' });
    const { client, setDown } = clientOfVault(createStage(), error);
    const onProgress: ChainOptions['onProgress'] = ({ index }) => setDown(index === 1);
    const failure: unknown = await publishChain(client, seven, { onProgress }).catch(
      (reason: unknown) => reason,
    );
    expect(failure).toMatchObject({
      code: 'CHAIN_STOPPED',
      carriedOut: 'yes',
      index: 1,
      published: [{ id: expect.any(String) }],
      cause: { code: 'STORE_FAILED', message: 'publish: the client got no credentials (ECONNREFUSED).' },
    });
    expect(inspect(failure)).not.toContain('canary');
  });

  it('sends nothing where a later part has six links, or ends within an emoji', async () => {
    const stage = createStage();
    const links = Array.from({ length: 6 }, (_, index) => `www.e${index}.example`).join(' ');
    const chain = publishChain(stage.client, [{ text: 'One' }, { text: 'Tea \ud83c' }, { text: links }]);
    await expect(chain).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      issues: [{ path: 'posts[1].text' }, { path: 'posts[2]' }],
    });
    expect(stage.sent).toEqual([]);
  });

  it('publishes each post as a reply to the first where that is asked for', async () => {
    const stage = createStage();
    const before = await publish(stage.client, { text: 'Before' });

    const [first, ...others] = await publishChain(
      stage.client,
      [{ text: 'First', replyTo: before.id }, { text: 'Second' }, { text: 'Third' }],
      { replyTo: 'root' },
    );

    const live = await stage.livePosts();
    expect(live.find(({ id }) => id === first?.id)).toMatchObject({ replied_to: { id: before.id } });
    for (const { id } of others) {
      expect(live.find((post) => post.id === id)).toMatchObject({ replied_to: { id: first?.id } });
    }
  });

  it('stopped after the third of seven goes on with the fourth', async () => {
    let refuses = true;
    const stage = createStage({
      intercept: async (kind, pass, nth) =>
        kind === 'publish' && nth === 4 && refuses ? graphError(403, 368) : pass(),
    });
    const options = { idempotencyKey: 'essay', journal: createMemoryJournal() };

    const error: unknown = await publishChain(stage.client, seven, options).catch((e: unknown) => e);
    expect(error).toMatchObject({ name: 'PublishChainError' });
    expect(error).toMatchObject({
      name: 'PublishChainError',
      code: 'CHAIN_STOPPED',
      index: 3,
      published: { length: 3 },
      message: expect.stringMatching(/^publishChain: posts\[3\] failed, 3 before it are live\. /),
      cause: { name: 'ApiError', code: 'BLOCKED' },
    });
    const { length } = stage.sent;
    refuses = false;

    const posts = await publishChain(stage.client, seven, options);

    expect(posts).toHaveLength(7);
    expect(await stage.livePosts()).toHaveLength(7);
    expect(stage.sent[length]?.kind).toBe('publish'); // the container of the fourth was ready
    expect(stage.count('create')).toBe(7);
  });

  it('names all faults of all posts before anything is sent', async () => {
    const stage = createStage();
    const posts: Post[] = [
      { text: '' },
      { text: 'fine' },
      { text: 'x', replyTo: '17' },
      { media: [{ image: 'gate.jpg' }] },
    ];

    await expect(
      publishChain(stage.client, posts, { idempotencyKey: '', processingTimeout: -1 }),
    ).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      call: 'publishChain',
      issues: [
        'posts[0].text',
        'posts[2].replyTo',
        'posts[3].media[0].image',
        'options.processingTimeout',
        'options.idempotencyKey',
        'options.journal',
      ].map((path) => expect.objectContaining({ path })),
    });
    await expect(publishChain(stage.client, [])).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(
      publishChain(stage.client, [{ text: 'a' }, { media: [{ image: 'https://example.com/a.gif' }] }], {
        check: async () => ({ issues: [{ message: 'is a GIF' }] }),
      }),
    ).rejects.toMatchObject({ issues: [{ path: 'posts[1].media[0].image', message: 'is a GIF' }] });
    expect(stage.sent).toEqual([]);
  });

  it('tells which post it is at', async () => {
    const stage = createStage();
    const heard = new Set<number>();

    await publishChain(stage.client, seven.slice(0, 3), { onProgress: ({ index }) => void heard.add(index) });

    expect([...heard]).toEqual([0, 1, 2]);
  });

  it('is live once and whole in the end, whatever goes wrong on the way', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('none', 'none', 'lost', 'hidden', 'unknown', 'dead'), { maxLength: 30 }),
        async (fates) => {
          const events = [...fates];
          const stage = createStage({
            processing: { text: 0 },
            intercept: async (kind, pass) => {
              switch (events.shift()) {
                case 'lost':
                  stage.emulator.planFault({ kind: 'lost-request' });
                  return pass();
                case 'hidden':
                  stage.emulator.planFault({ kind: 'error', after: 'effect', preset: 'unexpected-error' });
                  return pass();
                case 'unknown':
                  if (kind === 'publish') {
                    stage.emulator.planFault({ kind: 'error', preset: 'media-not-found' });
                  }
                  return pass();
                case 'dead':
                  dies();
                  return new Promise<never>(() => {});
                default:
                  return pass();
              }
            },
          });
          const entries = new Map<string, string>();
          let dies = (): void => {};
          const run = async (): Promise<unknown> => {
            const death = new Promise<undefined>((resolve) => {
              dies = () => resolve(undefined);
            });
            const journal = {
              get: async (key: string) => entries.get(key),
              set: async (key: string, entry: string) => void entries.set(key, entry),
            };
            const chain = publishChain(stage.client, seven.slice(0, 3), { idempotencyKey: 'a', journal });
            return Promise.race([chain.catch(() => undefined), death]);
          };

          let outcome: unknown;
          for (let runs = 0; runs < 20 && outcome === undefined; runs += 1) {
            outcome = await run();
            stage.clock.advance(120_000);
          }

          expect(outcome).toHaveLength(3);
          const live = await stage.livePosts();
          expect(live).toHaveLength(3);
          expect(new Set(live.map(({ text }) => text))).toEqual(new Set(['Part 1', 'Part 2', 'Part 3']));
        },
      ),
      { numRuns: 60 },
    );
  });
});
