import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText } from './cut-text.ts';
import { findLinks } from './text-links.ts';

function linksOf(text: string): readonly (readonly [string, string])[] {
  return cutText(text, findLinks(text)).flatMap(({ text: piece, ranges: [link] }) =>
    link === undefined ? [] : [[piece, link.href] as const],
  );
}

describe('links in a text', () => {
  it.each([
    [
      'an address',
      'at https://example.com/a?b=c#d now',
      [['https://example.com/a?b=c#d', 'https://example.com/a?b=c#d']],
    ],
    ['an address without a scheme', 'see www.example.com', [['www.example.com', 'https://www.example.com/']]],
    [
      'an address at the end of a sentence',
      '(https://example.com/a).',
      [['https://example.com/a', 'https://example.com/a']],
    ],
    ['a mention', 'thanks @bob.b!', [['@bob.b', '/@bob.b']]],
    ['no mail address', 'write to bob@example.com', []],
    ['no script', 'javascript:alert(1) data:text/html,x vbscript:x', []],
    ['no address that is none', 'https://[', []],
    [
      'nothing behind a quotation mark',
      'https://example.com/"onclick=x',
      [['https://example.com/', 'https://example.com/']],
    ],
  ])('are found for %s', (_, text, expected) => {
    expect(linksOf(text)).toEqual(expected);
  });

  it('lead to the web or to a profile, whatever the text', () => {
    const hostile = fc.array(
      fc.oneof(
        fc.constantFrom('https://', 'http:', 'javascript:', 'www.', '@', '"', '<', ' ', '//', '\n', ':', 'x'),
        fc.string(),
      ),
    );
    fc.assert(
      fc.property(hostile, (parts) => {
        for (const { href } of findLinks(parts.join(''))) expect(href).toMatch(/^(?:https?:\/\/|\/@)/);
      }),
    );
  });
});
