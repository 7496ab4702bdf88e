import { describe, expect, it } from 'vitest';
import type { Manifest } from '../workspace.ts';
import { findTarballFaults } from './publish.ts';
import type { TarballContents } from './tarballs.ts';

const manifest = (name: string, version = '1.2.0', more: object = {}): Manifest => ({
  name,
  version,
  description: 'A package.',
  exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
  ...more,
});
const tarball = (content: Manifest): TarballContents => ({
  path: `${content.name}.tgz`,
  files: ['package.json', 'dist/index.d.ts', 'dist/index.js'],
  manifest: content,
});
const packages = [manifest('a'), manifest('b')];
const [a, b] = [tarball(manifest('a')), tarball(manifest('b'))];

describe('the tarballs that are to be published', () => {
  it('are those of all packages', () => {
    expect(findTarballFaults(packages, [b, a])).toEqual([]);
  });

  it.each([
    ['one is missing', [a], ['There is no tarball of b@1.2.0.']],
    ['one comes twice', [a, b, b], ['A tarball of b@1.2.0 has no place here.']],
    ['one is of nobody', [a, b, tarball(manifest('c'))], ['A tarball of c@1.2.0 has no place here.']],
    [
      'one is of another version',
      [a, tarball(manifest('b', '1.1.0'))],
      ['There is no tarball of b@1.2.0.', 'A tarball of b@1.1.0 has no place here.'],
    ],
    [
      'one was not packed by pnpm',
      [a, tarball(manifest('b', '1.2.0', { dependencies: { a: 'workspace:^' } }))],
      [`b its packed package.json still says 'workspace:'.`],
    ],
    [
      'one runs code where it is installed',
      [a, tarball(manifest('b', '1.2.0', { scripts: { postinstall: 'node steal.js' } }))],
      [`b has a script 'postinstall', which runs code at installation.`],
    ],
  ])('are refused where %s', (_, tarballs, faults) => {
    expect(findTarballFaults(packages, tarballs)).toEqual(faults);
  });
});
