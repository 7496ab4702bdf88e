import type { Output } from '../context.ts';
import { printable } from './printable.ts';
import { styled } from './styled.ts';
import { wrap } from './wrap.ts';

/** Lines of a name and a value each; those without a value are left out. What is too long goes on below itself. */
export function facts(
  output: Output,
  lines: readonly (readonly [name: string, value: string | undefined])[],
): string {
  const known = lines.filter(([, value]) => value !== undefined && value !== '');
  const width = Math.max(0, ...known.map(([name]) => name.length));
  return known
    .map(([name, value = '']) => {
      const shown = hang(printable(value), output.width, width + 2);
      return `${styled(output, 'bold', name.padEnd(width))}  ${shown}\n`;
    })
    .join('');
}

/** Lays a text out behind what stands before its first line, so many columns wide. A word alone, as an address, is never cut. */
export function hang(text: string, columns: number, indent: number): string {
  if (!text.includes(' ')) return text;
  return wrap(text, columns, ' '.repeat(indent)).trimStart();
}
