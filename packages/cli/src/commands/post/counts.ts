import { countText } from '@threads-sdk/publish';
import { maxTextLength } from '../../generated/limits.ts';

/** Both counts of a text, in words. */
export function countsOf(text: string | undefined): string {
  const { characters, bytes } = countText(text ?? '');
  const counted = `${characters} of ${maxTextLength} characters by Meta's rule, ${bytes} bytes`;
  return characters <= maxTextLength && bytes > maxTextLength
    ? `${counted}: Threads may refuse it, since posts over ${maxTextLength} bytes have been refused`
    : counted;
}
