import { describe, expect, it } from 'vitest';
// @boundaries-ignore a tool of tests has one home
import { isInProportion } from '../../../errors/test/in-proportion.ts';
import { findLinks } from '../index.ts';

describe('findLinks', () => {
  it.each([
    ['nothing in plain words', 'Three days in Kyoto, 3.5 hours each, e.g. tea... and 10.000 steps', []],
    ['an address', 'See https://example.com/kyoto?day=3#top now', ['https://example.com/kyoto?day=3#top']],
    ...[',', ';', '|'].map((between): [string, string, string[]] => [
      `addresses with ${between} between them`,
      ['https://a.example', 'https://b.example/c', 'HTTP://d.example'].join(between),
      ['https://a.example', 'https://b.example/c', 'HTTP://d.example'],
    ]),
    [
      'addresses with letters between them that may belong to them',
      'https://a.example/とhttps://b.example',
      ['https://a.example/と', 'https://b.example'],
    ],
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
    [
      'a link with brackets of its own, in brackets',
      '(https://example.com/a_(b))',
      ['https://example.com/a_(b)'],
    ],
    ['no domain of an e-mail address', 'mika@example.com and mika.in.kyoto@example.com', []],
    ['a domain with accents', 'münchen.de/straße', ['münchen.de/straße']],
    ['domains in other letters', 'сайт.рф ελλάδα.ελ भारत.भारत', ['сайт.рф', 'ελλάδα.ελ', 'भारत.भारत']],
    ['a domain in Punycode', 'xn--80aswg.xn--p1ai', ['xn--80aswg.xn--p1ai']],
    ['a domain with an underscore', 'tea_house.example.com', ['tea_house.example.com']],
    ['a domain that a word goes on from', 'example.com-like', ['example.com']],
    ['a domain amid Chinese', '请看example.com谢谢', ['example.com']],
    ['a domain amid Korean', '서울example.com에서', ['example.com']],
    ['no names of files with digits at their end', 'walk.mp4', []],
  ])('finds %s', (_what, text, links) => {
    expect(findLinks(text)).toEqual(links);
  });

  it.each([')', '(', 'a.', 'é.', 'a', '-', '_', 'https://', 'a.co '])(
    'takes time in proportion to the length of a text of %j',
    (unit) => {
      for (const begin of ['https://example.com/', 'https://example.com/ ', 'example.com ']) {
        const find = (length: number): readonly string[] =>
          findLinks(begin + unit.repeat(length / unit.length));
        expect(find(100)).not.toEqual([]);
        expect(isInProportion(find, 25_000)).toBe(true);
      }
    },
  );
});
