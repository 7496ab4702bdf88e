import { stripVTControlCharacters } from 'node:util';

/**
 * Makes a text safe for a terminal: what others write into posts could else move its cursor, change its title, or turn around
 * what stands beside it.
 *
 * @param shape `line`: on one line, line breaks become spaces; `lines`: line breaks stay
 */
export function printable(value: string, shape: 'line' | 'lines' = 'line'): string {
  const plain = stripVTControlCharacters(value).replace(/\r\n?/g, '\n');
  const flat = shape === 'line' ? plain.replace(/\s*\n\s*/g, ' ') : plain;
  return (
    flat
      .replace(/\t/g, ' ')
      // Control characters but the line break, and those that change the direction of all that follows.
      .replace(/[^\n\P{Cc}]|[\u{202A}-\u{202E}\u{2066}-\u{2069}]/gu, '')
  );
}
