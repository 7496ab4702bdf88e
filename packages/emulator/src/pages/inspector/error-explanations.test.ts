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

it('says nothing about numbers that it does not know', () => {
  expect(explainError({ code: 99_999, message: '' })).toBeUndefined();
});
