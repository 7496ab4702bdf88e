import { expect, it } from 'vitest';
import { explainError } from './error-explanations.ts';

it.each([
  ['the subcode first', { code: 24, subcode: 4279009, message: '' }, /not ready/],
  ['the code where the subcode is unknown', { code: 190, subcode: 467, message: '' }, /no token/],
  ['one code in two ways', { code: 1, subcode: 2207052, message: '' }, /could not fetch/],
  [
    'a name rather than numbers',
    { code: 100, message: 'THREADS_API__LINK_LIMIT_EXCEEDED' },
    /more than 5 different links/,
  ],
  [
    'a name that it does not know by its numbers',
    { code: 100, message: 'THREADS_API__constructor' },
    /parameter/,
  ],
  ['a range', { code: 210, message: '' }, /lacks a permission/],
  ['the throttling of the Graph', { code: 613, message: '' }, /Too many calls/],
])('explains %s', (_, error, meaning) => {
  expect(explainError(error)?.meaning).toMatch(meaning);
  expect(explainError(error)?.remedy).not.toBe('');
});

it.each([
  [-1, 4_279_047, /No link card/],
  [1, 2_207_052, /could not fetch/],
  [1, undefined, /does not say what/],
  [2, undefined, /out of order/],
  [4, 2_207_051, /blocked to protect/],
  [4, undefined, /limit is used up/],
  [10, 4_279_067, /not reviewed/],
  [10, undefined, /lacks a permission/],
  [24, 4_279_009, /not ready/],
  [100, 10, /granted nothing/],
  [100, 33, /names nothing/],
  [100, 4_279_004, /children/],
  [100, 4_279_030, /code cannot be exchanged/],
  [100, undefined, /parameter or a field/],
  [101, undefined, /Client id and secret/],
  [102, undefined, /session is not valid/],
  [190, 463, /has expired/],
  [190, undefined, /There is no token/],
  [368, undefined, /blocked for a while/],
  [400, undefined, /authorization code is not known/],
  [452, 4_279_019, /long-lived already/],
  [506, undefined, /posted just before/],
  [2500, undefined, /path or the list/],
  [1_349_026, undefined, /no app with this client_id/],
  [1_349_168, undefined, /redirect_uri/],
  [4_476_002, undefined, /without a client_id/],
])('explains %s with subcode %s', (code, subcode, meaning) => {
  expect(explainError({ code, ...(subcode && { subcode }), message: '' })?.meaning).toMatch(meaning);
});

it.each([
  ['THREADS_API__FEATURE_NOT_AVAILABLE', /may not use the feature/],
  ['THREADS_API__GEO_GATING_INVALID_COUNTRY_CODES', /countries/],
])('explains %s', (message, meaning) => {
  expect(explainError({ code: 100, message })?.meaning).toMatch(meaning);
});

it('says nothing about numbers that it does not know', () => {
  expect(explainError({ code: 99_999, message: '' })).toBeUndefined();
});
