/** What the tests of all engines have in common: posts that are live when whoever published them is killed. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Emulator, FaultPlan } from '@threads-sdk/emulator';
import type { PostJob } from '../examples/queues/take-step.ts';

export const text: PostJob = { account: 'mika', key: '17', post: { text: 'Good morning' } };
export const chain: PostJob = { account: 'mika', key: '17', chain: [{ text: 'One' }, { text: 'Two' }] };
const slow = { kind: 'slow-headers', delay: 60_000 } as const;

/** How many posts are live when the process is killed; how many requests to publish are sent in all, and posts live. */
export interface Expected {
  readonly killedAt: number;
  readonly sent: number;
  readonly all: number;
}

/** Posts with the fault that keeps the answer back once they are live. */
export const killedWhenLive: [string, PostJob, FaultPlan, Expected][] = [
  ['a text', text, { ...slow, operation: 'publishContainer' }, { killedAt: 1, sent: 1, all: 1 }],
  [
    'a text at once',
    { ...text, fast: true },
    { ...slow, operation: 'createContainer' },
    { killedAt: 1, sent: 0, all: 1 },
  ],
  ['a chain', chain, { ...slow, operation: 'publishContainer', call: 2 }, { killedAt: 2, sent: 2, all: 2 }],
];

/** The ids of the posts that are live, replies too, the oldest first. */
export function liveIds(emulator: Emulator): readonly string[] {
  return emulator.snapshot().store.posts.map((post) => String(Object(post).id));
}

/** How a process ends that nobody has asked. */
export async function end(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const ended = once(worker, 'exit');
  worker.kill('SIGKILL');
  await ended;
}
