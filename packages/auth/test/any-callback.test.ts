import { inspect } from 'node:util';
import { completeAuthorization } from '@threads-sdk/auth';
import { isThreadsError, type ThreadsErrorCode } from '@threads-sdk/errors';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createApp } from './create-app.ts';

const state = 'canary-state_43';
const scopes = ['threads_basic'];

const piece = fc.oneof(
  fc.constantFrom(
    'code',
    'state',
    'error',
    'error_code',
    'error_description',
    'access_denied',
    'acceess_denied',
  ),
  fc.constantFrom(
    '?',
    '&',
    '=',
    '#',
    '#_',
    '%',
    '%2',
    '%00',
    '%23_',
    '+',
    '/',
    '//',
    '\\',
    ':',
    '@',
    '[',
    '{',
    '"',
  ),
  fc.constantFrom(
    state,
    encodeURIComponent(state),
    'AQ-canary-code',
    'https://app.example/callback',
    'javascript:',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const likely = fc
  .array(
    fc.tuple(
      fc.constantFrom('code', 'state', 'state', 'error', 'error_code', 'x'),
      fc.oneof(fc.constant(state), piece),
    ),
    { maxLength: 5 },
  )
  .map((pairs) => `https://app.example/callback?${pairs.map((pair) => pair.join('=')).join('&')}`);
const pasted = fc.json().map((text) => text.replace(/^\{/, '{"error_code":1349168,'));
const right = `https://app.example/callback?state=${state}`;
const nearlyRight = fc
  .tuple(
    fc.constantFrom('', '&code=AQ', '&code=', '&code=A&code=B', '&error=access_denied', '&error=x'),
    piece,
  )
  .map(([rest, tail]) => `${right}${rest}${tail}`);
const anyCallback = fc.oneof(
  fc.constantFrom('', right, `${right}&code=AQ`, `${right}&error=access_denied`, `${right}&error=x`),
  nearlyRight,
  fc.string({ unit: 'binary' }),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
  likely,
  pasted,
);

it('no callback does anything but log in or throw a typed error, without a secret in it', async () => {
  const { emulator, app } = createApp();
  const seen = new Set<ThreadsErrorCode>();
  await fc.assert(
    fc.asyncProperty(anyCallback, async (callbackUrl) => {
      const before = emulator.requests.length;
      const error: unknown = await completeAuthorization(app, { callbackUrl, state, scopes }).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (error === undefined) return;
      if (!isThreadsError(error)) throw new Error('not a typed error', { cause: error });
      seen.add(error.code);
      expect(error.remedy).not.toBe('');
      const shown = [inspect(error, { depth: 9, showHidden: true }), JSON.stringify(error), error.stack];
      expect(shown.join()).not.toContain(state);
      expect(shown.join()).not.toContain(app.clientSecret);
      // Only a code that came with the right state is ever sent, and the emulator knows none of these.
      const wasSent = emulator.requests.length > before;
      expect(wasSent).toBe(error.code === 'CODE_REJECTED');
    }),
    { numRuns: 1500 },
  );
  expect([...seen].sort()).toEqual([
    'AUTHORIZATION_CALLBACK_INVALID',
    'AUTHORIZATION_DENIED',
    'AUTHORIZATION_FAILED',
    'AUTHORIZATION_STATE_MISMATCH',
    'CODE_REJECTED',
    'INVALID_INPUT',
  ]);
});
