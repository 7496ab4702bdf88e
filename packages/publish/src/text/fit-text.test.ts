import { InvalidInputError } from '@threads-sdk/errors';
import { describe, expect, it } from 'vitest';
// @boundaries-ignore a tool of tests has one home
import { isInProportion } from '../../../errors/test/in-proportion.ts';
import { fitText } from '../index.ts';

const sentence = 'We were up before the city and had the temple for ourselves. '; // 61 bytes
const link = 'https://example.com/kyoto'; // 25 bytes
const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

describe('fitText', () => {
  it('leaves a text that fits as it is, but for white space at its end', () => {
    expect(fitText(' Three days\n\nin Kyoto \n')).toBe(' Three days\n\nin Kyoto');
    expect(fitText('a'.repeat(500))).toBe('a'.repeat(500));
    expect(fitText(`${'a'.repeat(474)} ${link}`)).toBe(`${'a'.repeat(474)} ${link}`);
    expect(fitText(`${'a'.repeat(500)}\n\n`)).toBe('a'.repeat(500));
  });

  it.each([
    ['words', 'temple '.repeat(100), `${'temple '.repeat(69)}temple…`],
    ['words, without the comma after one', 'tea, '.repeat(120), `${'tea, '.repeat(98)}tea…`],
    [
      'words, though a sentence ends before',
      `Hi. ${'temple '.repeat(100)}`,
      `Hi. ${'temple '.repeat(69)}temple…`,
    ],
    [
      'a link and the ellipsis',
      `${'a'.repeat(440)} ${link} ${'b'.repeat(90)}`,
      `${'a'.repeat(440)} ${link} …`,
    ],
    [
      'a mention and the ellipsis',
      `${'a'.repeat(440)} @mika ${'b'.repeat(90)}`,
      `${'a'.repeat(440)} @mika …`,
    ],
    ['a tag and the ellipsis', `${'a'.repeat(440)} #kyoto ${'b'.repeat(90)}`, `${'a'.repeat(440)} #kyoto …`],
    ['graphemes of a word that is too long', 'a'.repeat(501), `${'a'.repeat(496)}…`],
    ['the graphemes of a long word after short ones', `see ${'a'.repeat(600)}`, `see ${'a'.repeat(492)}…`],
    ['graphemes made of several characters', '👩‍👩‍👧'.repeat(30), `${'👩‍👩‍👧'.repeat(27)}…`],
    ['flags', '🇯🇵'.repeat(63), `${'🇯🇵'.repeat(62)}…`],
    ['Chinese words', '我们去公园'.repeat(40), `${'我们去公园'.repeat(33)}…`],
    ['commas, where there is nothing else', ','.repeat(600), `${','.repeat(496)}…`],
  ])('cuts between %s', (_what, text, fitted) => {
    expect(fitText(text)).toBe(fitted);
  });

  it.each([
    ['a link', 'https://example.com/three-days-in-kyoto'],
    ['a mention', '@mika.in_kyoto'],
    ['a tag', '#three-days/in-kyoto'],
    ['an e-mail address', 'mika+kyoto@mail.example.com'],
  ])('leaves %s whole or out, wherever it stands', (_what, kept) => {
    for (let length = 497 - bytesOf(kept); length < 500; length += 1) {
      const fitted = fitText(`${'a'.repeat(length)} ${kept} and so much more`);
      expect(fitted.replace(kept, '')).toMatch(/^a+(?: {2})?…$/);
    }
  });

  it('keeps the link at the end, and cuts what is before it', () => {
    const fitted = fitText(`${sentence.repeat(10)}\n\n(${link}).`);
    expect(fitted).toMatch(/^We were .*…\nhttps:\/\/example\.com\/kyoto$/s);
    expect(bytesOf(fitted)).toBeGreaterThan(480);
    expect(fitText(`${sentence.repeat(10)}${link}`).endsWith(`… ${link}`)).toBe(true);
  });

  it('puts a given link at the end, on a line of its own, unless it stands there', () => {
    expect(fitText('Three days in Kyoto', { link })).toBe(`Three days in Kyoto\n${link}`);
    expect(fitText(`Three days in Kyoto: ${link}`, { link })).toBe(`Three days in Kyoto: ${link}`);
    expect(fitText(' ', { link })).toBe(link);
    expect(fitText(sentence.repeat(10), { link }).endsWith(`…\n${link}`)).toBe(true);
    const long = `https://example.com/${'京都'.repeat(78)}`; // 488 bytes, and no ASCII at its end
    expect(fitText(sentence.repeat(10), { link: long })).toMatch(
      /^We were…\nhttps:\/\/example\.com\/(京都)+$/,
    );
  });

  it('leaves the text out if the link leaves no room for it', () => {
    const long = `https://example.com/${'x'.repeat(478)}`;
    expect(fitText('Kyoto', { link: long })).toBe(long);
  });

  it('keeps at most five different links, the one at the end among them', () => {
    const links = Array.from({ length: 7 }, (_, i) => `https://example.com/${i}`);
    expect(fitText(links.join(' '))).toBe([...links.slice(0, 4), '…', links[6]].join(' '));
    expect(fitText(`${links.join(' ')} and tea`)).toBe([...links.slice(0, 5), '…'].join(' '));
    expect(fitText(`${link} `.repeat(9).trim())).toBe(`${link} `.repeat(9).trim());
  });

  it.each([
    ['only white space', ' \n', {}, [/needs more than white space/]],
    ['what is no link', 'Kyoto', { link: 'kyoto' }, [/must be a single link/]],
    ['two links', 'Kyoto', { link: `${link} ${link}` }, [/must be a single link/]],
    [
      'a link that is too long',
      'Kyoto',
      { link: `https://${'x'.repeat(500)}` },
      [/link "https:\/\/x+…" of 508 bytes/],
    ],
    [
      'a link at the end that is too long',
      `Kyoto https://${'x'.repeat(500)}`,
      {},
      [/of 508 bytes does not fit/],
    ],
    [
      'a link at the beginning that is too long',
      `https://${'x'.repeat(500)} Kyoto`,
      {},
      [/link "https:.*of 508 bytes/],
    ],
    ['a letter with hundreds of accents', `a${'\u0301'.repeat(300)} b`, {}, [/the character at position 0/]],
  ])('refuses %s and says why', (_what, text, options, reasons) => {
    const messages = issuesOf(() => fitText(text, options));
    expect(messages).toEqual(reasons.map((reason) => expect.stringMatching(reason)));
  });

  it.each(['The gate. ', '我们去公园，', 'a', '#', '@a', 'a.', '👩‍👩‍👧', '(', 'https://x.co/a ', ' '])(
    'takes time in proportion to the length of a text of %j',
    (unit) => {
      const fit = (bytes: number): string => fitText(`a ${unit.repeat(bytes / bytesOf(unit))} b`);
      expect(bytesOf(fit(300_000))).toBeLessThanOrEqual(500);
      expect(isInProportion(fit, 25_000)).toBe(true);
    },
  );
});

function issuesOf(call: () => unknown): readonly string[] {
  try {
    call();
  } catch (error) {
    if (error instanceof InvalidInputError) return error.issues.map(({ message }) => message);
    throw error;
  }
  throw new Error('Nothing was refused.');
}
