import * as credentials from '@threads-sdk/credentials';
import { isThreadsError } from '@threads-sdk/errors';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';

/** They take no input, or read credentials that other functions have checked. */
const helpers = new Set([
  'createMemoryStore',
  'createSealingKey',
  'expiresIn',
  'hasScope',
  'isExpired',
  'isRefreshDue',
]);
const functions = Object.entries(credentials).filter(([name]) => !helpers.has(name));

const members = fc.constantFrom(
  'userId',
  'scopes',
  'shortLived',
  'accessToken',
  'expiration',
  'user_id',
  'access_token',
  'keys',
  'sealing',
  'seal',
  'open',
  'prefix',
  'get',
  'set',
  'delete',
  'iterator',
  'throwOnErrors',
);
const anything = fc.oneof(
  fc.anything(),
  fc.dictionary(members, fc.oneof(fc.anything(), fc.dictionary(members, fc.anything()))),
  fc.dictionary(members, fc.jsonValue()).map((value) => JSON.stringify(value)),
  fc.constantFrom(undefined, null, 0, '', Number.NaN, 1n, Symbol('x'), new Date(Number.NaN), () => {}),
);

/** What valibot says by itself, and what a value looks like that nobody has put into words. */
const notOurs = /Invalid \w+:|Expected|[Rr]eceived|undefined|\[object/;

/** The message of the refusal, empty if there is none. */
async function refusalOf(call: unknown, args: readonly unknown[]): Promise<string> {
  try {
    if (typeof call === 'function') await call(...args);
  } catch (error) {
    if (isThreadsError(error) && /^(?:INVALID_INPUT|SEAL_INVALID)$/.test(error.code)) return error.message;
    throw error;
  }
  return '';
}

it.each(functions)('%s says in our words what is wrong, whatever its input is', async (_, call) => {
  await fc.assert(
    fc.asyncProperty(fc.array(anything, { maxLength: 3 }), async (args) => {
      expect(await refusalOf(call, args)).not.toMatch(notOurs);
    }),
    { numRuns: 300 },
  );
});
