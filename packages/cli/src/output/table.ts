import stringWidth from 'string-width';
import type { Output } from '../context.ts';
import { printable } from './printable.ts';
import { styled } from './styled.ts';

/** A column of a table. */
export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string | number | undefined;
  /** Which column gives way where the terminal is too narrow; the others keep their width. */
  readonly shrinks?: boolean;
  /** Numbers stand at the right. */
  readonly align?: 'right';
}

/** The least that is left of a column that gives way. */
const least = 10;
const gap = 2;

/**
 * Lays rows out in columns for people. On a terminal a line is never longer than it is wide, unless what cannot shrink is
 * wider; in a pipe nothing is cut.
 */
export function table<Row>(output: Output, columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = rows.map((row) => columns.map(({ value }) => printable(String(value(row) ?? ''))));
  const natural = columns.map(({ title }, index) =>
    Math.max(...[title, ...cells.map((line) => line[index] ?? '')].map((cell) => stringWidth(cell))),
  );
  const widths = fit(columns, natural, output.width);
  const line = (texts: readonly string[]): string =>
    columns
      .map(({ align }, index) => pad(cut(texts[index] ?? '', widths[index] ?? 0), widths[index] ?? 0, align))
      .join(' '.repeat(gap))
      .trimEnd();
  const head = styled(output, 'bold', line(columns.map(({ title }) => title)));
  return `${[head, ...cells.map(line)].join('\n')}\n`;
}

/** The widths of the columns: those that give way share what the others leave. */
function fit<Row>(columns: readonly Column<Row>[], natural: readonly number[], width: number): number[] {
  const total = natural.reduce((sum, each) => sum + each, gap * (columns.length - 1));
  if (total <= width) return [...natural];
  // What is narrow anyway keeps its width.
  const gives = natural.map((each, index) => columns[index]?.shrinks === true && each > least);
  const wide = natural.reduce((sum, each, index) => sum + (gives[index] ? each : 0), 0);
  const left = width - (total - wide);
  return natural.map((each, index) =>
    gives[index] ? Math.max(least, Math.floor((each / wide) * left)) : each,
  );
}

/** Cuts a text to so many columns of the terminal, never through a character of several code points. */
export function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let taken = '';
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    if (stringWidth(taken + segment) > width - 1) break;
    taken += segment;
  }
  return `${taken}…`;
}

function pad(text: string, width: number, align: 'right' | undefined): string {
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return align === 'right' ? space + text : text + space;
}
