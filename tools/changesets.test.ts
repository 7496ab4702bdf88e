import { describe, expect, it } from 'vitest';
import { findPackagesWithoutChangeset } from './changesets.ts';
import { readPackages } from './workspace.ts';

const packages = readPackages();
const changeset = (...names: readonly string[]): string =>
  `---\n${names.map((name) => `${name}: minor\n`).join('')}---\n\nA sentence about '@threads-sdk/media': minor.\n`;

describe('the changesets of a branch', () => {
  it('are not needed where no package is changed', () => {
    const changed = ['README.md', 'docs/guides/login.md', 'tools/size.ts', 'packages/media-old/src/index.ts'];
    expect(findPackagesWithoutChangeset(packages, changed, [])).toEqual([]);
  });

  it.each([
    ['a source', 'packages/media/src/check-media.ts'],
    ['a file that the manifest names', 'packages/openapi/threads.openapi.yaml'],
    ['the README', 'packages/media/README.md'],
    ['the package.json', 'packages/media/package.json'],
  ])('are needed for %s', (_, file) => {
    const name = `@threads-sdk/${file.split('/')[1]}`;
    expect(findPackagesWithoutChangeset(packages, [file], [])).toEqual([
      `${name} has no changeset, and ${file} is changed.`,
    ]);
    expect(findPackagesWithoutChangeset(packages, [file], [changeset(`'${name}'`)])).toEqual([]);
    expect(findPackagesWithoutChangeset(packages, [file], [changeset(`"${name}"`)])).toEqual([]);
  });

  it.each([
    'packages/media/src/check-media.test.ts',
    'packages/publish/src/publish.test-d.ts',
    'packages/media/test/table.ts',
    'packages/media/tsconfig.json',
  ])('are not needed for %s, which no user gets', (file) => {
    expect(findPackagesWithoutChangeset(packages, [file], [])).toEqual([]);
  });

  it('have to name the package that is changed: another, or its name in a sentence, is not enough', () => {
    const changed = ['packages/media/src/check-media.ts', 'packages/auth/src/app.ts'];
    const text = changeset(`'@threads-sdk/auth'`, `'@threads-sdk/errors'`);
    expect(findPackagesWithoutChangeset(packages, changed, [text])).toEqual([
      '@threads-sdk/media has no changeset, and packages/media/src/check-media.ts is changed.',
    ]);
    expect(
      findPackagesWithoutChangeset(packages, changed, [text, changeset(`'@threads-sdk/media'`)]),
    ).toEqual([]);
  });
});
