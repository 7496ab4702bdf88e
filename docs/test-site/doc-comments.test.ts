import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { Application } from 'typedoc';
import { findCommentFaults } from '../doc-comments.ts';

// Below this folder, so that TypeScript finds the type roots of Node as everywhere.
const folder = mkdtempSync(`${import.meta.dirname}/.comments-`);
afterAll(() => rmSync(folder, { recursive: true }));

const complete = [
  'Adds.',
  '',
  '@param left the one',
  '@param right the other',
  '@returns the sum',
  '@throws if it is too much',
  '@example',
  '```ts',
  'console.log(add(1, 2));',
  '```',
  '@see https://example.com/',
  '@category Sums',
];

const incomplete: readonly (readonly [name: string, dropped: RegExp, faults: readonly string[]])[] = [
  ['complete', /^$/, []],
  ['summary', /^Adds\.$/, ['it has no summary.']],
  ['parameter', /^@param right/, ['there is no @param for right.']],
  ['result', /^@returns/, ['there is no @returns.']],
  ['errors', /^@throws/, ['there is no @throws; or docs/throws-nothing.ts is wrong.']],
  ['program', /^@example|^```|console/, ['there is no @example.']],
  ['source', /^@see/, ['there is no @see with the source of the facts.']],
  ['category', /^@category/, ['there is no @category.']],
  ['everything', /./, ['it has no doc comment.', 'there is no @category.']],
];

it('names all that is missing in the comments of functions, and nothing else', async () => {
  const file = `${folder}/add.ts`;
  const functions = incomplete.map(([name, dropped]) => {
    const lines = complete.filter((line) => line === '' || !dropped.test(line)).map((line) => ` * ${line}`);
    return `/**\n${lines.join('\n')}\n */\nexport function ${name}(left: number, right: number): number {\n  return left + right;\n}\n`;
  });
  writeFileSync(file, functions.join('\n'));
  writeFileSync(`${folder}/tsconfig.json`, '{ "compilerOptions": { "types": [] }, "include": ["*.ts"] }');
  const app = await Application.bootstrap({
    entryPoints: [file],
    tsconfig: `${folder}/tsconfig.json`,
    skipErrorChecking: true,
    logLevel: 'Error',
  });
  const project = await app.convert();
  if (project === undefined) throw new Error('typedoc could not read the program.');
  expect(findCommentFaults(project).toSorted()).toEqual(
    incomplete.flatMap(([name, , faults]) => faults.map((fault) => `${name}: ${fault}`)).toSorted(),
  );
});
