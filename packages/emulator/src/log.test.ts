import { describe, expect, it } from 'vitest';
import { createRequestLog, type RequestRecord } from './log.ts';

const record = (at: number, text = ''): RequestRecord => ({
  at,
  method: 'POST',
  path: '/me/threads',
  parameters: { text },
  status: 200,
});

describe('the log of requests', () => {
  it('keeps the newest 10,000', () => {
    const log = createRequestLog();
    for (let at = 0; at < 10_005; at += 1) log.add(record(at));
    expect(log.records).toHaveLength(10_000);
    expect([log.records[0]?.at, log.records.at(-1)?.at]).toEqual([5, 10_004]);
  });

  it('keeps fewer where they are long, and room for more when those are gone', () => {
    const log = createRequestLog();
    const million = 'a'.repeat(1_000_000);
    for (let at = 0; at < 30; at += 1) log.add(record(at, million));
    expect(log.records.map(({ at }) => at)).toEqual([
      14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
    ]);
    for (let at = 0; at < 20_000; at += 1) log.add(record(at));
    expect(log.records).toHaveLength(10_000);
  });
});
