import { CredentialsError, InvalidInputError, isThreadsError } from '@threads-sdk/errors';
import * as webhooks from '@threads-sdk/webhooks';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { appSecret, signRequest } from './sign.ts';

const members = fc.constantFrom(
  'appSecret',
  'verifyToken',
  'signature',
  'maxAge',
  'now',
  'onError',
  'handleEvent',
  'forgetUser',
  'deleteUserData',
  'store',
  'once',
  'waitUntil',
  'maxEvents',
  'get',
  'set',
  'throwOnErrors',
  'url',
  'method',
  'headers',
  'body',
  'values',
  'field',
);
const anything = fc.oneof(
  fc.anything(),
  fc.dictionary(members, fc.oneof(fc.anything(), fc.dictionary(members, fc.anything()))),
  fc.dictionary(members, fc.jsonValue()).map((value) => JSON.stringify(value)),
  fc.constantFrom(undefined, null, 0, '', Number.NaN, 1n, Symbol('x'), new Date(Number.NaN), () => {}),
  fc.constant(new Request('https://app.example/', { method: 'POST', body: 'x' })),
);

/** What valibot says by itself, and what a value looks like that nobody has put into words. */
const notOurs = /Invalid \w+:|Expected|[Rr]eceived|undefined|\[object/;

/** The message of the refusal, empty if there is none. */
async function refusalOf(call: unknown, args: readonly unknown[]): Promise<string> {
  try {
    if (typeof call === 'function') await call(...args);
  } catch (error) {
    if (isThreadsError(error) && /^(?:INVALID_INPUT|REQUEST_INVALID|PAYLOAD_INVALID)$/.test(error.code))
      return error.message;
    throw error;
  }
  return '';
}

it.each(Object.entries(webhooks))(
  '%s says in our words what is wrong, whatever its input is',
  async (_, call) => {
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { maxLength: 2 }), async (args) => {
        expect(await refusalOf(call, args)).not.toMatch(notOurs);
      }),
      { numRuns: 300 },
    );
  },
);

const nothing = (): void => undefined;
const common = { appSecret: 'secret', onError: nothing };
const callbacks = { ...common, maxAge: 1000, now: Date.now, bodyTimeout: 1000 };
const handlers = {
  handleWebhook: {
    call: webhooks.handleWebhook,
    options: {
      ...common,
      verifyToken: 'a word of yours',
      handleEvent: nothing,
      store: webhooks.createMemoryEventStore(),
      ignoreOwnReplies: true,
      waitUntil: nothing,
      bodyTimeout: 1000,
    },
  },
  handleDeauthorize: { call: webhooks.handleDeauthorize, options: { ...callbacks, forgetUser: nothing } },
  handleDataDeletion: {
    call: webhooks.handleDataDeletion,
    options: { ...callbacks, deleteUserData: () => ({ url: 'https://app.example', confirmation_code: '1' }) },
  },
};

/** The places that a handler refuses. */
async function placesOf(call: unknown, request: unknown, options: object): Promise<readonly string[]> {
  if (typeof call !== 'function') throw new Error('a handler is a function');
  return Promise.resolve(call(request, options)).then(
    () => [],
    (error: unknown) => {
      if (error instanceof InvalidInputError) return error.issues.map(({ path }) => path);
      throw error;
    },
  );
}

it.each(Object.entries(handlers))(
  '%s names the request and each option that is not usable',
  async (_, handler) => {
    const { call, options } = handler;
    const request = (): Request => new Request('https://app.example/', { method: 'PUT' });
    const ofEach = (wrong: unknown): Promise<readonly (readonly string[])[]> =>
      Promise.all(
        Object.keys(options).map((name) => placesOf(call, request(), { ...options, [name]: wrong })),
      );
    expect(await placesOf(call, request(), options)).toEqual([]);
    expect(await placesOf(call, {}, options)).toEqual(['request']);
    expect(await ofEach(-1.5)).toEqual(Object.keys(options).map((name) => [name]));
    const needed = /^(appSecret|verifyToken|onError|handleEvent|forgetUser|deleteUserData)$/;
    expect((await ofEach(undefined)).flat()).toEqual(
      Object.keys(options).filter((name) => needed.test(name)),
    );
  },
);

it.each([0, -1, 1.5, Infinity, 1e10, '5', null])(
  'a time for a body that is %j is refused',
  async (bodyTimeout) => {
    const { call, options } = handlers.handleDeauthorize;
    const request = new Request('https://app.example/', { method: 'PUT' });
    expect(await placesOf(call, request, { ...options, bodyTimeout })).toEqual(['bodyTimeout']);
  },
);

it("an error of the app's own clock is no refusal of the request", async () => {
  const heard: unknown[] = [];
  const failure = new CredentialsError('STORE_FAILED', 'no time', { remedy: 'None.' });
  const answer = await webhooks.handleDeauthorize(
    new Request('https://app.example/', {
      method: 'POST',
      body: new URLSearchParams({
        signed_request: signRequest({ algorithm: 'HMAC-SHA256', user_id: '1', issued_at: 1 }),
      }),
    }),
    {
      appSecret,
      forgetUser: nothing,
      onError: (error) => heard.push(error),
      now: () => {
        throw failure;
      },
    },
  );
  expect([answer.status, heard]).toEqual([500, [failure]]);
});
