import { describe, expect, it } from 'vitest';
import { minutesUntil, readPage } from './readme.ts';

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

  it('takes a minute for 200 words, and one for 200 keys, up to a block', () => {
    const first = page(['sh', './run demo'], ['sh', 'npm install a # which has all'], ['ts', 'first();']);
    const minutes = minutesUntil(first, 'first();');
    expect(minutesUntil(`${first}${page(['ts', 'word '.repeat(2000)])}`, 'first();')).toBe(minutes);
    expect(minutesUntil(`${'word '.repeat(200)}${first}`, 'first();')).toBeCloseTo(minutes + 1);
    const typed = page(
      ['sh', './run demo'],
      ['sh', `npm install ${'a'.repeat(201)} # which has all`],
      ['ts', 'first();'],
    );
    expect(minutesUntil(typed, 'first();')).toBeCloseTo(minutes + 1);
    expect(minutesUntil(`\`npm install b\` ${first}`, 'first();')).toBeCloseTo(
      minutes + 3 / 200 + 'npm install b\n'.length / 200,
    );
    expect(() => minutesUntil(first, 'second();')).toThrow('second();');
  });

  it.each([
    ['a language that nobody can follow', page(['python', 'print()']), /'python'/],
    ['nothing to go on with', page(['ts continued', 'more();']), /'ts continued'/],
    ['no command', '```ts\nfirst();\n```\n', /does not say how/],
  ])('cannot be followed with %s', (_, markdown, message) => {
    expect(() => readPage(markdown)).toThrow(message);
  });
});
