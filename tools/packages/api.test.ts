import { describe, expect, it } from 'vitest';
import { findReportFaults, reportEntry } from './api.ts';
import { writeRepository } from '../test/repository.ts';
import { readManifest, type WorkspacePackage } from '../workspace.ts';

const manifest = '{ "name": "greetings", "version": "1.0.0", "type": "module" }';

function writePackage(declarations: Readonly<Record<string, string>>): WorkspacePackage {
  const path = writeRepository({
    'package.json': manifest,
    ...Object.fromEntries(Object.entries(declarations).map(([name, text]) => [`dist/${name}`, text])),
  });
  return { folder: 'greetings', path, manifest: readManifest(`${path}/package.json`) };
}

describe('the report of an entry', () => {
  it('holds the declarations by name, what they lead to, and of the comments what is deprecated', () => {
    const pkg = writePackage({
      'index.d.ts': `export { greet, bye } from './greet.ts';\n`,
      'greet.d.ts': `/** Says hello. */
export declare function greet(person: Person, how?: 'loud' | 'quiet' | 'in a whisper' | 'with a song and a dance' | 'never'): void;
/**
 * Says bye.
 *
 * @deprecated Use {@link greet}.
 */
export declare function bye(): void;
interface Person {
    /** As it is written. */
    readonly name: string;
    /** @deprecated Use \`name\`. */
    readonly nick: string;
}
interface Unreached {}
export {};
`,
    });
    expect(reportEntry(pkg, 'index', 'greetings')).toBe(`# What \`greetings\` declares

Written by \`./run api\`. Without \`export\` is what only the types of others lead to.

\`\`\`ts
// @deprecated
export function bye(): void;

export function greet(
  person: Person,
  how?: 'loud' | 'quiet' | 'in a whisper' | 'with a song and a dance' | 'never',
): void;

interface Person {
  readonly name: string;
  // @deprecated
  readonly nick: string;
}
\`\`\`
`);
  });

  it('is not written of an entry that is not there', () => {
    expect(() => reportEntry(writePackage({}), 'index', 'greetings')).toThrow('index.d.ts');
  });
});

describe('the reports in the repository', () => {
  const path = 'packages/auth/index.api.md';

  it('are in order when they say what is declared', () => {
    expect(findReportFaults([{ path, text: 'a\nb\n' }], writeRepository({ [path]: 'a\nb\n' }))).toEqual([]);
  });

  it('are refused from the first line on that differs', () => {
    const repository = writeRepository({ [path]: 'a\nb\nc\nd\ne\n' });
    expect(findReportFaults([{ path, text: 'a\nB\nc\nd\ne\n' }], repository)).toEqual([
      `${path} is not what the build declares, from line 2 on:
      - b
      - c
      - d
      + B
      + c
      + d`,
    ]);
  });

  it('are refused when one is missing, and when one is left of an entry that is gone', () => {
    const repository = writeRepository({ 'packages/auth/login.api.md': '' });
    expect(findReportFaults([{ path, text: '' }], repository)).toEqual([
      `${path} is missing.`,
      'packages/auth/login.api.md is of an entry that is gone.',
    ]);
  });
});
