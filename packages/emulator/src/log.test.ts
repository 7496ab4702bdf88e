import { describe, expect, it } from 'vitest';
import { createRequestLog, type RequestRecord } from './log.ts';

const request = { at: 0, method: 'GET', path: '/me', parameters: {}, status: 200, answer: '', duration: 0 };

describe('the log of requests', () => {
  it('numbers requests and drops the oldest beyond its limit', () => {
    const log = createRequestLog(3);
    for (let count = 0; count < 5; count += 1) log.add(request);
    expect(log.records.map(({ id }) => id)).toEqual([3, 4, 5]);
  });

  it('tells each listener of new requests until it stops listening', () => {
    const log = createRequestLog();
    const heard: number[] = [];
    const listen = ({ id }: RequestRecord): void => void heard.push(id);
    log.add(request);
    const stopFirst = log.subscribe(listen);
    const stopSecond = log.subscribe(listen);
    log.add(request);
    stopFirst();
    log.add(request);
    stopSecond();
    stopSecond();
    log.add(request);
    expect(heard).toEqual([2, 2, 3]);
  });
});
