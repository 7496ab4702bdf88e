import { describe, expect, it } from 'vitest';
import { createRequestLog } from './log.ts';
import type { RequestRecord } from './request-record.ts';

const request = {
  at: 0,
  method: 'GET',
  path: '/me',
  headers: {},
  parameters: {},
  status: 200,
  answer: '',
  duration: 0,
};
const record = (at: number, text = ''): Omit<RequestRecord, 'id'> => ({
  ...request,
  at,
  parameters: { text },
});

describe('the log of requests', () => {
  it('keeps the newest 10,000', () => {
    const log = createRequestLog(0);
    for (let at = 0; at < 10_005; at += 1) log.add(record(at));
    expect(log.records).toHaveLength(10_000);
    expect([log.records[0]?.at, log.records.at(-1)?.at]).toEqual([5, 10_004]);
  });

  it('keeps fewer where they are long, and room for more when those are gone', () => {
    const log = createRequestLog(0);
    const million = 'a'.repeat(1_000_000);
    for (let at = 0; at < 30; at += 1) log.add(record(at, million));
    expect(log.records.map(({ at }) => at)).toEqual([
      14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
    ]);
    for (let at = 0; at < 20_000; at += 1) log.add(record(at));
    expect(log.records).toHaveLength(10_000);
  });

  it('numbers requests and drops the oldest beyond its limit', () => {
    const log = createRequestLog(0, 3);
    for (let count = 0; count < 5; count += 1) log.add(request);
    expect(log.records.map(({ id }) => id)).toEqual([3, 4, 5]);
  });

  it('keeps fewer where what was sent is long, though it has no parameters', () => {
    const log = createRequestLog(0);
    const body = new Uint8Array(1024 * 1024);
    for (let at = 0; at < 30; at += 1)
      log.add(record(at), { method: 'POST', url: 'http://localhost/', headers: new Headers(), body });
    expect(log.records).toHaveLength(15);
    log.clear();
    for (let at = 0; at < 20_000; at += 1) log.add(record(at));
    expect(log.records).toHaveLength(10_000);
  });

  it('has a name of its own, and another one once it is cleared', () => {
    const log = createRequestLog(0);
    const { run } = log;
    expect(log.run).toBe(run);
    expect(createRequestLog(1).run).not.toBe(run);
    log.clear();
    expect(log.run).not.toBe(run);
  });
});
