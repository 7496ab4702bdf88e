/**
 * Commands of terminals: those with parameters, those with a text that has an end, and all others. `stripVTControlCharacters` of Node
 * would do, but for a text full of beginnings it takes time with the square of its length.
 */
const commands =
  // oxlint-disable-next-line no-control-regex -- they are what it is about
  /(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|(?:\u001B[\]PX^_]|[\u0090\u0098\u009D-\u009F])[^\u0007\u001B\u009C]*(?:\u0007|\u001B\\|\u009C)|\u001B[ -/]*[0-~]/g;

/**
 * Makes a text safe for a terminal: what others write into posts could else move its cursor, change its title, or turn around
 * what stands beside it.
 *
 * @param shape `line`: on one line, line breaks become spaces; `lines`: line breaks stay
 */
export function printable(value: string, shape: 'line' | 'lines' = 'line'): string {
  const plain = value.replace(commands, '').replace(/\r\n?/g, '\n');
  const flat = shape === 'line' ? plain.replace(/\s*\n\s*/g, ' ') : plain;
  return (
    flat
      .replace(/\t/g, ' ')
      // Control characters but the line break, and those that change the direction of all that follows.
      .replace(/[^\n\P{Cc}]|[\u{202A}-\u{202E}\u{2066}-\u{2069}]/gu, '')
  );
}
