import { styleText } from 'node:util';
import type { Output } from '../context.ts';

/** A text in a colour or a weight, where the output shows such. */
export function styled({ hasColors }: Output, style: Parameters<typeof styleText>[0], text: string): string {
  return hasColors ? styleText(style, text, { validateStream: false }) : text;
}
