import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dotenvFaults, dotenvLines } from './environment.ts';

/** What a shell has for a variable after it read the lines. */
function shellValue(lines: readonly string[]): string {
  const script = `${lines.join('\n')}\nprintf '%s' "$VALUE"`;
  return spawnSync('/bin/sh', ['-c', script], { encoding: 'utf8', env: {} }).stdout;
}

// How dotenv takes a line, by the pattern of its version 17.
function dotenvValue(lines: readonly string[]): string | undefined {
  const line =
    /^\s*(?:export\s+)?([\w.-]+)(?:\s*=\s*?|:\s+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?\s*(?:#.*)?$/gm;
  const value = [...lines.join('\n').matchAll(line)].find(([, name]) => name === 'VALUE')?.[2]?.trim() ?? '';
  const text = value.replace(/^(['"`])([\s\S]*)\1$/, '$2');
  return value.startsWith('"') ? text.replaceAll('\\n', '\n').replaceAll('\\r', '\r') : text;
}

const awkward = [
  'a b',
  '#',
  'a#b',
  ' a ',
  '$HOME',
  '~',
  '~root',
  'a"b',
  "it's",
  '`id`',
  'a\\nb',
  '!',
  '*',
  '=',
  '$(id)',
  '😀',
  '',
];

describe('a line of a .env file', () => {
  it.skipIf(process.platform === 'win32')(
    'says the same to a shell, to Node and to dotenv, or is not written',
    () => {
      const pieces = fc.array(fc.constantFrom(...awkward, '"', "'", '\\', '\n', 'x'), { maxLength: 5 });
      const examples = awkward.map((text): [string] => [text]);
      fc.assert(
        fc.property(
          pieces.map((parts) => parts.join('')),
          (value) => {
            fc.pre(dotenvFaults({ VALUE: value }).length === 0);
            // What follows must not be taken for a part of it.
            const lines = dotenvLines({ VALUE: value, NEXT: "it's" });
            expect(parseEnv(lines.join('\n'))).toEqual({ VALUE: value, NEXT: "it's" });
            expect(dotenvValue(lines)).toBe(value);
            expect(shellValue(lines)).toBe(value);
          },
        ),
        { examples, numRuns: 150 },
      );
    },
  );

  it.each(['two\nlines', `both ' and "`, `a ' and $HOME`, 'ends in \\'])(
    'has no way to write %j',
    (value) => {
      const variables = { THREADS_API_SECRET: value, OTHER: 'a' };
      expect(dotenvFaults(variables)).toEqual([
        expect.stringMatching(/^THREADS_API_SECRET has .*: choose another/),
      ]);
      expect(parseEnv(dotenvLines(variables).join('\n'))).toEqual({ OTHER: 'a' });
    },
  );
});
