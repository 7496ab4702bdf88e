import { describe, expect, it } from 'vitest';
import { findLinks } from './find-links.ts';

describe('findLinks', () => {
  it.each([
    ['nothing in plain words', 'Three days in Kyoto, 3.5 hours each, e.g. tea... and 10.000 steps', []],
    ['an address', 'See https://example.com/kyoto?day=3#top now', ['https://example.com/kyoto?day=3#top']],
    ['an address in capitals', 'HTTPS://EXAMPLE.COM/A', ['HTTPS://EXAMPLE.COM/A']],
    [
      'addresses without a scheme',
      'www.example.com and example.com/kyoto',
      ['www.example.com', 'example.com/kyoto'],
    ],
    ['a repeated link once', 'a.example a.example, A.example.', ['a.example', 'A.example']],
    [
      'a link without the stop after it',
      'https://example.com/a. https://example.com/a!',
      ['https://example.com/a'],
    ],
    ['a link without the brackets around it', '(https://example.com/a)', ['https://example.com/a']],
    ['a link with brackets of its own', 'https://example.com/a_(b)', ['https://example.com/a_(b)']],
    ['a link amid Chinese', '请看https://example.com/路径，谢谢', ['https://example.com/路径']],
    [
      'a link in quotes',
      '„https://example.com/a“ «www.example.com»',
      ['https://example.com/a', 'www.example.com'],
    ],
    ['no domain of an e-mail address', 'mika@example.com', []],
  ])('finds %s', (_what, text, links) => {
    expect(findLinks(text)).toEqual(links);
  });
});
