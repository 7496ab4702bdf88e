import { describe, expect, it } from 'vitest';
import { type Change, findChangesetFaults } from './changesets.ts';
import { readPackages } from './workspace.ts';

const packages = readPackages();
const changeset = (...names: readonly string[]): string =>
  `---\n${names.map((name) => `${name}: minor\n`).join('')}---\n\nA sentence about '@threads-sdk/media': minor.\n`;

const faultsOf = (files: readonly string[], change: Partial<Change> = {}): string[] =>
  findChangesetFaults(packages, { files, catalog: [], changesets: {}, ...change });

/** The packages that need a changeset. */
const needing = (files: readonly string[], change: Partial<Change> = {}): string[] =>
  faultsOf(files, change).map((fault) =>
    fault.replace(/^(?:@threads-sdk\/)?(\S+) has no changeset.*$/, '$1'),
  );

describe('the changesets of a branch', () => {
  it('are not needed where no package is changed', () => {
    const changed = ['README.md', 'docs/guides/login.md', 'tools/size.ts', 'packages/media-old/src/index.ts'];
    expect(faultsOf(changed)).toEqual([]);
  });

  it.each([
    ['a source', 'packages/media/src/check-media.ts'],
    ['a file that the manifest names', 'packages/openapi/threads.openapi.yaml'],
    ['the README', 'packages/media/README.md'],
    ['the package.json', 'packages/media/package.json'],
    ['what it is compiled to', 'packages/media/tsconfig.json'],
  ])('are needed for %s', (_, file) => {
    const name = `@threads-sdk/${file.split('/')[1]}`;
    expect(faultsOf([file])).toEqual([`${name} has no changeset, and ${file} is changed.`]);
    expect(faultsOf([file], { changesets: { a: changeset(`'${name}'`) } })).toEqual([]);
    expect(faultsOf([file], { changesets: { a: changeset(`"${name}"`) } })).toEqual([]);
  });

  it.each([
    'packages/media/src/check-media.test.ts',
    'packages/publish/src/publish.test-d.ts',
    'packages/media/test/table.ts',
    'packages/media/tsconfig.test.json',
    'packages/internal/src/json.test.ts',
    'packages/openapi/tsconfig.json',
  ])('are not needed for %s, which no user gets', (file) => {
    expect(faultsOf([file])).toEqual([]);
  });

  it.each(['tsconfig.base.json', 'tools/build.ts'])('are needed for all that is built after %s', (file) => {
    const built = packages.map(({ folder }) => folder).filter((folder) => folder !== 'openapi');
    expect(needing([file])).toEqual(built);
  });

  it('are needed for every package that a private one is built into', () => {
    const without = ['emulator', 'errors', 'openapi', 'threads-sdk'];
    const folders = packages.map(({ folder }) => folder).filter((folder) => !without.includes(folder));
    expect(needing(['packages/internal/src/json.ts'])).toEqual(folders);
  });

  it('are needed for the packages that install what the catalog has another range for', () => {
    const files = ['pnpm-workspace.yaml'];
    expect(needing(files, { catalog: ['ky'] })).toEqual(['core-http']);
    expect(needing(files, { catalog: ['valibot'] })).not.toContain('openapi'); // which tests with it
    expect(needing(files)).toEqual([]);
  });

  it('have a text where they raise a version', () => {
    const withoutText = (raise: string): Readonly<Record<string, string>> => ({
      '.changeset/a.md': `---\n'@threads-sdk/media': ${raise}\n---\n\n`,
    });
    const changed = ['packages/media/src/check-media.ts'];
    expect(faultsOf(changed, { changesets: withoutText('patch') })).toEqual([
      '.changeset/a.md has no text, and it becomes the changelog.',
    ]);
    expect(faultsOf(changed, { changesets: withoutText('none') })).toEqual([]);
  });

  it('name all packages that have one version, since all are raised', () => {
    const together = [['@threads-sdk/cli', 'threads-sdk']];
    const faults = (text: string): string[] =>
      findChangesetFaults(packages, { files: [], catalog: [], changesets: { text } }, together);
    expect(faults(changeset(`'@threads-sdk/cli'`))).toEqual([
      'threads-sdk is raised with another, and no changeset tells its users why.',
    ]);
    expect(faults(changeset(`'@threads-sdk/cli'`, 'threads-sdk'))).toEqual([]);
    expect(faults(changeset(`'@threads-sdk/media'`))).toEqual([]);
  });

  it('have to name the package that is changed: another, or its name in a sentence, is not enough', () => {
    const changed = ['packages/media/src/check-media.ts', 'packages/auth/src/app.ts'];
    const text = changeset(`'@threads-sdk/auth'`, `'@threads-sdk/errors'`);
    expect(faultsOf(changed, { changesets: { text } })).toEqual([
      '@threads-sdk/media has no changeset, and packages/media/src/check-media.ts is changed.',
    ]);
    const both = { text, other: changeset(`'@threads-sdk/media'`) };
    expect(faultsOf(changed, { changesets: both })).toEqual([]);
  });
});
