import { describe, expect, it } from 'vitest';
import { tableMarkdown, tableText } from '../src/table.ts';

const table = {
  title: 'Bread',
  columns: ['kind', 'g'],
  rows: [
    ['rye', '750'],
    ['a | b', '5'],
  ],
  notes: ['Weighed once.'],
};

describe('a table', () => {
  it('is aligned on a terminal', () => {
    expect(tableText(table).split('\n')).toEqual([
      'Bread',
      '  kind     g',
      '  rye    750',
      '  a | b    5',
      'Weighed once.',
    ]);
  });

  it('is Markdown on a page, where a bar in a cell does not end it', () => {
    expect(tableMarkdown(table).split('\n')).toEqual([
      '## Bread',
      '',
      'Weighed once.',
      '',
      '| kind | g |',
      '| --- | --: |',
      '| rye | 750 |',
      String.raw`| a \| b | 5 |`,
    ]);
  });
});
