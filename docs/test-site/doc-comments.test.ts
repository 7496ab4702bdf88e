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
  '@throws {RangeError} if it is too much',
  '@example',
  '```ts',
  'console.log(add(1, 2));',
  '```',
  '@category Sums',
];

/** What is taken out of the comment of each function. */
const incomplete: readonly (readonly [name: string, dropped: RegExp, faults: readonly string[]])[] = [
  ['complete', /^$/, []],
  ['summary', /^Adds\.$/, ['it has no summary.']],
  ['parameter', /^@param right.*/, ['there is no @param for right.']],
  ['result', /^@returns.*/, ['there is no @returns.']],
  ['errors', /^@throws.*/, ['there is no @throws; or docs/throws-nothing.ts is wrong.']],
  ['form', / \{RangeError\}/, ['there is a @throws without a {ClassName}.']],
  ['program', /^(?:@example|```|console).*/, ['there is no @example.']],
  ['category', /^@category.*/, ['there is no @category.']],
  ['everything', /.+/, ['it has no doc comment.', 'there is no @category.']],
];

it('names all that is missing in the comments of functions, and nothing else', async () => {
  const file = `${folder}/add.ts`;
  const functions = incomplete.map(([name, dropped]) => {
    const lines = complete.flatMap((line) => {
      const left = line.replace(dropped, '');
      return left === '' && line !== '' ? [] : [` * ${left}`];
    });
    return `/**\n${lines.join('\n')}\n */\nexport function ${name}(left: number, right: number): number {\n  return left + right;\n}\n`;
  });
  writeFileSync(file, functions.join('\n'));
  writeFileSync(`${folder}/tsconfig.json`, '{ "compilerOptions": { "types": [] }, "include": ["*.ts"] }');
  const app = await Application.bootstrap({
    entryPoints: [file],
    tsconfig: `${folder}/tsconfig.json`,
    preservedTypeAnnotationTags: ['@throws'],
    skipErrorChecking: true,
    logLevel: 'Error',
  });
  const project = await app.convert();
  if (project === undefined) throw new Error('typedoc could not read the program.');
  expect(findCommentFaults(project).toSorted()).toEqual(
    incomplete.flatMap(([name, , faults]) => faults.map((fault) => `${name}: ${fault}`)).toSorted(),
  );
});
