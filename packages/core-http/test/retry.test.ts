import { describe, expect, it } from 'vitest';
import { request } from '../src/index.ts';
import { read, rejection, testClient } from './fixtures.ts';
import { json, raw, reset, startServer } from './server.ts';

const parameters = { media_id: '1' };

describe('the wait before a repetition', () => {
  it.each([
    { random: 1, sleeps: [300, 600, 1200, 2400, 4800, 9600, 10_000, 10_000] },
    { random: 0.5, sleeps: [150, 300, 600, 1200, 2400, 4800, 5000, 5000] },
    { random: 0, sleeps: [0, 0, 0, 0, 0, 0, 0, 0] },
  ])('is a random part ($random) of a bound that doubles up to 10 s', async ({ random, sleeps }) => {
    const server = await startServer(reset);
    const client = testClient(server.url, { random: () => random, retry: { maxAttempts: 9 } });
    await rejection(request(client, read, parameters));
    expect(client.clock.sleeps).toEqual(sleeps);
  });

  it.each([
    ['seconds', '7', 7000],
    ['a date', 'Thu, 01 Jan 2026 00:00:09 GMT', 9000],
    ['a date in the past', 'Thu, 01 Jan 2015 00:00:09 GMT', 300],
    ['a negative number', '-5', 300],
    ['nonsense', 'soon', 300],
    ['a number beyond all dates', '99999999999999999', 300],
    ['what JavaScript takes for a number', 'Infinity', 300],
  ])('is what Retry-After says in %s', async (_, value, sleep) => {
    const server = await startServer(raw('', 429, { 'retry-after': value }), json({ id: '1' }));
    const client = testClient(server.url);
    await request(client, read, parameters);
    expect(client.clock.sleeps).toEqual([sleep]);
  });

  it('heeds Retry-After with 503 too', async () => {
    const server = await startServer(raw('', 503, { 'retry-after': '3' }), json({ id: '1' }));
    const client = testClient(server.url);
    await request(client, read, parameters);
    expect(client.clock.sleeps).toEqual([3000]);
  });

  it.each([
    ['60 s by default', {}, '60', '61'],
    ['the bound given', { maxRetryAfter: 2000 }, '2', '3'],
  ])('is never longer than %s', async (_, retry, within, beyond) => {
    const server = await startServer(
      raw('', 429, { 'retry-after': within }),
      raw('', 429, { 'retry-after': beyond }),
    );
    const client = testClient(server.url, { retry: { budget: 120_000, ...retry } });
    const error = await rejection(request(client, read, parameters));
    expect(error).toMatchObject({ code: 'RATE_LIMITED', attempts: 2, retryAt: expect.any(Date) });
    expect(client.clock.sleeps).toEqual([Number(within) * 1000]);
  });
});

it('makes no attempt after the budget', async () => {
  const server = await startServer(raw('', 429, { 'retry-after': '25' }));
  const client = testClient(server.url, { retry: { maxAttempts: 10 } });
  const error = await rejection(request(client, read, parameters));
  expect(error).toMatchObject({ code: 'RATE_LIMITED', attempts: 3 });
  expect(client.clock.sleeps).toEqual([25_000, 25_000]);
});

it('makes the number of attempts given', async () => {
  const server = await startServer(reset);
  await rejection(request(testClient(server.url, { retry: { maxAttempts: 1 } }), read, parameters));
  expect(server.requests).toHaveLength(1);
});
