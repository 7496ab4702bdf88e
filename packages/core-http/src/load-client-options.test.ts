import { isThreadsError } from '@threads-sdk/errors';
import { expect, it } from 'vitest';
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
