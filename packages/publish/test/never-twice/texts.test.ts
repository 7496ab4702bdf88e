import { expect, it } from 'vitest';
import { publishRepost } from '../../src/index.ts';
import { type Case, findWrongSchedules, post } from './find-wrong-schedules.ts';

it.each<[string, Case]>([
  ['a text', { attempt: post(() => ({ text: 'Hello' })), faults: 2, crashes: 1, events: 2 }],
  [
    'a text, where Threads refuses to publish a container again,',
    {
      attempt: post(() => ({ text: 'Hello' })),
      faults: 1,
      crashes: 1,
      events: 2,
      behaviour: { secondPublication: 'refuse' },
    },
  ],
  ['a text with fast', { attempt: post(() => ({ text: 'Hello' }), true), faults: 2, crashes: 1, events: 3 }],
  [
    'a repost',
    {
      attempt: ({ client }, mediaId, options) => publishRepost(client, { mediaId }, options),
      faults: 1,
      crashes: 1,
      events: 2,
    },
  ],
])(
  '%s is live once or not at all and is called what it is, whatever goes wrong',
  async (_what, row) => {
    expect(await findWrongSchedules(row)).toEqual([]);
  },
  900_000,
);
