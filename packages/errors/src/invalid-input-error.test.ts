import { expect, it } from 'vitest';
import { InvalidInputError, isThreadsError } from './index.ts';

const error = new InvalidInputError('publish', [
  { path: 'media[2].altText', message: 'must be a string' },
  { path: '', message: 'needs a text or media' },
]);

it('names the call and every fault in its message', () => {
  expect(error.message).toBe(
    'publish: invalid input. media[2].altText: must be a string; needs a text or media',
  );
  expect(error.call).toBe('publish');
  expect(error.issues).toHaveLength(2);
});

it('has a remedy of its own unless another is given', () => {
  expect(error.remedy).toContain('Nothing was sent');
  expect(new InvalidInputError('x', error.issues, { remedy: 'Ask Meta.' }).remedy).toBe('Ask Meta.');
});

it('is recognised by its code', () => {
  expect(error.name).toBe('InvalidInputError');
  expect(error.code).toBe('INVALID_INPUT');
  expect(isThreadsError(error)).toBe(true);
});
