import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { createRuns } from '../src/runs.ts';

describe('the runs of a file', () => {
  it('are in the order in which they began, also if the clock was wrong', () => {
    const database = new DatabaseSync(':memory:');
    const runs = createRuns(database, 'threads', '1');
    runs.begin({ key: 'from the future', digests: ['a'], beganAt: 2000 }, 'kyoto.md');
    runs.begin({ key: 'the last', digests: ['b'], beganAt: 1000 }, 'kyoto.md');
    runs.begin({ key: 'of another file', digests: ['c'], beganAt: 3000 }, 'nara.md');
    expect(runs.lastOf('kyoto.md')?.key).toBe('the last');
    database.close();
  });
});
