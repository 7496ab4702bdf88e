import { Client } from '@modelcontextprotocol/client';
import { createMemoryJournal, publish } from '@threads-sdk/publish';
import { afterEach, describe, expect, it } from 'vitest';
import { type Agent, createStage, generations, type Stage } from './stage.ts';

const agents: Agent[] = [];
async function connect(stage: Stage, options?: Parameters<Stage['connect']>[0]): Promise<Agent> {
  const agent = await stage.connect(options);
  agents.push(agent);
  return agent;
}
afterEach(async () => {
  await Promise.all(agents.splice(0).map((agent) => agent.close()));
});

const hello = { key: 'hello', posts: [{ text: 'Hello' }] };

describe.each(generations)('an agent with a client that asks a person (%s)', (generation) => {
  it('publishes once after a yes, and is told of it without a question when it calls again', async () => {
    const stage = createStage();
    const agent = await connect(stage, { generation, person: () => 'accept' });
    const first = await agent.call('publish', hello);
    expect(first).toMatchObject({ isError: false, content: { status: 'done', key: 'hello' } });
    expect(agent.questions).toEqual([
      'Publish this post on Threads as @mika?\n\n5 of 500 characters:\n> Hello\n\nKey: hello',
    ]);
    const again = await agent.call('publish', hello);
    expect(again.content).toEqual(first.content);
    expect(agent.questions).toHaveLength(1);
    expect(await stage.live()).toMatchObject([{ text: 'Hello' }]);
    expect(stage.audit.map(({ outcome, key }) => `${key} ${outcome}`)).toEqual([
      'hello asked',
      'hello done',
      'hello done',
    ]);
  });

  it.each(['decline', 'cancel'] as const)('ends with a %s, and is not asked again', async (action) => {
    const stage = createStage();
    const agent = await connect(stage, { generation, person: () => action });
    const said = await agent.call('publish', hello);
    expect(said.content).toMatchObject({ status: 'declined' });
    expect((await agent.call('publish', hello)).content).toMatchObject({ status: 'declined' });
    expect(agent.questions).toHaveLength(1);
    expect(await stage.live()).toEqual([]);
    expect(stage.emulator.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});

describe('a yes', () => {
  it('is for what was shown: other content under the key is asked about anew', async () => {
    const stage = createStage();
    const agent = await connect(stage, {
      person: (question) => (/Goodbye/.test(question) ? 'decline' : 'accept'),
    });
    await agent.call('publish', hello);
    const other = { key: 'other', posts: [{ text: 'Goodbye' }] };
    expect((await agent.call('publish', other)).content).toMatchObject({ status: 'declined' });
    const mended = { key: 'other', posts: [{ text: 'See you' }] };
    expect((await agent.call('publish', mended)).content).toMatchObject({ status: 'done' });
    expect(agent.questions).toHaveLength(3);
  });

  it('to a chain is none to a longer one', async () => {
    const stage = createStage();
    const agent = await connect(stage, {
      person: (question) => (/Buy my coin/.test(question) ? 'decline' : 'accept'),
    });
    const chain = { key: 'chain', posts: [{ text: 'One' }, { text: 'Two' }] };
    expect((await agent.call('publish', chain)).content).toMatchObject({ status: 'done' });
    const longer = { ...chain, posts: [...chain.posts, { text: 'Buy my coin' }] };
    expect((await agent.call('publish', longer)).content).toMatchObject({ status: 'declined' });
    expect(agent.questions.at(-1)).toMatch(
      /^Publish this chain of 3 posts .*\n\nPost 1 of 3, 3 of 500 characters, live already:/,
    );
    expect(agent.questions.at(-1)).toContain('Post 3 of 3, 11 of 500 characters:\n> Buy my coin');
    expect(await stage.texts()).toEqual(['One', 'Two']);
  });

  it('holds for an hour from the last call on, where nothing came of it', async () => {
    const stage = createStage();
    const check = async (): Promise<{ issues: { message: string }[] }> => ({
      issues: [{ message: 'cannot be downloaded' }],
    });
    const agent = await connect(stage, { person: () => 'accept', server: { check } });
    const picture = { key: 'picture', posts: [{ media: [{ image: 'https://example.com/gate.jpg' }] }] };
    const askedAfter = async (milliseconds: number): Promise<number> => {
      await stage.options.client.clock.sleep(milliseconds);
      expect((await agent.call('publish', picture)).text).toContain('cannot be downloaded');
      return agent.questions.length;
    };
    expect(await askedAfter(0)).toBe(1);
    expect(await askedAfter(3_599_000)).toBe(1);
    expect(await askedAfter(3_599_000)).toBe(1);
    expect(await askedAfter(3_600_000)).toBe(2);
  });

  it('counts only as an answer to the question that this server asked, about the same', async () => {
    const stage = createStage();
    const agent = await connect(stage, { person: () => 'accept' });
    if (!(agent.client instanceof Client)) throw new TypeError('It is the newer client.');
    const { client } = agent;
    const manual = async (input: object, more: object): Promise<object> =>
      client.callTool(
        { name: 'publish', arguments: { ...input }, ...more },
        Object({ allowInputRequired: true }),
      );
    const inputResponses = { confirm: { action: 'accept', content: {} } };
    // Nobody was asked.
    expect(await manual(hello, { inputResponses })).toMatchObject({
      structuredContent: { status: 'unconfirmed' },
    });
    const asked = await manual(hello, {});
    const { requestState } = Object(asked);
    expect(asked).toMatchObject({ resultType: 'input_required' });
    const other = { key: 'hello', posts: [{ text: 'Something else' }] };
    expect(await manual(other, { inputResponses, requestState })).toMatchObject({
      structuredContent: { status: 'unconfirmed' },
    });
    expect(await stage.live()).toEqual([]);
    expect(await manual(hello, { inputResponses, requestState })).toMatchObject({
      structuredContent: { status: 'done' },
    });
    expect(await stage.live()).toMatchObject([{ text: 'Hello' }]);
  });
});

describe('what a person reads', () => {
  /** What they are asked about posts. */
  const questionAbout = async (key: string, ...posts: readonly object[]): Promise<string> => {
    const agent = await connect(createStage(), { person: () => 'decline' });
    await agent.call('publish', { key, posts });
    return agent.questions.join('|');
  };

  it('has no line of a post that looks like one of the server', async () => {
    const fake = 'Hello\n\nKey: another\n\nPost 2 of 2, 2 of 500 characters:\nNo';
    expect(await questionAbout('real', { text: fake }, { text: 'Buy my coin' })).toBe(
      [
        'Publish this chain of 2 posts on Threads as @mika?',
        '',
        'Post 1 of 2, 57 of 500 characters:',
        '> Hello',
        '> ',
        '> Key: another',
        '> ',
        '> Post 2 of 2, 2 of 500 characters:',
        '> No',
        '',
        'Post 2 of 2, 11 of 500 characters:',
        '> Buy my coin',
        '',
        'Key: real',
      ].join('\n'),
    );
    const media = [{ image: 'https://example.com/gate.jpg', altText: 'A gate]\n\nKey: another\n[' }];
    expect(await questionAbout('real', { media, topicTag: 'one] [two' })).toMatch(
      /\n\[image: https:.*gate\.jpg, described as: "A gate\]\\n\\nKey: another\\n\["\]\n\[topicTag: "one\] \[two"\]\n\nKey: real$/,
    );
  });

  it('has a long text in lines, as it will be read', async () => {
    const styling = [{ offset: 0, length: 4, styles: ['bold'] }];
    const textAttachment = { plaintext: 'Long\n\nKey: another', styling };
    expect(await questionAbout('real', { text: 'Read this', textAttachment })).toContain(
      '> Read this\n[textAttachment, 18 characters:]\n> Long\n> \n> Key: another\n[textAttachment.styling: [{"offset":0,',
    );
  });

  it('shows what they could not see: directions, controls, fillers, tags', async () => {
    const tag = String.fromCodePoint(0xe0041);
    const text = `A\u202eB\u200bC\rD\u001b[8mE${tag}F\u2028G\u3164H`;
    expect(await questionAbout('k\u202ey', { text })).toContain(
      '\n> A‹U+202E›B‹U+200B›C‹U+000D›D‹U+001B›[8mE‹U+E0041›F‹U+2028›G‹U+3164›H\n\nKey: k‹U+202E›y',
    );
    // What joins emojis and letters is part of them.
    expect(await questionAbout('family', { text: '👨‍👩‍👧 ❤️ می‌خواهم' })).toContain('\n> 👨‍👩‍👧 ❤️ می‌خواهم\n');
  });
});

describe.each(generations)('an agent whose client cannot ask a person (%s)', (generation) => {
  it('publishes only with the hash of a preview of exactly that', async () => {
    const stage = createStage();
    const agent = await connect(stage, { generation });
    const unconfirmed = await agent.call('publish', hello);
    expect(unconfirmed).toMatchObject({ isError: false, content: { status: 'unconfirmed' } });
    expect(unconfirmed.text).toContain('Call preview with tool \\"publish\\"');
    const { confirm, preview } = (await agent.call('preview', { tool: 'publish', arguments: hello })).content;
    expect(preview).toContain('Hello');
    for (const wrong of [
      { ...hello, confirm: 'yes' },
      { ...hello, confirm: String(confirm).replace(/.$/, (digit) => (digit === '0' ? '1' : '0')) },
      { ...hello, key: 'another', confirm },
      { ...hello, posts: [{ text: 'Hello!' }], confirm },
      { ...hello, posts: [{ text: 'Hello' }, { text: 'and more' }], confirm },
    ])
      expect((await agent.call('publish', wrong)).content).toMatchObject({ status: 'unconfirmed' });
    expect(await stage.live()).toEqual([]);
    expect(stage.emulator.requests.filter(({ method }) => method !== 'GET')).toEqual([]);

    expect((await agent.call('publish', { ...hello, confirm })).content).toMatchObject({ status: 'done' });
    expect((await agent.call('publish', hello)).content).toMatchObject({ status: 'done' });
    expect(await stage.live()).toMatchObject([{ text: 'Hello' }]);
  });
});

it.each(['modern', 'legacy'] as const)(
  'a client that can only send people to an address cannot ask them (%s)',
  async (generation) => {
    const stage = createStage();
    const agent = await connect(stage, { generation, capabilities: { elicitation: { url: {} } } });
    expect((await agent.call('publish', hello)).content).toMatchObject({ status: 'unconfirmed' });
  },
);

describe('a preview', () => {
  it('is good for an hour, for one account, and in one process', async () => {
    const stage = createStage({ users: [{ username: 'mika' }, { username: 'ann' }] });
    const agent = await connect(stage);
    const other = await connect(stage);
    const preview = async (): Promise<unknown> =>
      (await agent.call('preview', { tool: 'publish', arguments: hello })).content['confirm'];
    const early = await preview();
    await stage.options.client.clock.sleep(3_600_000);
    expect((await agent.call('publish', { ...hello, confirm: early })).content).toMatchObject({
      status: 'unconfirmed',
    });
    const confirm = await preview();
    expect((await other.call('publish', { ...hello, confirm })).content).toMatchObject({
      status: 'unconfirmed',
    });
    expect((await agent.call('publish', { ...hello, confirm })).content).toMatchObject({ status: 'done' });
  });

  it('is good for the same in another order of its members', async () => {
    const stage = createStage();
    const agent = await connect(stage);
    const ordered = { key: 'k', posts: [{ text: 'Hello', topicTag: 'kyoto' }] };
    const { confirm } = (await agent.call('preview', { tool: 'publish', arguments: ordered })).content;
    const other = { confirm, posts: [{ topicTag: 'kyoto', text: 'Hello' }], key: 'k' };
    expect((await agent.call('publish', other)).content).toMatchObject({ status: 'done' });
  });

  it('is no yes where the client can ask a person', async () => {
    const stage = createStage();
    const agent = await connect(stage, { person: () => 'decline' });
    const { confirm } = (await agent.call('preview', { tool: 'publish', arguments: hello })).content;
    expect((await agent.call('publish', { ...hello, confirm })).content).toMatchObject({
      status: 'declined',
    });
    expect(agent.questions).toHaveLength(1);
    expect(await stage.live()).toEqual([]);
  });

  it('tells what is live already, and every fault', async () => {
    const stage = createStage();
    const agent = await connect(stage);
    await publish(
      stage.options.client,
      { text: 'Hello' },
      { idempotencyKey: 'hello', journal: stage.options.journal },
    );
    expect((await agent.call('preview', { tool: 'publish', arguments: hello })).content).toMatchObject({
      status: 'done',
    });
    const bad = { posts: [{ text: '' }], extra: 1 };
    const { isError, text } = await agent.call('preview', { tool: 'publish', arguments: bad });
    expect(isError).toBe(true);
    for (const fault of ['key: ', 'posts[0].text: ', 'extra: is unknown']) expect(text).toContain(fault);
    expect((await agent.call('preview', { tool: 'list', arguments: {} })).text).toContain(
      'tool: must be one of',
    );
  });
});

describe('publish', () => {
  it('names every fault of the arguments and the posts before it asks anybody or sends anything', async () => {
    const stage = createStage();
    const agent = await connect(stage, { person: () => 'accept' });
    const bad = {
      key: '',
      posts: [
        { text: 'x'.repeat(501), image: 'https://example.com/a.jpg' },
        { media: [{ image: '/etc/passwd' }], poll: 'Tea' },
      ],
      confirmed: true,
    };
    const { content, isError, text } = await agent.call('publish', bad);
    expect(isError).toBe(true);
    expect(content).toMatchObject({ status: 'failed', code: 'INVALID_INPUT' });
    for (const fault of [
      'key: must be one line of 1 to 200 characters',
      'posts[0].text: must have at most 500 characters, has 501',
      'posts[0].image: is unknown',
      'posts[1].media[0].image: must be an http or https address: this server posts no files of the disk',
      'posts[1].poll: ',
      'confirmed: is unknown; known: key, posts, confirm',
    ])
      expect(text).toContain(fault);
    expect((await agent.call('publish', {})).text).toMatch(/key: .*posts: /);
    expect(agent.questions).toEqual([]);
    expect(stage.emulator.requests).toEqual([]);
  });

  it('makes one post of two calls at the same time', async () => {
    const stage = createStage();
    const agent = await connect(stage, { person: () => 'accept' });
    const results = await Promise.all([agent.call('publish', hello), agent.call('publish', hello)]);
    expect(results.map(({ content }) => content['status'])).toEqual(['done', 'done']);
    expect(results[0]?.content).toEqual(results[1]?.content);
    expect(await stage.live()).toHaveLength(1);
  });

  it('says that a key is that of another post', async () => {
    const stage = createStage();
    const agent = await connect(stage, { person: () => 'accept' });
    await agent.call('publish', hello);
    const { isError, text } = await agent.call('publish', { ...hello, posts: [{ text: 'Another' }] });
    expect(isError).toBe(true);
    expect(text).toMatch(/publish: the key belongs to another post\. Of that one: The post is live\./);
    expect(text).toMatch(/Nothing was sent for these arguments\. .*with another key both would be posted\."/);
    expect(text).not.toMatch(/had its effect|do not repeat/);
    expect(await stage.live()).toHaveLength(1);
  });

  it('says so too of one that is under way, and not that it helps to call again with the same', async () => {
    const stage = createStage({ processing: { video: 100_000 } });
    const agent = await connect(stage, { person: () => 'accept' });
    const media = [{ video: 'https://example.com/walk.mp4' }];
    const film = (text: string): object => ({ key: 'film', posts: [{ text, media }] });
    expect((await agent.call('publish', film('Kyoto'))).content).toMatchObject({ status: 'processing' });
    const { content, text } = await agent.call('publish', film('Tokyo'));
    expect(content).toMatchObject({ status: 'failed', code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(text).toContain('Nothing was sent for these arguments.');
    expect(text).not.toContain('the same arguments');
  });

  it('answers that it is being processed before the client gives up, tells how far it is, and goes on without a question', async () => {
    const stage = createStage({ processing: { video: 100_000 } });
    const agent = await connect(stage, { person: () => 'accept' });
    const film = {
      key: 'film',
      posts: [{ text: 'Kyoto', media: [{ video: 'https://example.com/walk.mp4', altText: 'A walk' }] }],
    };
    const heard: string[] = [];
    const { clock } = stage.options.client;
    const calls: unknown[] = [];
    const messages: string[] = [];
    for (let call = 0; call < 10 && !calls.includes('done'); call += 1) {
      const startedAt = clock.now();
      const { content } = await agent.call('publish', film, (message) => heard.push(message));
      calls.push(content['status']);
      expect(clock.now() - startedAt).toBeLessThan(45_000);
      messages.push(String(content['message']));
    }
    expect(calls.length).toBeGreaterThan(2);
    expect(messages[0]).toMatch(/Call publish again in \d+ s with the same key/);
    expect(calls.at(-1)).toBe('done');
    expect(agent.questions).toEqual([
      'Publish this post on Threads as @mika?\n\n5 of 500 characters:\n> Kyoto\n[video: https://example.com/walk.mp4, described as: "A walk"]\n\nKey: film',
    ]);
    expect(heard).toContain('post 1: wait-for-container (IN_PROGRESS)');
    expect(await stage.live()).toHaveLength(1);
  });

  it('says that nobody knows, and what to do, where that is so', async () => {
    let isDark = false;
    let isOver = false;
    const stage = createStage({
      // The request to publish is lost, and with it the way to Threads.
      intercept: async ({ url }, pass) => {
        isDark ||= !isOver && url.includes('/threads_publish');
        if (isDark) throw new TypeError('fetch failed');
        return pass();
      },
    });
    const agent = await connect(stage, { person: () => 'accept' });
    let said = await agent.call('publish', hello);
    for (let calls = 0; calls < 20 && said.content['status'] === 'processing'; calls += 1) {
      expect(said.text).toContain('not known to be live yet');
      said = await agent.call('publish', hello);
    }
    const { content, isError, text } = said;
    expect(isError).toBe(true);
    expect(content).toMatchObject({ status: 'unknown' });
    expect(text).toContain('Do not use another key: call again with the same key');
    isOver = true;
    isDark = false;
    expect((await agent.call('publish', hello)).content).toMatchObject({ status: 'done' });
    expect(agent.questions).toHaveLength(1);
    expect(await stage.live()).toHaveLength(1);
    const outcomes = stage.audit.map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome !== 'processing')).toEqual(['asked', 'unknown', 'done']);
  });

  it('tells what is live of a chain that stopped, and goes on with it', async () => {
    const stage = createStage();
    const agent = await connect(stage, { person: () => 'accept' });
    const chain = { key: 'chain', posts: [{ text: 'One' }, { text: 'Two' }] };
    stage.emulator.planFault({
      kind: 'error',
      preset: 'permission-missing',
      operation: 'createContainer',
      call: 2,
    });
    const stopped = await agent.call('publish', chain);
    expect(stopped.isError).toBe(true);
    expect(stopped.content).toMatchObject({ status: 'failed', live: [expect.any(String)] });
    expect((await agent.call('publish', chain)).content).toMatchObject({ status: 'done' });
    expect(await stage.live()).toHaveLength(2);
    expect(agent.questions).toHaveLength(1);
  });

  it('takes no key that could speak to the person who is asked', async () => {
    const stage = createStage();
    const agent = await connect(stage, { person: () => 'accept' });
    const key = 'k\n\nYou agreed to this yesterday.';
    expect((await agent.call('publish', { ...hello, key })).text).toContain('key: must be one line');
    expect(agent.questions).toEqual([]);
  });

  it('that its client gives up is known, and goes on when it is called again', async () => {
    const stage = createStage({ processing: { video: 100_000 } });
    const agent = await connect(stage, { person: () => 'accept' });
    if (!(agent.client instanceof Client)) throw new TypeError('It is the newer client.');
    const film = { key: 'film', posts: [{ media: [{ video: 'https://example.com/walk.mp4' }] }] };
    const giveUp = new AbortController();
    const params = { name: 'publish', arguments: film };
    const given = agent.client.callTool(params, {
      signal: giveUp.signal,
      onprogress: ({ message = '' }) => void (message.startsWith('post 1') && giveUp.abort()),
    });
    await expect(given).rejects.toThrow(/abort/i);
    // While it waited, or in the middle of a step.
    await expect.poll(() => stage.audit.at(-1)?.outcome).toMatch(/^(?:processing|failed)$/);
    expect((await agent.call('publish', film)).content).toMatchObject({ status: 'processing' });
    expect(agent.questions).toHaveLength(1);
  });

  it('asks nobody for an address before a person said yes: it could tell them what an agent knows', async () => {
    const stage = createStage();
    const looked: unknown[] = [];
    const check = async (media: unknown): Promise<{ issues: { message: string }[] }> => {
      looked.push(media);
      return { issues: [{ message: 'is too wide' }] };
    };
    let answer: 'accept' | 'decline' = 'decline';
    const agent = await connect(stage, { person: () => answer, server: { check } });
    const image = 'https://example.com/gate.jpg?told=secret';
    const picture = (key: string): object => ({ key, posts: [{ media: [{ image }] }] });
    await agent.call('preview', { tool: 'publish', arguments: picture('one') });
    await agent.call('publish', picture('one'));
    expect(agent.questions).toHaveLength(1);
    expect(looked).toEqual([]);
    answer = 'accept';
    const { content, text } = await agent.call('publish', picture('two'));
    expect(looked).toEqual([image]);
    expect(content).toMatchObject({ status: 'failed', code: 'INVALID_INPUT' });
    expect(text).toContain('posts[0].media[0].image: is too wide');
    expect(stage.emulator.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('asks after a restart only about what was not begun', async () => {
    const stage = createStage({ processing: { video: 100_000 } });
    const film = { key: 'film', posts: [{ media: [{ video: 'https://example.com/walk.mp4' }] }] };
    const journal = createMemoryJournal();
    const agent = await connect(stage, { person: () => 'accept', server: { journal } });
    expect((await agent.call('publish', film)).content).toMatchObject({ status: 'processing' });
    const next = await connect(stage, { person: () => 'decline', server: { journal } });
    for (let call = 0; call < 10; call += 1) {
      const { content } = await next.call('publish', film);
      if (content['status'] === 'done') break;
    }
    expect(next.questions).toEqual([]);
    expect(await stage.live()).toHaveLength(1);
  });
});
