import { isThreadsError } from '@threads-sdk/errors';
import * as webhooks from '@threads-sdk/webhooks';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const members = fc.constantFrom(
  ...['appSecret', 'verifyToken', 'signature', 'maxAge', 'now', 'onError', 'handleEvent', 'store', 'once'],
  ...['forgetUser', 'deleteUserData', 'waitUntil', 'maxEvents', 'get', 'set', 'throwOnErrors'],
  ...['url', 'method', 'headers', 'body', 'values', 'field'],
);
const anything = fc.oneof(
  fc.anything(),
  fc.dictionary(members, fc.oneof(fc.anything(), fc.dictionary(members, fc.anything()))),
  fc.dictionary(members, fc.jsonValue()).map((value) => JSON.stringify(value)),
  fc.constantFrom(undefined, null, 0, '', Number.NaN, 1n, Symbol('x'), new Date(Number.NaN), () => {}),
  fc.constant(new Request('https://app.example/', { method: 'POST', body: 'x' })),
);

describe.each(Object.entries(webhooks))('%s', (_, call) => {
  it('says in our words what is wrong with any input, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { maxLength: 2 }), async (args) => {
        try {
          await Reflect.apply(call, undefined, args);
        } catch (error) {
          if (
            !isThreadsError(error) ||
            !/^(?:INVALID_INPUT|REQUEST_INVALID|PAYLOAD_INVALID)$/.test(error.code)
          )
            throw error;
          expect(error.message).not.toMatch(/Invalid \w+:|Expected|[Rr]eceived|undefined|\[object/);
          if (error.code === 'INVALID_INPUT') expect(error.issues.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });
});
