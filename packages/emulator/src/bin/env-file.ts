import { readFileSync } from 'node:fs';
import { codeOf, fileFault } from './file-fault.ts';
import { resolveFile } from './resolve-file.ts';
import { writeAtomically } from './write-atomically.ts';

// The beginnings of the two lines around what is ours.
const first = '# >>> threads-emulator';
const last = '# <<< threads-emulator';

/**
 * Writes lines to a `.env` file, as a block at its end: whoever reads such a file takes the last value of a name. What else
 * is in it stays as it is, but for a block of an earlier start.
 *
 * @throws {Error} with a sentence for the person if it cannot be written; the file is then as it was.
 */
export function writeEnvFile(path: string, lines: readonly string[]): void {
  try {
    const file = resolveFile(path);
    const others = withoutBlock(path, readIfThere(file));
    const block = [
      `${first}: made anew at each start with --write-env. Take it out to reach Threads itself.`,
      ...lines,
      last,
      '',
    ].join('\n');
    const gap = others === '' || others.endsWith('\n') ? '' : '\n';
    writeAtomically(file, Buffer.concat([Buffer.from(others + gap, 'latin1'), Buffer.from(block)]));
  } catch (error) {
    throw fileFault(path, error);
  }
}

/** What is not ours, byte for byte, as a text that has a character for each. */
function withoutBlock(path: string, text: string): string {
  if (text.includes('\0'))
    throw new Error(`${path} is no text in UTF-8, as --write-env needs it: remove it, or name another file`);
  let isOurs = false;
  const others = text.split(/(?<=\n)/).filter((line) => {
    const [begins, ends] = [line.startsWith(first), line.startsWith(last)];
    if (isOurs ? begins : ends) throw torn(path);
    const wasOurs = isOurs;
    isOurs = begins || (isOurs && !ends);
    return !wasOurs && !begins;
  });
  if (isOurs) throw torn(path);
  return others.join('');
}

function torn(path: string): Error {
  return new Error(
    `in ${path} the lines "${first}" and "${last}" do not stand around one block any more: remove what is left of it`,
  );
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  }
}
