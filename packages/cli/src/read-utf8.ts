import { CommandError } from './command-error.ts';
import { exitCodes } from './exit-codes.ts';

/**
 * Reads bytes that a person wrote as a text. What is no UTF-8 would be posted with marks in the place of its letters, and a post
 * cannot be changed.
 *
 * @param from where the bytes are from, for the error
 * @returns the text, without a byte order mark and with line breaks of one character
 * @throws {CommandError} if they are not UTF-8
 */
export function readUtf8(bytes: Uint8Array, from: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
  } catch {
    throw new CommandError(
      exitCodes.usage,
      `${from} is not a text in UTF-8.`,
      'Save it as UTF-8, and type the command again. Nothing was sent.',
    );
  }
}
