import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advanceChain, type ChainState, type Post, startChain } from '../src/index.ts';
import { failureOf } from './interrupted.ts';
import { createStage, graphError, type Stage, struckBy } from './stage.ts';

const three: readonly Post[] = [{ text: 'One' }, { text: 'Two' }, { text: 'Three' }];

/** A row of a database with a chain, as text. */
function rowOf(chain: ChainState): {
  readonly read: () => ChainState;
  readonly record: (state: ChainState, replaced: ChainState) => Promise<boolean>;
} {
  let row = JSON.stringify(chain);
  return {
    read: () => JSON.parse(row),
    record: async (state, replaced) => {
      if (row !== JSON.stringify(replaced)) return false;
      row = JSON.stringify(state);
      return true;
    },
  };
}

/** Takes up the row again and again, whatever goes wrong in between. */
async function work(
  { client, clock }: Stage,
  { read, record }: ReturnType<typeof rowOf>,
): Promise<ChainState> {
  for (let steps = 0; steps < 300; steps += 1) {
    const state = read();
    if (state.step === 'done') return state;
    clock.advance(Math.max(0, (state.due ?? 0) - clock.now()));
    await advanceChain(client, state, { record }).catch(() => clock.advance(60_000));
  }
  throw new Error('It was not done after 300 steps.');
}

describe('a chain by steps', () => {
  it('goes live part by part, each answering the one before it, or the first', async () => {
    for (const replyTo of ['previous', 'root'] as const) {
      const stage = createStage();
      const done = await work(stage, rowOf(startChain(three, { replyTo })));
      const [first, second, third] = done.published;
      const live = await stage.livePosts();
      expect(live).toHaveLength(3);
      expect(live.find(({ id }) => id === second?.id)).toMatchObject({ replied_to: { id: first?.id } });
      const target = replyTo === 'root' ? first : second;
      expect(live.find(({ id }) => id === third?.id)).toMatchObject({ replied_to: { id: target?.id } });
    }
  });

  it('tells what is done, and what is to come', async () => {
    const stage = createStage();
    const { read, record } = rowOf(startChain(three));
    expect(read()).toMatchObject({
      step: 'create-container',
      published: [],
      rest: [{ text: 'Two' }, { text: 'Three' }],
    });
    const seen = new Set<number>();
    while (read().step !== 'done') {
      stage.clock.advance(Math.max(0, (read().due ?? 0) - stage.clock.now()));
      expect(await advanceChain(stage.client, read(), { record })).toEqual(read());
      seen.add(read().published.length);
    }
    expect([...seen]).toEqual([0, 1, 2, 3]);
    const { length } = stage.sent;
    expect(await advanceChain(stage.client, read(), { record })).toEqual(read());
    expect(stage.sent).toHaveLength(length);
  });

  it('sends the parameters that the SDK does not know with every part', async () => {
    const stage = createStage();
    await work(stage, rowOf(startChain(three, { extra: { new_thing: 'yes' } })));
    const created = stage.sent
      .filter(({ kind }) => kind === 'create')
      .map(({ body }) => body.get('new_thing'));
    expect(created).toEqual(['yes', 'yes', 'yes']);
  });

  it('sends nothing for a worker whose row another one has changed', async () => {
    const stage = createStage();
    const row = rowOf(startChain(three));
    const before = row.read();
    await work(stage, row);
    const { length } = stage.sent.filter(({ kind }) => kind === 'publish');
    const error = await failureOf(advanceChain(stage.client, before, { record: row.record }));
    expect(error).toMatchObject({ code: 'CHAIN_STOPPED', index: 0, cause: { code: 'JOURNAL_FAILED' } });
    expect(stage.sent.filter(({ kind }) => kind === 'publish')).toHaveLength(length);
  });

  it('says what is live when a part fails, and goes on with it from the row', async () => {
    let isRefused = true;
    const stage = createStage({
      intercept: async (kind, pass, nth) =>
        kind === 'publish' && nth === 2 && isRefused ? graphError(403, 368) : pass(),
    });
    const { read, record } = rowOf(startChain(three));
    const drive = async (): Promise<void> => {
      while (read().step !== 'done') {
        stage.clock.advance(Math.max(0, (read().due ?? 0) - stage.clock.now()));
        await advanceChain(stage.client, read(), { record });
      }
    };
    expect(await failureOf(drive())).toMatchObject({
      code: 'CHAIN_STOPPED',
      index: 1,
      published: { length: 1 },
      carriedOut: 'yes',
      message: expect.stringMatching(/^advanceChain: posts\[1\] failed, 1 before it are live\. /),
      remedy: expect.stringMatching(/Go on from what is recorded: it goes on with this post\.$/),
    });
    isRefused = false;
    await drive();
    expect(await stage.livePosts()).toHaveLength(3);
  });

  it('makes each part once, whatever goes wrong between any two steps', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3), { maxLength: 40 }), async (events) => {
        const stage = createStage({ intercept: struckBy(events) });
        expect((await work(stage, rowOf(startChain(three)))).published).toHaveLength(3);
        expect((await stage.livePosts()).map(({ text = '' }) => text).toSorted()).toEqual([
          'One',
          'Three',
          'Two',
        ]);
      }),
      { numRuns: 40 },
    );
  });
});
