import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitText } from '../src/index.ts';

const scripts: Readonly<Record<string, readonly string[]>> = {
  Latin: ['gate', 'don’t', 'Straße', 'e\u0301te\u0301', 'a', 'Incomprehensibilities', '3.14', '(garden)'],
  Cyrillic: ['ворота', 'сад', 'й', 'и\u0306', 'достопримечательность', '«чай»'],
  Greek: ['κήπος', 'πύλη', 'ἀ\u0345ρχή', 'και', 'τσάι;'],
  Arabic: ['بوابة', 'حَدِيقَة', 'شاي', 'و', 'مدينة،'],
  Hebrew: ['שער', 'גַּן', 'תה', 'ו', '״ירושלים״'],
  Devanagari: ['द्वार', 'क्षत्रिय', 'बगीचा', 'चाय', 'नमस्ते।'],
  Thai: ['ประตู', 'สวนสวย', 'น้ำชา', 'ที่', 'กรุงเทพมหานคร'],
  Chinese: ['大门', '花园', '茶', '我们去公园吧', '今天天气很好，', '《红楼梦》', '𠮷'],
  Japanese: ['門', 'お茶', '京都の朝', 'コーヒー', 'か\u3099', '「静か」'],
  Korean: ['대문', '정원', '차', '\u1112\u1161\u11ab\u1100\u1173\u11af', '안녕하세요'],
};
const pictures = [
  '👩‍👩‍👧',
  '🇯🇵',
  '🇯🇵🇫🇷🇧🇷',
  '1️⃣',
  '🙂',
  '👍🏽',
  '❤️',
  '🏴󠁧󠁢󠁳󠁣󠁴󠁿',
  'z\u0335\u0321\u0322\u0489',
  '\u200b',
  '\ud83d',
];
const joints = [
  ' ',
  ' ',
  ' ',
  '. ',
  '! ',
  '\n',
  '\n\n',
  ' \n \n ',
  '',
  '',
  '。',
  ', ',
  '  ',
  '\u00a0',
  '\u3000',
];
const wide = ' '.repeat(240);
const gaps = [' ', '\n', ' \n\n'];

/** A piece of a text, and whether it is a link, a mention or a tag. */
type Piece = readonly [text: string, kind?: 'link' | 'word'];

function pieces(words: readonly string[]): fc.Arbitrary<Piece[]> {
  const joint = fc.constantFrom(...joints, wide);
  const gap = fc.constantFrom(...gaps);
  const word = fc.constantFrom(...words);
  const path = fc
    .array(word, { maxLength: 2 })
    .map((parts) => parts.join('-').replace(/[^\p{L}\p{M}\p{N}-]/gu, ''));
  const host = fc.constantFrom('a.co', 'example.com', 'b.example.org:8080', 'xn--e1afmkfd.example', 'c.io');
  const link = fc.oneof(
    fc
      .tuple(fc.constantFrom('https://', 'http://', 'www.'), host, path)
      .map(([scheme, at, to]) => `${scheme}${at}/${to}`),
    fc.tuple(host, fc.constantFrom('', '/', '/x?y=1&z=(2)#top')).map(([at, to]) => at + to),
    fc.integer({ min: 100, max: 460 }).map((length) => `https://example.com/${'long'.repeat(length / 4)}`),
  );
  return fc
    .array(
      fc.oneof(
        { weight: 120, arbitrary: fc.tuple(word, joint).map(([text, end]): Piece[] => [[text], [end]]) },
        {
          weight: 20,
          arbitrary: fc
            .tuple(fc.constantFrom(...pictures), joint)
            .map(([text, end]): Piece[] => [[text], [end]]),
        },
        {
          weight: 20,
          arbitrary: fc
            .tuple(gap, link, gap)
            .map(([before, text, end]): Piece[] => [[before], [text, 'link'], [end]]),
        },
        {
          weight: 10,
          arbitrary: fc
            .tuple(fc.stringMatching(/^@[a-z_][a-z0-9._]{0,28}[a-z]$/), joint)
            .map(([text, end]): Piece[] => [[text, 'word'], [end]]),
        },
        {
          weight: 10,
          arbitrary: fc
            .tuple(fc.array(word, { minLength: 1, maxLength: 3 }), joint)
            .map(([tag, end]): Piece[] => [
              [
                `#${Array.from(tag.join('_').replace(/[\s.&@!?,;:]/g, ''))
                  .slice(0, 50)
                  .join('')}`,
                'word',
              ],
              [end],
            ]),
        },
        // A run without any border, longer than a part.
        { weight: 1, arbitrary: word.map((text): Piece[] => [[text.repeat(600 / text.length)], [' ']]) },
      ),
      { minLength: 1, maxLength: 100, size: 'max' },
    )
    .map((found) => [[words[0] ?? ''], [' '], ...found.flat()]);
}

describe('splitText, judged by what its texts were made of', () => {
  it.each(Object.entries(scripts))('splits 200 texts in %s', (_script, words) => {
    let split = 0;
    fc.assert(
      fc.property(pieces(words), fc.boolean(), (text, numbering) => {
        if (judge(text, numbering) > 1) split += 1;
      }),
      { seed: 2026, numRuns: 200 },
    );
    expect(split).toBeGreaterThan(100);
  });
});

/** Throws if the parts of a text are not what they must be; returns how many there are. */
function judge(made: readonly Piece[], numbering: boolean): number {
  const text = made.map(([piece]) => piece).join('');
  const parts = splitText(text, { numbering });
  const numberOf = (i: number): string => (numbering && parts.length > 1 ? `\n${i + 1}/${parts.length}` : '');
  const contents = parts.map((part, i) => part.slice(0, part.length - numberOf(i).length));
  expect(parts).toEqual(contents.map((content, i) => content + numberOf(i)));
  expect(contents.join('')).toBe(text);
  expect(parts.filter((part) => new TextEncoder().encode(part).length > 500)).toEqual([]);
  expect(contents.filter((content) => content.trim() === '')).toEqual([]);

  const cuts: number[] = [];
  for (const content of contents.slice(0, -1)) cuts.push((cuts.at(-1) ?? 0) + content.length);
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text);
  expect(cuts.filter((cut) => graphemes.containing(cut)?.index !== cut)).toEqual([]);

  let end = 0;
  const broken: string[] = [];
  const links = contents.map(() => new Set<string>());
  for (const [piece, kind] of made) {
    const start = end;
    end += piece.length;
    if (kind === undefined) continue;
    if (cuts.some((cut) => cut > start && cut < end)) broken.push(piece);
    if (kind === 'link') links[cuts.filter((cut) => cut <= start).length]?.add(piece);
  }
  expect(broken).toEqual([]);
  expect(Math.max(...links.map(({ size }) => size))).toBeLessThanOrEqual(5);
  return parts.length;
}
