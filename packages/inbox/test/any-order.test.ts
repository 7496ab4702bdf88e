import { createMemoryEventStore } from '@threads-sdk/webhooks';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createInbox, type InboxMessage } from '../src/index.ts';
import { createTown } from './inbox-town.ts';

const minute = 60 * 1000;

/** What may happen next. `at` picks one of what there is. */
const step = fc.oneof(
  fc.record({ what: fc.constant('reply'), at: fc.nat(99), by: fc.constantFrom('kenji', 'yuki', 'mika') }),
  fc.record({ what: fc.constant('mention'), at: fc.constant(0), by: fc.constantFrom('kenji', 'yuki') }),
  fc.record({
    what: fc.constantFrom(
      'post',
      'poll',
      'poll while the database is down',
      'poll in the middle of a failure',
      'restart',
    ),
    at: fc.nat(99),
    by: fc.constant('mika'),
  }),
  fc.record({
    what: fc.constantFrom(
      'deliver',
      'deliver',
      'deliver twice',
      'deliver while the database is down',
      'lose',
    ),
    at: fc.nat(99),
    by: fc.constant('mika'),
  }),
);

it('handles each message once and loses none, in whatever order webhooks, polls, failures and restarts come', async () => {
  let messages = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25, size: 'max' }), async (steps) => {
      messages += await play(steps);
    }),
    { seed: 2026, numRuns: 40 },
  );
  expect(messages).toBeGreaterThan(100);
});

/** @returns how many messages there were */
async function play(
  steps: readonly { readonly what: string; readonly at: number; readonly by: string }[],
): Promise<number> {
  const { clientOf, clock, emulator, reply, settle, wire, write } = await createTown();
  const counts = new Map<string, number>();
  const expected = new Set<string>();
  let isDown = false;
  const kept = new Map<string, string>();
  const options = {
    client: clientOf('mika'),
    store: createMemoryEventStore(),
    positions: {
      get: async (key: string) => kept.get(key),
      set: async (key: string, value: string) => void kept.set(key, value),
    },
    handleMessage: async ({ post: { id } }: InboxMessage) => {
      await Promise.resolve();
      if (isDown) throw new Error('The database is down.');
      counts.set(id, (counts.get(id) ?? 0) + 1);
    },
    onError: () => undefined,
  };
  let inbox = createInbox(options);
  /** Every post that can be replied to, with its author. */
  const posts: [id: string, by: string][] = [[write('mika', 'Kyoto'), 'mika']];

  const take = async (at: number, times: number): Promise<void> => {
    await settle();
    const [event] = wire.splice(at % Math.max(1, wire.length), 1);
    if (event === undefined) return;
    const taken = Array.from({ length: times }, () => inbox.take(event));
    const failed = (await Promise.allSettled(taken)).filter(({ status }) => status === 'rejected');
    expect(isDown ? [] : failed).toEqual([]);
  };
  const acts: Record<string, (at: number, by: string) => unknown> = {
    post: () => posts.push([write('mika', 'Nara'), 'mika']),
    mention: (_at, by) => expected.add(write(by, 'Look, @mika')),
    reply: (at, by) => {
      const [to, author] = posts[at % posts.length] ?? ['', ''];
      const id = reply(by, to, at % 3 === 0 && by !== 'mika' ? 'Well, @mika' : 'Well');
      posts.push([id, by]);
      if (by !== 'mika' && (author === 'mika' || at % 3 === 0)) expected.add(id);
    },
    poll: () => inbox.poll(),
    'poll while the database is down': async () => {
      isDown = true;
      await inbox.poll();
    },
    'poll in the middle of a failure': async (at) => {
      emulator.planFault({ kind: 'error', preset: 'access-tier-insufficient', call: 1 + (at % 4) });
      await inbox.poll().catch(() => undefined);
      emulator.clearFaults();
    },
    restart: () => {
      inbox = createInbox(options);
    },
    deliver: (at) => take(at, 1),
    'deliver twice': (at) => take(at, 2),
    'deliver while the database is down': (at) => {
      isDown = true;
      return take(at, 1);
    },
    lose: async (at) => {
      await settle();
      wire.splice(at % Math.max(1, wire.length), 1);
    },
  };
  // The first one tells from when on messages count, also if it fails.
  await acts[steps.length % 2 === 0 ? 'poll' : 'poll in the middle of a failure']?.(1, 'mika');
  for (const { what, at, by } of steps) {
    await acts[what]?.(at, by);
    isDown = false;
    clock.advance(at * minute);
  }
  await inbox.poll();
  expect(Object.fromEntries(counts)).toEqual(Object.fromEntries([...expected].map((id) => [id, 1])));
  return expected.size;
}
