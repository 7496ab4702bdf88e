import { isThreadsError } from '@threads-sdk/errors';
import * as webhooks from '@threads-sdk/webhooks';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';

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
