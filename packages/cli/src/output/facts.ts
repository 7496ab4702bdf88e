import type { Output } from '../context.ts';
import { printable } from './printable.ts';
import { styled } from './styled.ts';

/** Lines of a name and a value each; those without a value are left out. */
export function facts(
  output: Output,
  lines: readonly (readonly [name: string, value: string | undefined])[],
): string {
  const known = lines.filter(([, value]) => value !== undefined && value !== '');
  const width = Math.max(0, ...known.map(([name]) => name.length));
  return known
    .map(([name, value = '']) => `${styled(output, 'bold', name.padEnd(width))}  ${printable(value)}\n`)
    .join('');
}
