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
      'Publish this post on Threads as @mika?\n\n5 of 500 characters:\nHello\n\nKey: hello',
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
