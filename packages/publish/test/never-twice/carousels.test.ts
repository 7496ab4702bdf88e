import { expect, it } from 'vitest';

import { type Case, findWrongSchedules, post } from './find-wrong-schedules.ts';

it.each<[string, Case]>([
  [
    'a carousel',
    {
      attempt: post(() => ({
        media: [{ image: 'https://example.com/gate.jpg' }, { video: 'https://example.com/walk.mp4' }],
      })),
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
