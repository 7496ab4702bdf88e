/**
 * JSON that is safe on a terminal too: what `JSON.stringify` leaves as it is although a terminal may obey it, or it turns around
 * the text beside it, is escaped. It stands for the same data.
 */
export function jsonText(data: unknown, indent?: number): string {
  return JSON.stringify(data, undefined, indent).replace(
    /[\u{7F}-\u{9F}\u{2028}-\u{202E}\u{2066}-\u{2069}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
