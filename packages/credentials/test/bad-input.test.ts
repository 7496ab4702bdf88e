import * as credentials from '@threads-sdk/credentials';
import { isThreadsError } from '@threads-sdk/errors';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** They take no input, or read credentials that other functions have checked. */
const helpers = [
  'createMemoryStore',
  'createSealingKey',
  'expiresIn',
  'hasScope',
  'isExpired',
  'isRefreshDue',
];
const functions = Object.entries(credentials).filter(([name]) => !helpers.includes(name));

// Of faulty members there are more than one at random: names that the functions know, and anything in them.
const members = fc.constantFrom(
  ...['userId', 'scopes', 'shortLived', 'accessToken', 'expiration', 'user_id', 'access_token'],
  ...['keys', 'sealing', 'seal', 'open', 'prefix', 'get', 'set', 'delete', 'iterator', 'throwOnErrors'],
);
const anything = fc.oneof(
  fc.anything(),
  fc.dictionary(members, fc.oneof(fc.anything(), fc.dictionary(members, fc.anything()))),
  fc.dictionary(members, fc.jsonValue()).map((value) => JSON.stringify(value)),
  fc.constantFrom(undefined, null, 0, '', Number.NaN, 1n, Symbol('x'), new Date(Number.NaN), () => {}),
);

describe.each(functions)('%s', (_, call) => {
  it('says in our words what is wrong with any input, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { maxLength: 3 }), async (args) => {
        try {
          await Reflect.apply(call, undefined, args);
        } catch (error) {
          if (!isThreadsError(error) || !/^(?:INVALID_INPUT|SEAL_INVALID)$/.test(error.code)) throw error;
          expect(error.message).not.toMatch(/Invalid \w+:|Expected|[Rr]eceived|undefined|\[object/);
          if (error.code === 'INVALID_INPUT') expect(error.issues.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });
});
