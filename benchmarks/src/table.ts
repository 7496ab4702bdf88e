/** What a benchmark prints: on a terminal, or on the results page. */
export interface Table {
  readonly title: string;
  /** The first column names the rows, the others hold numbers. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** How to read it. */
  readonly notes: readonly string[];
}

/** A table for the terminal. */
export function tableText({ title, columns, rows, notes }: Table): string {
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const lines = [columns, ...rows].map((row) =>
    row.map((cell, index) =>
      index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0),
    ),
  );
  return [title, ...lines.map((cells) => `  ${cells.join('  ')}`.trimEnd()), ...notes].join('\n');
}

/** A table for the results page. */
export function tableMarkdown({ title, columns, rows, notes }: Table): string {
  const lines = [columns, columns.map((_, index) => (index === 0 ? '---' : '--:')), ...rows].map(
    (row) => `| ${row.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`,
  );
  return [`## ${title}`, '', ...notes.flatMap((note) => [note, '']), ...lines].join('\n');
}
