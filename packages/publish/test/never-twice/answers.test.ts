import { expect, it } from 'vitest';

import { type Case, findWrongSchedules, post } from './find-wrong-schedules.ts';

it.each<[string, Case]>([
  ['a reply', { attempt: post((replyTo) => ({ text: 'Hello', replyTo })), faults: 1, crashes: 1, events: 2 }],
  [
    'a reply with fast',
    { attempt: post((replyTo) => ({ text: 'Hello', replyTo }), true), faults: 1, crashes: 1, events: 2 },
  ],
  ['a quote', { attempt: post((quote) => ({ text: 'Hello', quote })), faults: 1, crashes: 1, events: 2 }],
])(
  '%s is live once or not at all and is called what it is, whatever goes wrong',
  async (_what, row) => {
    expect(await findWrongSchedules(row)).toEqual([]);
  },
  900_000,
);
