import { describe, expect, it } from 'vitest';
import { importedPackages, readPage } from './readme.ts';

const page = (...blocks: readonly (readonly [language: string, code: string])[]): string =>
  `Run it with \`node first.mts\`.\n${blocks.map(([language, code]) => `\n\`\`\`${language}\n${code}\n\`\`\`\n`).join('')}`;

describe('what a README has a newcomer do', () => {
  it('is to type its commands and save its programs, in order', () => {
    const markdown = page(
      ['sh', './run demo'],
      ['sh', 'npm install a\nnpm install b'],
      ['ts', 'first();'],
      ['ts continued', 'more();'],
      ['sh', 'npm install c'],
      ['ts', 'second();'],
    );
    expect(readPage(markdown)).toMatchObject({
      command: 'node first.mts',
      steps: [
        { kind: 'command', line: 'npm install a' },
        { kind: 'command', line: 'npm install b' },
        { kind: 'program', code: 'first();\n\nmore();\n' },
        { kind: 'command', line: 'npm install c' },
        { kind: 'program', code: 'second();\n' },
      ],
    });
  });

  it('takes a minute for 200 words, and one for 200 keys, up to the second program', () => {
    const programs = [
      ['ts', 'first();'],
      ['ts', 'second();'],
    ] as const;
    const { minutes } = readPage(page(...programs));
    const later = ['ts', 'word '.repeat(2000)] as const;
    expect(readPage(page(...programs, later)).minutes).toBe(minutes);
    expect(readPage(`${'word '.repeat(200)}${page(...programs)}`).minutes).toBeCloseTo(minutes + 1);
    const words = 'npm install a'.split(' ').length + 2; // and its fences
    const typed = readPage(page(['sh', `npm install ${'a'.repeat(388)}`], ...programs)).minutes;
    expect(typed).toBeCloseTo(minutes + 2 + words / 200);
  });

  it.each([
    ['a language that nobody can follow', page(['python', 'print()']), /'python'/],
    ['nothing to go on with', page(['ts continued', 'more();']), /'ts continued'/],
    ['no command', '```ts\nfirst();\n```\n', /does not say how/],
  ])('cannot be followed with %s', (_, markdown, message) => {
    expect(() => readPage(markdown)).toThrow(message);
  });

  it('imports packages, not their parts', () => {
    const code = `import { a } from '@s/a/part';\nimport b from 'b/part';\nimport { c } from 'node:fs';`;
    expect(importedPackages(code)).toEqual(['@s/a', 'b']);
  });
});
