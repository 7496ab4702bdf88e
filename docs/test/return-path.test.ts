import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { returnPath } from '../examples/login/return-path.ts';

const site = 'https://app.example';

describe('the path to return to', () => {
  it.each(['/', '/posts/1?sort=new&page=2', '/caf%C3%A9', '/a//b'])('may be %s', (path) => {
    expect(returnPath(path)).toBe(path);
  });

  it.each([
    '//elsewhere.example',
    '/\\elsewhere.example',
    '/\t/elsewhere.example',
    'https://elsewhere.example',
    'a',
    '',
  ])('is the start page in place of %j', (text) => {
    expect(returnPath(text)).toBe('/');
  });

  it('never leads to another site, and can stand in a cookie, whatever the link said', () => {
    const pieces = fc.constantFrom(
      '/',
      '\\',
      '.',
      '\t',
      '\n',
      ':',
      '@',
      '#',
      '?',
      ';',
      ' ',
      'a',
      'https:',
      'b.example',
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(pieces).map((list) => `/${list.join('')}`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const path = returnPath(text);
        expect(new URL(path, site).origin).toBe(site);
        expect(path).toMatch(/^\/[^\s",;\\]*$/);
      }),
      { numRuns: 500 },
    );
  });
});
