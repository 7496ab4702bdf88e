import { describe, expect, it } from 'vitest';
import {
  compareFileLists,
  expectedFiles,
  findCommonFaults,
  findManifestFaults,
  findOriginFaults,
  findPackedFaults,
  reachableCode,
} from './package-rules.ts';
import { originOf, repositoryAddress } from '../repository-address.ts';
import { type Manifest, readPackages } from '../workspace.ts';

const manifest: Manifest = {
  name: '@threads-sdk/auth',
  version: '1.0.0',
  description: 'Login.',
  license: 'MIT',
  type: 'module',
  sideEffects: false,
  engines: { node: '>=22' },
  files: ['dist', 'src', '!**/*.test.ts', '!**/*.test-d.ts'],
  exports: {
    '.': { '@threads-sdk/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
    './package.json': './package.json',
  },
  publishConfig: {
    access: 'public',
    provenance: true,
    exports: {
      '.': { types: './dist/index.d.ts', default: './dist/index.js' },
      './package.json': './package.json',
    },
  },
  scripts: { build: 'tsc -p tsconfig.json' },
  dependencies: { '@threads-sdk/errors': 'workspace:^', valibot: 'catalog:' },
};

describe('the package.json of a package', () => {
  it('is in order when it has the common shape', () => {
    expect(findManifestFaults(manifest)).toEqual([]);
  });

  it.each([
    ['a missing field', { license: undefined }, '"license" is not "MIT".'],
    ['another Node', { engines: { node: '>=22.13' } }, '"engines" is not {"node":">=22"}.'],
    [
      'a Node that is too old for the scheduler',
      { name: '@threads-sdk/scheduler' },
      '"engines" is not {"node":">=22.13"}.',
    ],
    ['side effects', { sideEffects: true }, '"sideEffects" is not false.'],
    ['another list of files', { files: ['dist'] }, '"files" is not ["dist",'],
    [
      'exports that are published with the sources',
      { publishConfig: { access: 'public', provenance: true } },
      '"publishConfig" is not',
    ],
    ['an entry without types', { exports: { '.': './dist/index.js' } }, `"exports" of '.' does not list`],
    ['an install script', { scripts: { postinstall: 'node x.js' } }, `has a script 'postinstall'`],
    [
      'a third dependency',
      { dependencies: { a: '1', b: '1', c: '1' } },
      'has 3 dependencies on others (a, b, c), 2 allowed.',
    ],
    [
      'a seventh dependency of the emulator',
      {
        name: '@threads-sdk/emulator',
        dependencies: { a: '1', b: '1', c: '1', d: '1', e: '1', f: '1', g: '1' },
      },
      'has 7 dependencies on others (a, b, c, d, e, f, g), 6 allowed.',
    ],
    [
      'the emulator among what apps install',
      { dependencies: { '@threads-sdk/emulator': 'workspace:^' } },
      'depends on the emulator',
    ],
    ['no description', { description: '' }, '"description" is missing.'],
  ])('is refused for %s', (_, change, fault) => {
    expect(findManifestFaults({ ...manifest, ...change }).join('\n')).toContain(fault);
  });

  it('may lack the shape of code in a package of data', () => {
    const data: Manifest = { name: '@threads-sdk/openapi', version: '1.0.0', description: 'Data.' };
    expect(findCommonFaults(data)).toEqual([]);
  });
});

describe('the files of a tarball', () => {
  const dist: Readonly<Record<string, string>> = {
    'index.js':
      'import { a } from "./piece.js";\nconst b = () => import("./late.js");\n//# sourceMappingURL=index.js.map',
    'bin/run.js': 'import "../piece.js";\nimport "ky";',
    'piece.js': '//# sourceMappingURL=piece.js.map',
    'late.js': '',
  };
  const code = reachableCode(['index', 'bin/run'], (name) => dist[name] ?? '');
  const expected = expectedFiles(['index.ts', 'page.tsx', 'index.test.ts', 'index.test-d.ts'], code);

  it('are the sources, their declarations, the code that the entries lead to, and the papers', () => {
    expect(expected.toSorted()).toEqual([
      'LICENSE',
      'README.md',
      'dist/bin/run.js',
      'dist/index.d.ts',
      'dist/index.d.ts.map',
      'dist/index.js',
      'dist/index.js.map',
      'dist/late.js',
      'dist/page.d.ts',
      'dist/page.d.ts.map',
      'dist/piece.js',
      'dist/piece.js.map',
      'package.json',
      'src/index.ts',
      'src/page.tsx',
    ]);
  });

  it('may hold a changelog', () => {
    expect(compareFileLists([...expected, 'CHANGELOG.md'], expected)).toEqual([]);
  });

  it('are refused with a file too many or too few', () => {
    const actual = [...expected.filter((name) => name !== 'LICENSE'), 'dist/index.test.js'];
    expect(compareFileLists(actual, expected)).toEqual([
      'ships dist/index.test.js: no source accounts for it. Remove dist and build again.',
      'does not ship LICENSE.',
    ]);
  });
});

describe('a packed package.json', () => {
  it.each([
    [
      'a workspace range',
      { dependencies: { '@threads-sdk/errors': 'workspace:^' } },
      `still says 'workspace:'`,
    ],
    ['a catalog range', { dependencies: { ky: 'catalog:' } }, `still says 'catalog:'`],
    ['the source condition', { exports: manifest.exports ?? {} }, `still says '@threads-sdk/source'`],
    ['an entry that leads nowhere', { exports: { '.': './dist/gone.js' } }, 'leads to ./dist/gone.js'],
    ['a command that leads nowhere', { bin: { auth: './dist/bin.js' } }, 'leads to ./dist/bin.js'],
  ])('is refused with %s', (_, change, fault) => {
    const packed: Manifest = { name: '@threads-sdk/auth', version: '1.0.0', ...change };
    const faults = findPackedFaults(packed, [
      'dist/index.js',
      'dist/index.d.ts',
      'src/index.ts',
      'package.json',
    ]);
    expect(faults.join('\n')).toContain(fault);
    expect(faults).toHaveLength(1);
  });
});

describe('how a package is found', () => {
  const address = 'https://example.com/threads-sdk';
  const found = { ...manifest, keywords: ['threads', 'threads-api', 'oauth'], ...originOf('auth', address) };

  it('is in order when it has keywords, and is where the repository is', () => {
    expect(findOriginFaults(found, address)).toEqual([]);
    expect(found.repository).toEqual({
      type: 'git',
      url: 'git+https://example.com/threads-sdk.git',
      directory: 'packages/auth',
    });
  });

  it.each([
    ['no keywords', { keywords: undefined }, '"keywords" are not'],
    ['a keyword twice', { keywords: ['threads-api', 'oauth', 'oauth'] }, '"keywords" are not'],
    ['no homepage', { homepage: undefined }, '"homepage" is not "https://example.com/'],
    ['the folder of another', { repository: originOf('errors', address).repository }, '"repository" is not'],
    ['bugs told elsewhere', { bugs: 'https://example.com/' }, '"bugs" is not'],
  ])('is refused for %s', (_, change, fault) => {
    expect(findOriginFaults({ ...found, ...change }, address).join('\n')).toContain(fault);
  });

  it('holds for each package of this repository', () => {
    const faults = readPackages().flatMap(({ manifest: own }) => findOriginFaults(own, repositoryAddress()));
    expect(faults).toEqual([]);
  });
});
