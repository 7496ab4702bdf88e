import { countText } from '@threads-sdk/publish';

const mostCharacters = 500;

/** Both counts of a text, in words. */
export function countsOf(text: string | undefined): string {
  const { characters, bytes } = countText(text ?? '');
  const counted = `${characters} of ${mostCharacters} characters by Meta's rule, ${bytes} bytes`;
  return characters <= mostCharacters && bytes > mostCharacters
    ? `${counted}: Threads may refuse it, since posts over ${mostCharacters} bytes have been refused`
    : counted;
}
