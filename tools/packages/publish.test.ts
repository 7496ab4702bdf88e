import { describe, expect, it } from 'vitest';
import { checkAddress, originOf } from '../repository-address.ts';
import type { Manifest } from '../workspace.ts';
import { findTarballFaults } from './publish.ts';
import type { TarballContents } from './tarballs.ts';

const address = 'https://example.com/threads-sdk';
const manifest = (name: string, version = '1.2.0', more: object = {}): Manifest => ({
  name,
  version,
  description: 'A package.',
  keywords: ['threads', 'threads-api', 'test'],
  ...originOf(name, address),
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
    expect(findTarballFaults(packages, [b, a], address)).toEqual([]);
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
    expect(findTarballFaults(packages, tarballs, address)).toEqual(faults);
  });

  it('are refused while the repository has no address', () => {
    const placeholder = 'https://repository.invalid/threads-sdk';
    const [there] = [manifest('a')];
    const faults = findTarballFaults(
      [there],
      [tarball({ ...there, ...originOf('a', placeholder) })],
      placeholder,
    );
    expect(faults).toEqual([expect.stringContaining('The repository has no address yet')]);
  });

  it('are refused where one names another repository', () => {
    const other = tarball(manifest('b', '1.2.0', originOf('b', 'https://example.com/fork')));
    expect(findTarballFaults(packages, [a, other], address)).toEqual(
      ['homepage', 'bugs', 'repository'].map((field) => expect.stringContaining(`b "${field}" is not`)),
    );
  });
});

describe('the address of the repository', () => {
  it.each(['https://example.com/sdk/', 'https://example.com/sdk.git', 'git@example.com:sdk', '', undefined])(
    'is not written down as %j',
    (address) => expect(() => checkAddress(address)).toThrow('has to be an address with https'),
  );
});
