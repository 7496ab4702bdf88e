import { describe, expect, it } from 'vitest';
// @boundaries-ignore a tool of tests has one home
import { isInProportion } from '../../errors/test/in-proportion.ts';
import { printable } from '../src/output/printable.ts';

describe('a text of others on a terminal', () => {
  it.each([
    ['\u001B[31mred\u001B[0m', 'red'],
    ['a\u001B]0;title\u0007b', 'ab'],
    ['\u001B]8;;https://x.example\u001B\\link\u001B]8;;\u001B\\', 'link'],
    ['a\u009D52;c;aGk=\u009Cb', 'ab'],
    ['a\u009B2Jb\u001B[?25l\u001BPq\u001B\\c\u001Bcd', 'abcd'],
    ['no end \u001B]0;of it', 'no end 0;of it'],
    ['\u001B[\u001B[31m31mtwice', '31mtwice'],
    ['up\rdown\r\nand\tright', 'up down and right'],
    ['\u202Eback\u2066wards\u0000\u007F', 'backwards'],
  ])('%j is shown as %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it.each(['\u001B]8;', '\u001B[', '\u001BP', '\u001B', '\u009B1;', '\u001B[1;1'])(
    'takes time in proportion to its length for many of %j',
    (begin) => {
      const print = (times: number): string => printable(begin.repeat(times));
      expect(print(100_000)).not.toContain('\u001B');
      expect(isInProportion(print, 100_000)).toBe(true);
    },
  );
});
