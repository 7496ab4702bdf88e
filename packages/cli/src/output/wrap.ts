import stringWidth from 'string-width';
import type { Output } from '../context.ts';

/** Breaks a text into lines that fit the terminal behind an indentation; in a pipe lines stay as they are. */
export function wrap({ width }: Pick<Output, 'width'>, text: string, indentation: string): string {
  const room = Math.max(10, width - stringWidth(indentation));
  return text
    .split('\n')
    .flatMap((line) => (stringWidth(line) <= room ? [line] : broken(line, room)))
    .map((line) => `${indentation}${line}`.trimEnd())
    .join('\n');
}

function broken(line: string, room: number): readonly string[] {
  const lines: string[] = [];
  let current = '';
  let columns = 0;
  for (const word of line.split(/(?<=\s)/)) {
    if (columns > 0 && columns + stringWidth(word.trimEnd()) > room) {
      lines.push(current.trimEnd());
      current = '';
      columns = 0;
    }
    // A word that is longer than a line is cut between characters.
    for (const { segment } of stringWidth(word.trimEnd()) > room ? graphemes(word) : [{ segment: word }]) {
      const width = stringWidth(segment);
      if (columns > 0 && columns + stringWidth(segment.trimEnd()) > room) {
        lines.push(current.trimEnd());
        current = '';
        columns = 0;
      }
      current += segment;
      columns += width;
    }
  }
  return [...lines, current.trimEnd()];
}

function graphemes(word: string): Iterable<{ readonly segment: string }> {
  return new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(word);
}
