import { expect, it } from 'vitest';

import { type Case, findWrongSchedules, post } from './find-wrong-schedules.ts';

it.each<[string, Case]>([
  [
    'an image',
    {
      attempt: post(() => ({ media: [{ image: 'https://example.com/gate.jpg' }] })),
      faults: 1,
      crashes: 1,
      events: 2,
    },
  ],
  [
    'a video',
    {
      attempt: post(() => ({ media: [{ video: 'https://example.com/walk.mp4' }] })),
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
