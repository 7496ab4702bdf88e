import { printable } from './printable.ts';

/** Comma-separated values, with a line of names before them. */
export function csv(
  names: readonly string[],
  rows: readonly (readonly (string | number | undefined)[])[],
): string {
  return [names, ...rows]
    .map((row) => `${row.map((cell) => quoted(printable(String(cell ?? '')))).join(',')}\n`)
    .join('');
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
