import { isThreadsError } from '@threads-sdk/errors';
import { describe, expect, it } from 'vitest';
import { catchReports } from '../test/reports.ts';
import { createClient, loadClientOptions } from './index.ts';
import * as withoutKy from './fetch.ts';

it.each([{}, { THREADS_EMULATOR: '' }, { THREADS_EMULATOR: undefined, NODE_ENV: 'production' }])(
  'changes nothing where no emulator is named: %o',
  (env) => {
    expect(loadClientOptions(env)).toEqual({});
  },
);

it.each([
  ['http://127.0.0.1:4000', { baseUrl: 'http://127.0.0.1:4000', allowInsecure: true }],
  ['http://localhost:4000/', { baseUrl: 'http://localhost:4000', allowInsecure: true }],
  ['http://[::1]:4000', { baseUrl: 'http://[::1]:4000', allowInsecure: true }],
  ['https://localhost:4443', { baseUrl: 'https://localhost:4443', allowOtherHost: true }],
])('gives what a client needs for the emulator at %s', (address, options) => {
  const env = { THREADS_EMULATOR: address, NODE_ENV: 'test', CACHE: 'of something else' };
  expect(loadClientOptions(env)).toEqual(options);
  for (const create of [createClient, withoutKy.createClient])
    expect(() => create({ ...withoutKy.loadClientOptions(env), timeouts: { read: 5000 } })).not.toThrow();
});

const noAddress = 'must be an http address of this machine, or an https one, such as http://127.0.0.1:4000';
const inProduction = 'is set, and so is NODE_ENV=production: leave one of them out';

it.each([
  ['127.0.0.1:4000', 'test', [noAddress]],
  ['http://graph.example:4000', 'test', [noAddress]],
  ['https://graph.example/?a=b', 'test', [noAddress]],
  ['http://127.0.0.1:4000\n', undefined, [noAddress]],
  ['http://127.0.0.1:4000', 'production', [inProduction]],
  ['http://127.0.0.1:4000', 'Production', [inProduction]],
  ['somewhere', 'production', [noAddress, inProduction]],
])('refuses %j where NODE_ENV is %s, with every fault', (address, mode, messages) => {
  let thrown: unknown;
  try {
    loadClientOptions({ THREADS_EMULATOR: address, NODE_ENV: mode });
  } catch (error) {
    thrown = error;
  }
  if (!isThreadsError(thrown) || thrown.code !== 'INVALID_INPUT') throw thrown;
  expect(thrown.issues).toEqual(messages.map((message) => ({ path: 'THREADS_EMULATOR', message })));
});

describe('THREADS_DEBUG', () => {
  it.each(['1', 'true', 'TRUE'])(
    '%s gives a client that prints what it sends and is answered',
    async (value) => {
      const reported = catchReports();
      const fetch = async (): Promise<Response> => new Response('{"id":"1"}');
      const options = loadClientOptions({ THREADS_DEBUG: value });
      expect(Object.keys(options)).toEqual(['debug']);
      const operation = {
        id: 'getThing',
        method: 'GET',
        path: '/{id}',
        repeat: 'safe',
        anonymous: true,
      } as const;
      for (const create of [createClient, withoutKy.createClient])
        await withoutKy.request(create({ ...options, fetch }), operation, { id: '1' });
      const sent = expect.stringMatching(/^#\d+ getThing > GET https:\/\/graph\.threads\.com\/v1\.0\/1$/);
      const answered = expect.stringMatching(/^#\d+ getThing < 200 in \d+ ms \{"id":"1"\}$/);
      expect(reported).toEqual([[sent], [answered], [sent], [answered]]);
    },
  );

  it.each(['', '0', 'false', undefined])('%j changes nothing', (value) => {
    expect(loadClientOptions({ THREADS_DEBUG: value })).toEqual({});
  });

  it('that is neither yes nor no is refused, beside other faults', () => {
    expect(() => loadClientOptions({ THREADS_DEBUG: '*', THREADS_EMULATOR: 'nowhere' })).toThrow(
      /THREADS_EMULATOR: must be .*; THREADS_DEBUG: must be 1 or 0/,
    );
  });
});
