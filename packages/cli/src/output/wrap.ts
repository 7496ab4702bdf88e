import stringWidth from 'string-width';
import { printable } from './printable.ts';

/**
 * Lays a text of somebody out in lines that are not wider than so many columns of a terminal, each behind an indent. Words that
 * are too long are cut.
 */
export function wrap(text: string, width: number, indent = ''): string {
  const room = Math.max(10, width - indent.length);
  return printable(text, 'lines')
    .split('\n')
    .flatMap((line) => wrapLine(line, room))
    .map((line) => `${indent}${line}`.trimEnd())
    .join('\n');
}

function wrapLine(line: string, room: number): readonly string[] {
  if (stringWidth(line) <= room) return [line];
  const lines: string[] = [];
  let current = '';
  let width = 0;
  const add = (piece: string, wide: number): void => {
    if (width > 0 && width + wide > room) {
      lines.push(current);
      current = '';
      width = 0;
      if (piece === ' ') return;
    }
    current += piece;
    width += wide;
  };
  for (const word of line.split(/(?<= )|(?= )/)) {
    const wide = stringWidth(word);
    if (wide <= room) add(word, wide);
    else for (const { segment } of graphemes.segment(word)) add(segment, stringWidth(segment));
  }
  return [...lines, current];
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
