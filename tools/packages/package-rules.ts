import { posix } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isPlaceholder, originOf } from '../repository-address.ts';
import type { Manifest } from '../workspace.ts';

/** The condition under which packages of this repository find each other's sources. It must not be published. */
export const sourceCondition = '@threads-sdk/source';

/** Runtime dependencies that a package may have besides packages of this repository. */
export const thirdPartyLimit = 2;

// The emulator is a program for developers' machines: it serves HTTP, draws pages, runs commands, and makes certificates.
// The scheduler stands on an engine, on what talks to PostgreSQL, and on what knows rules of recurrence. The command line asks
// questions, reads files of text, measures what it prints, opens a browser, makes a certificate and serves HTTP.
const thirdPartyLimits: Readonly<Record<string, number>> = {
  '@threads-sdk/cli': 7,
  '@threads-sdk/emulator': 6,
  '@threads-sdk/mcp': 3,
  '@threads-sdk/scheduler': 4,
};

// They use the SQLite of Node, which older ones have behind a flag.
const oldestNodes: Readonly<Record<string, string>> = {
  '@threads-sdk/cli': '>=22.13',
  '@threads-sdk/scheduler': '>=22.13',
};

// The command line brings the emulator along: to try things without an account is one of its jobs.
const bringsTheEmulator = '@threads-sdk/cli';

const codeFiles = ['dist', 'src', '!**/*.test.ts', '!**/*.test-d.ts'];

/** The modules of `src` that a package is entered by, from its exports and its commands, without their ending: `index`. */
export function sourceEntries({ exports = {}, bin }: Manifest): string[] {
  const targets = [
    ...Object.values(exports).map((target) => Object(target)['default']),
    ...Object.values(Object(bin)),
  ];
  return targets.flatMap((target) => /^\.\/dist\/(.+)\.js$/.exec(String(target))?.[1] ?? []);
}

/** Says where the package.json of a code package differs from what all of them have in common. */
export function findManifestFaults(manifest: Manifest): string[] {
  const exports = manifest.exports ?? {};
  const published = Object.fromEntries(
    Object.entries(exports).map(([path, target]) => [path, withoutSource(target)]),
  );
  const common: readonly [field: string, expected: unknown][] = [
    ['license', 'MIT'],
    ['type', 'module'],
    ['sideEffects', false],
    ['engines', { node: oldestNodes[manifest.name] ?? '>=22' }],
    ['files', codeFiles],
    ['publishConfig', { access: 'public', provenance: true, exports: published }],
  ];
  const faults = common
    .filter(([field, expected]) => !isDeepStrictEqual(manifest[field], expected))
    .map(([field, expected]) => `"${field}" is not ${JSON.stringify(expected)}.`);
  const oddExports = Object.entries(exports)
    .filter(([path]) => path !== './package.json')
    .filter(([, target]) => {
      const conditions = typeof target === 'object' && target !== null ? Object.keys(target) : [];
      return !isDeepStrictEqual(conditions, [sourceCondition, 'types', 'default']);
    })
    .map(
      ([path]) =>
        `"exports" of '${path}' does not list ${sourceCondition}, types and default, in this order.`,
    );
  return [...faults, ...oddExports, ...findCommonFaults(manifest)];
}

/** Says what no published package may have or lack, data packages included. */
export function findCommonFaults(manifest: Manifest): string[] {
  const thirdParty = Object.keys(manifest.dependencies ?? {}).filter(
    (name) => !name.startsWith('@threads-sdk/'),
  );
  const limit = thirdPartyLimits[manifest.name] ?? thirdPartyLimit;
  const installScripts = ['preinstall', 'install', 'postinstall', 'prepare'].filter(
    (name) => manifest.scripts?.[name],
  );
  return [
    ...(manifest['description'] ? [] : ['"description" is missing.']),
    ...(manifest.dependencies?.['@threads-sdk/emulator'] && manifest.name !== bringsTheEmulator
      ? ['depends on the emulator, a tool of tests.']
      : []),
    ...installScripts.map((name) => `has a script '${name}', which runs code at installation.`),
    ...(thirdParty.length > limit
      ? [`has ${thirdParty.length} dependencies on others (${thirdParty.join(', ')}), ${limit} allowed.`]
      : []),
  ];
}

/** Says what is wrong with how a package is found: its keywords, its homepage, its repository. */
export function findOriginFaults(manifest: Manifest, address: string): string[] {
  const { keywords } = manifest;
  const words: readonly unknown[] = Array.isArray(keywords) ? keywords : [];
  const folder = manifest.name.replace(/^@threads-sdk\//, '');
  return [
    ...(words.length > 2 && words.length === new Set(words).size && words.includes('threads-api')
      ? []
      : ['"keywords" are not three or more, each once, with "threads-api" among them.']),
    ...Object.entries(originOf(folder, address))
      .filter(([field, expected]) => !isDeepStrictEqual(manifest[field], expected))
      .map(
        ([field, expected]) =>
          `"${field}" is not ${JSON.stringify(expected)}: node tools/packages/write-origins.ts`,
      ),
  ];
}

/** Says why nothing can be published from a repository: npm compares its address with the provenance. */
export function findAddressFaults(address: string): string[] {
  return isPlaceholder(address)
    ? [
        'The repository has no address yet: node tools/packages/write-origins.ts https://<where it is>, and commit that.',
      ]
    : [];
}

/**
 * The files that a package ships: its sources, a declaration of each, its code, and its papers.
 *
 * @param sources the files of `src`
 * @param code the files of `dist` that its entries lead to
 */
export function expectedFiles(sources: readonly string[], code: readonly string[]): string[] {
  const shipped = sources.filter((name) => !/\.test(-d)?\.ts$/.test(name));
  return [
    ...shipped.map((name) => `src/${name}`),
    ...shipped
      .map((name) => `dist/${name.replace(/\.tsx?$/, '')}`)
      .flatMap((name) => [`${name}.d.ts`, `${name}.d.ts.map`]),
    ...code.map((name) => `dist/${name}`),
    'package.json',
    'README.md',
    'LICENSE',
  ];
}

/**
 * The files of `dist` that are loaded or named from the given ones: what they import, and the source maps of all.
 *
 * @param entries modules without their ending
 * @param read reads a file of `dist`
 */
export function reachableCode(entries: readonly string[], read: (name: string) => string): string[] {
  const found = new Set(entries.map((entry) => `${entry}.js`));
  for (const name of found) {
    if (name.endsWith('.map')) continue;
    // A set is read while it grows.
    for (const [, other = '', map = ''] of read(name).matchAll(
      /(?:\bfrom |\bimport[ (])"(\.[^"]+\.js)"|^\/\/# sourceMappingURL=(\S+)$/gm,
    )) {
      found.add(posix.join(posix.dirname(name), other || map));
    }
  }
  return [...found];
}

/** Says which files a tarball has too many and which it lacks. */
export function compareFileLists(actual: readonly string[], expected: readonly string[]): string[] {
  const changelog = 'CHANGELOG.md'; // there from the first release on
  const extra = actual.filter((name) => name !== changelog && !expected.includes(name));
  const missing = expected.filter((name) => !actual.includes(name));
  return [
    ...(extra.length > 0
      ? [`ships ${enumerate(extra)}: no source accounts for it. Remove dist and build again.`]
      : []),
    ...(missing.length > 0 ? [`does not ship ${enumerate(missing)}.`] : []),
  ];
}

/** Says what of this repository's inside is left in a package.json that was packed, and which entries lead nowhere. */
export function findPackedFaults(manifest: Manifest, files: readonly string[]): string[] {
  const text = JSON.stringify({ dependencies: manifest.dependencies, exports: manifest.exports });
  const targets = [manifest.exports ?? {}, manifest['bin'] ?? {}].flatMap(leaves);
  return [
    ...['workspace:', 'catalog:', sourceCondition]
      .filter((word) => text.includes(word))
      .map((word) => `its packed package.json still says '${word}'.`),
    ...targets
      .filter((target) => !files.includes(target.replace(/^\.\//, '')))
      .map((target) => `its package.json leads to ${target}, which is not in the tarball.`),
  ];
}

function enumerate(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

function withoutSource(target: unknown): unknown {
  if (typeof target !== 'object' || target === null) return target;
  return Object.fromEntries(Object.entries(target).filter(([condition]) => condition !== sourceCondition));
}

function leaves(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [];
}
