import { describe, expect, it } from 'vitest';
import { createMcpServer, type McpScheduler, skill, toolNames } from '../src/index.ts';
import { createStage } from './stage.ts';

const scheduler: McpScheduler = {
  schedule: async () => Promise.reject(new Error('not called')),
  get: async () => undefined,
  list: async function* () {},
  cancel: async () => Promise.reject(new Error('not called')),
};

describe('the list of tools', () => {
  it('costs an agent at most 2,500 tokens, with all of them', async () => {
    const agent = await createStage().connect({ server: { scheduler } });
    const tools = await agent.tools();
    expect(tools.map(({ name }) => name).toSorted()).toEqual([...toolNames]);
    // A token of JSON is some 4 bytes; 3.5 is less than any tokenizer in use makes of it.
    expect(Buffer.byteLength(JSON.stringify(tools)) / 3.5).toBeLessThan(2500);
    await agent.close();
  });

  it('says what changes something, and what can be repeated', async () => {
    const agent = await createStage().connect({ server: { scheduler } });
    const annotations = new Map((await agent.tools()).map((tool) => [tool.name, Object(tool).annotations]));
    const writing = ['delete', 'moderate', 'publish', 'repost', 'schedule'];
    const open = { openWorldHint: true };
    for (const name of toolNames.filter((each) => !writing.includes(each)))
      expect({ name, ...annotations.get(name) }).toEqual({ name, readOnlyHint: true, ...open });
    for (const name of writing) {
      const destructiveHint = name === 'delete' || name === 'schedule';
      const expected = { name, destructiveHint, idempotentHint: true, ...open };
      expect({ name, ...annotations.get(name) }).toEqual(expected);
    }
    await agent.close();
  });

  it('has no tool that changes something if it is read-only, and those that are allowed otherwise', async () => {
    const stage = createStage();
    const namesWith = async (server: NonNullable<Parameters<typeof stage.connect>[0]>['server']) => {
      const agent = await stage.connect({ ...(server && { server }) });
      const names = (await agent.tools()).map(({ name }) => name);
      await agent.close();
      return names.toSorted();
    };
    expect(await namesWith({ readOnly: true, scheduler })).toEqual([
      'account',
      'insights',
      'list',
      'mentions',
      'pending',
      'read',
      'search',
    ]);
    // Without preview a client that cannot ask could not publish.
    expect(await namesWith({ allow: ['publish', 'list'] })).toEqual(['list', 'preview', 'publish']);
    expect(await namesWith({})).toEqual(toolNames.filter((name) => name !== 'schedule'));
  });

  it('calls no tool that is not in it', async () => {
    const stage = createStage();
    const agent = await stage.connect({ person: () => 'accept', server: { readOnly: true } });
    await expect(agent.call('publish', { key: 'k', posts: [{ text: 'Hello' }] })).rejects.toThrow(
      /not found/,
    );
    expect(stage.emulator.requests).toEqual([]);
    await agent.close();
  });
});

describe('createMcpServer', () => {
  it('names everything that is wrong with its options', () => {
    const { options } = createStage();
    expect(() => createMcpServer({ ...options, allow: ['preview', 'list'] })).toThrow(
      'allow[0]: preview goes with one of delete, moderate, publish, repost, schedule',
    );
    const { client, journal } = createStage().options;
    const wrong: object = {
      client: {},
      files: { folders: ['/not/there'] },
      readOnly: true,
      allow: ['publish', 'schedule', 'post'],
      audit: 'log',
      clock: 1,
    };
    expect(() => createMcpServer(Object(wrong))).toThrow(
      expect.objectContaining({
        issues: expect.arrayContaining(
          [
            'client',
            'journal',
            'files.folders[0]',
            'files.open',
            'storage',
            'allow[0]',
            'allow[1]',
            'allow[2]',
            'audit',
            'clock',
          ].map((path) => expect.objectContaining({ path })),
        ),
      }),
    );
    expect(() => createMcpServer({ client, journal })).not.toThrow();
  });
});

describe('the skill', () => {
  it('is a SKILL.md, and says what an agent must know', async () => {
    expect(skill).toMatch(/^---\nname: threads\ndescription: .+\n---\n/);
    for (const word of ['key', 'unknown', 'foreign', '500', 'preview', 'declined', 'processing'])
      expect(skill).toContain(word);
    const agent = await createStage().connect();
    expect(skill).toContain(agent.client.getInstructions());
    await agent.close();
  });
});
