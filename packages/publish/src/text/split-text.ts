import { refuse } from '@threads-sdk/internal';
import { cutText, keptSpans, maxBytes } from './cut-text.ts';

/**
 * How {@link splitText} splits.
 *
 * @example
 * ```ts
 * import { splitText, type SplitTextOptions } from '@threads-sdk/publish';
 *
 * const options: SplitTextOptions = { numbering: true };
 * console.log(splitText('Three days in Kyoto. '.repeat(40), options).length); // 2
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/overview
 * @category Write a text
 */
export interface SplitTextOptions {
  /** Whether each part ends with a line like `1/4`, which counts towards the limit. A single part has none. */
  readonly numbering?: boolean;
}

/**
 * Splits a long text into parts to post one after the other. Threads accepts each by either way of counting
 * (see {@link countText}): a part has at most 500 bytes and 5 different links.
 *
 * It cuts between paragraphs, else between sentences, else between words, and inside a word only if the word is longer
 * than a part. It never cuts a character as people see it (a flag, a letter with its accents), a link, a `@mention` or
 * a `#tag`. Nothing is lost: `parts.join('')` is the text, since white space at a cut stays at the end of the part
 * before it. With `numbering` that holds without the line break and the number that end each part.
 *
 * @param text the text, of any length, with more than white space in it
 * @param options `numbering`: whether the parts are numbered; `false` by default
 * @returns the parts in their order, at least one, none of white space only
 * @throws {InvalidInputError} if the text is empty or only white space, if a link or a single character is longer than
 *   a part, or if there is so much white space that a part would have nothing else: the message names all of them
 *
 * @example
 * ```ts
 * import { splitText } from '@threads-sdk/publish';
 *
 * const parts = splitText('Up before the city. The temple is ours alone. '.repeat(30), { numbering: true });
 * for (const part of parts) console.log(part);
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/overview
 * @category Write a text
 */
export function splitText(text: string, options: SplitTextOptions = {}): string[] {
  const { numbering = false } = options;
  const isText = typeof text === 'string';
  // By hand, since two checks are not worth a library to whoever uses this function alone.
  refuse('splitText', [
    ...(isText && /\S/.test(text)
      ? []
      : [{ path: 'text', message: isText ? 'needs more than white space' : 'must be a string' }]),
    ...(typeof numbering === 'boolean' ? [] : [{ path: 'options.numbering', message: 'must be a boolean' }]),
  ]);

  const spans = keptSpans(text);
  const cut = (room: (part: number) => number): string[] => {
    const { parts, faults } = cutText(text, spans, room);
    refuse(
      'splitText',
      faults.map((message) => ({ path: 'text', message })),
    );
    return parts;
  };

  const parts = cut(() => maxBytes);
  if (!numbering || parts.length === 1) return parts;

  // The numbers need room, which may make more parts, whose numbers need more room.
  for (let digits = String(parts.length).length; ; digits += 1) {
    const most = 10 ** digits - 1;
    const numbered = cut((part) => maxBytes - numberOf(part, most).length);
    if (numbered.length <= most) return numbered.map((part, i) => part + numberOf(i + 1, numbered.length));
  }
}

function numberOf(part: number, total: number): string {
  return `\n${part}/${total}`;
}
