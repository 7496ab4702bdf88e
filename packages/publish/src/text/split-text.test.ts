import { InvalidInputError } from '@threads-sdk/errors';
import { describe, expect, it } from 'vitest';
// @boundaries-ignore a tool of tests has one home
import { isInProportion } from '../../../errors/test/in-proportion.ts';
import { findLinks, splitText } from '../index.ts';

const sentence = 'We were up before the city and had the temple for ourselves. '; // 61 bytes
const word = 'temple '; // 7 bytes

describe('splitText', () => {
  it('leaves a text that fits as it is, without a number', () => {
    expect(splitText(' A short one\n', { numbering: true })).toEqual([' A short one\n']);
    expect(splitText('a'.repeat(500))).toEqual(['a'.repeat(500)]);
  });

  it.each([
    ['paragraphs', `${sentence.repeat(5)}\n\n${sentence.repeat(5)}`, `${sentence.repeat(5)}\n\n`],
    [
      'sentences, if a paragraph would leave most of a part empty',
      `Hi,\n\n${sentence.repeat(10)}`,
      `Hi,\n\n${sentence.repeat(8)}`,
    ],
    ['sentences', sentence.repeat(10), sentence.repeat(8)],
    ['lines', `${word.repeat(50)}\n${word.repeat(50)}`, `${word.repeat(50)}\n`],
    ['words', word.repeat(100), word.repeat(71)],
    [
      'words, if a sentence would leave most of a part empty',
      `Hi! ${word.repeat(100)}`,
      `Hi! ${word.repeat(70)}`,
    ],
    ['a long word and what is before it', `see ${'a'.repeat(450)}${'b'.repeat(50)}`, 'see '],
    ['graphemes of a word that is too long', 'a'.repeat(501), 'a'.repeat(500)],
    ['graphemes made of several characters', '👩‍👩‍👧'.repeat(30), '👩‍👩‍👧'.repeat(27)],
    ['flags', '🇯🇵'.repeat(63), '🇯🇵'.repeat(62)],
    ['the first letters of four bytes', '\u{10000}'.repeat(126), '\u{10000}'.repeat(125)],
    [
      'Chinese words, not before a comma',
      `${'a'.repeat(15)}${'我们去公园，'.repeat(30)}`,
      `${'a'.repeat(15)}${'我们去公园，'.repeat(26)}我们去`,
    ],
    ['Thai words', 'สวัสดี'.repeat(40), 'สวัสดี'.repeat(27)],
  ])('cuts between %s', (_what, text, first) => {
    const parts = splitText(text);
    expect(parts[0]).toBe(first);
    expect(parts.join('')).toBe(text);
  });

  it('counts the stricter way: in bytes', () => {
    expect(splitText(`${'’'.repeat(3)}${'a'.repeat(495)}`)).toHaveLength(2);
  });

  it.each([
    ['a link', `https://example.com/${'x'.repeat(100)}`],
    ['a link that is followed by letters of another script', 'https://example.com/京都'],
    ['a link without a scheme', 'www.example.com/kyoto?day=3&view=(garden)#top'],
    ['a domain', 'example.com/kyoto-in-three-days'],
    ['an e-mail address', 'mika+kyoto@mail.example.com'],
    ['a mention', '@mika.in_kyoto'],
    ['a tag', '#three-days/in-kyoto'],
    ['tags without a space', '#kyoto#japan'],
  ])('keeps %s whole', (_what, kept) => {
    for (let length = 500 - bytesOf(kept); length < 500; length += 1) {
      const parts = splitText(`${'a'.repeat(length)} ${kept} and more`);
      expect(parts.filter((part) => part.includes(kept))).toHaveLength(1);
    }
  });

  it('ends a part after a single character before a link that fills the next one', () => {
    const link = `https://example.com/${'a'.repeat(480)}`;
    expect(splitText(`(${link}`)).toEqual(['(', link]);
  });

  it('puts at most five different links into a part', () => {
    const links = Array.from({ length: 7 }, (_, i) => `https://example.com/${i} `);
    expect(splitText(links.join(''))).toEqual([links.slice(0, 5).join(''), links.slice(5).join('')]);
    for (const between of ['と', ',', ';', '|']) {
      const [first = ''] = splitText(links.map((link) => link.trim()).join(between));
      expect(findLinks(first)).toHaveLength(5);
    }
    expect(splitText('https://example.com '.repeat(20))).toHaveLength(1);
    expect(splitText('a.co b.co c.co d.co e.co (a.co). f.co')).toEqual([
      'a.co b.co c.co d.co e.co (a.co). ',
      'f.co',
    ]);
  });

  it('numbers the parts within the limit, whatever the numbers take', () => {
    for (const [length, total] of [
      [992, 2],
      [993, 3],
      [4464, 9],
      [4465, 10],
      [50_000, 102],
    ] as const) {
      const parts = splitText('a'.repeat(length), { numbering: true });
      expect(parts).toHaveLength(total);
      for (const [i, part] of parts.entries()) {
        expect(part).toMatch(new RegExp(`^a+\n${i + 1}/${total}$`));
        expect(part.length).toBeLessThanOrEqual(500);
      }
    }
  });

  it('makes no part of white space only', () => {
    expect(splitText(`${'a'.repeat(500)}\n\n`)).toEqual(['a'.repeat(499), 'a\n\n']);
    expect(splitText(`a${' '.repeat(700)}b`)).toEqual([`a${' '.repeat(499)}`, `${' '.repeat(201)}b`]);
    expect(splitText(`${'word '.repeat(99)}end  \n  \n`)).toEqual(['word '.repeat(99), 'end  \n  \n']);
  });

  it.each([
    ['an empty text', '', [/needs more than white space/]],
    ['only white space', ' \n ', [/needs more than white space/]],
    ['more white space than a part takes', `a${' '.repeat(1200)}b`, [/white space before position 1201/]],
    [
      'all links that are too long',
      `see www.${'x'.repeat(500)} or https://${'y'.repeat(500)}`,
      [/link "www\.x{56}…" of 504 bytes/, /link "https:\/\/y/],
    ],
    [
      'a link that leaves no room for the end',
      `https://example.com/${'x'.repeat(479)}\n\n`,
      [/of 499 bytes, with the white space around it/],
    ],
    ['a letter with hundreds of accents', `a${'\u0301'.repeat(300)} b`, [/the character at position 0/]],
    [
      'too much white space at the end',
      `b a${' '.repeat(600)}`,
      [/the character at position 2, with the white space/],
    ],
  ])('refuses %s and says why', (_what, text, reasons) => {
    const error = refusalOf(() => splitText(text));
    expect(error.issues).toEqual(
      reasons.map((reason) => ({ path: 'text', message: expect.stringMatching(reason) })),
    );
  });

  it('refuses a link that fits only without the number', () => {
    const text = `https://example.com/${'x'.repeat(480)} and more`;
    expect(splitText(text)).toHaveLength(2);
    expect(refusalOf(() => splitText(text, { numbering: true })).message).toContain('a part of 496 bytes');
  });

  it('takes a link of letters without an end for its ASCII, rather than refuse it', () => {
    const parts = splitText(`https://example.com/${'京都'.repeat(200)}`);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts[0]).toContain('https://example.com/');
  });

  it.each(['The gate. ', '我们去公园，', 'a', '#', '@a', 'a.', '#a', 'a-', '👩‍👩‍👧', '(', 'https://x.co/a '])(
    'takes time in proportion to the length of a text of %j',
    (unit) => {
      const textOf = (bytes: number): string => unit.repeat(bytes / bytesOf(unit));
      expect(splitText(textOf(100_000)).join('')).toBe(textOf(100_000));
      expect(isInProportion((bytes) => splitText(textOf(bytes)), 25_000)).toBe(true);
    },
  );
});

function refusalOf(call: () => unknown): InvalidInputError {
  try {
    call();
  } catch (error) {
    if (error instanceof InvalidInputError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
