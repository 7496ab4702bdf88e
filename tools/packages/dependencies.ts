/**
 * Writes what an app gets of others with the packages into THIRD-PARTY-NOTICES.md. The packages bundle nothing of it
 * (every source map leads to their own sources, see source-maps.ts), so each comes with its licence by itself.
 *
 *     node tools/packages/dependencies.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Lockfile, run } from './tarballs.ts';
import { root } from '../workspace.ts';

/** Licences that ask for no more than that they go along. */
const allowedLicences: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
]);

const noticesPath = join(root, 'THIRD-PARTY-NOTICES.md');

/** A package of others that an app gets. */
interface Dependency {
  readonly name: string;
  readonly licence: string;
  /** Who wants it, in which range. */
  readonly usedBy: readonly { readonly name: string; readonly range: string }[];
}

/** Says which dependencies have a licence that nobody has allowed. */
export function findLicenceFaults(dependencies: readonly Dependency[]): string[] {
  return dependencies
    .filter(({ licence }) => !choicesOf(licence).some((choice) => allowedLicences.has(choice)))
    .map(({ name, licence, usedBy }) => {
      const users = usedBy.map((user) => user.name).join(' and ');
      return `${name}${users && `, which ${users} needs,`} has the licence ${licence}.`;
    });
}

/** The licences of which one may choose: of `(MIT OR CC0-1.0)` two. */
function choicesOf(licence: string): readonly string[] {
  return licence.replace(/^\((.*)\)$/, '$1').split(' OR ');
}

/** Lists what an app gets that has installed all packages, out of npm's lockfile. */
function findInstalled({ packages }: Lockfile): (Dependency & { readonly hasInstallScript: boolean })[] {
  const shipped = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true);
  const nameOf = (path: string): string =>
    path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  return shipped.map(([path, { license, hasInstallScript = false }]) => {
    const name = nameOf(path);
    const usedBy = shipped.flatMap(([user, { dependencies = {} }]) => {
      const range = dependencies[name];
      return range === undefined ? [] : [{ name: nameOf(user), range }];
    });
    return { name, licence: String(license), hasInstallScript, usedBy };
  });
}

/** Says what an app gets that runs code at installation, or has a licence that nobody has allowed. */
export function findInstalledFaults(lockfile: Lockfile): string[] {
  const installed = findInstalled(lockfile);
  return [
    ...installed
      .filter(({ hasInstallScript }) => hasInstallScript)
      .map(({ name }) => `${name}, which is installed with the packages, runs code at installation.`),
    ...findLicenceFaults(installed),
  ];
}

/** The notices: what the lockfile has the packages need at run time, directly or not. */
function emitNotices(): string {
  const list = ['licenses', 'list', '--prod', '--json', '--filter=./packages/*'];
  const licences: Readonly<Record<string, readonly { readonly name: string }[]>> = JSON.parse(
    run('pnpm', list, root),
  );
  const rows = Object.entries(licences)
    .flatMap(([licence, packages]) => packages.map(({ name }) => ({ name, licence })))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ name, licence }) => `- [${name}](https://www.npmjs.com/package/${name}), ${licence}`);
  return `# Third-party notices

The packages of this repository hold no code of others. With them are installed, each with its own licence:

${rows.join('\n')}

Written by \`./run notices\`.
`;
}

/** Says whether the file tells what is installed in the repository. */
export function findNoticeFaults(): string[] {
  return readFileSync(noticesPath, 'utf8') === emitNotices()
    ? []
    : ['THIRD-PARTY-NOTICES.md is not what is installed: run `./run notices`.'];
}

if (import.meta.main) writeFileSync(noticesPath, emitNotices());
