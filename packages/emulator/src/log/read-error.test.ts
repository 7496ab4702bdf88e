import { describe, expect, it } from 'vitest';
import { readError } from './read-error.ts';

describe('the error of an answer', () => {
  it.each([
    [
      '{"error":{"message":"No","type":"OAuthException","code":24,"error_subcode":4279009}}',
      { code: 24, subcode: 4279009, message: 'No' },
    ],
    ['{"error_type":"OAuthException","code":400,"error_message":"No"}', { code: 400, message: 'No' }],
    ['{"error_message":"URL Blocked","error_code":1349168}', { code: 1349168, message: 'URL Blocked' }],
    ['{"error":null}', undefined],
    ['{"error":{"message":"cut o', undefined],
    ['{"data":{"error":{"code":190,"message":"nested"}}}', undefined],
    ['<h1>Bad Gateway</h1>', undefined],
  ])('is read from %s', (text, error) => {
    expect(readError(text)).toEqual(error);
  });
});
