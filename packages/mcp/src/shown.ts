/**
 * What is not seen, or changes how other characters are seen: controls, directions, fillers, tags, halves of characters. What joins
 * letters and chooses the form of emojis is no such thing.
 */
const unseen =
  /(?!\u200C|\u200D|\uFE0E|\uFE0F)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** A text as one line for a person, with a sign for each character that they could not see. */
export function inLine(text: string): string {
  return text.replace(
    unseen,
    (character) => `‹U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`,
  );
}

/** A text for a person, set off line by line: none of its lines can look like one that the server wrote. */
export function inQuotes(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${inLine(line)}`)
    .join('\n');
}

/** A value for a person, on one line. What could be taken for more than one value stands between quotes. */
export function shownValue(value: unknown): string {
  const isWord = typeof value === 'string' && /^[^\s"'()[\],]+$/.test(value);
  return inLine(isWord ? value : JSON.stringify(value));
}
