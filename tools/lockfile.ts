/**
 * Checks that each pnpm-lock.yaml serves every platform and every registry: pnpm leaves a platform's binary out without a
 * word when the registry that wrote the lockfile lacks it, and an install on that platform then ends without one.
 *
 *     node tools/lockfile.ts
 */
import { existsSync, globSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { report } from './report.ts';
import { readManifest, root, type Manifest } from './workspace.ts';

/** Finds addresses that tie a lockfile to one registry. */
export function findAddresses(file: string, repository: string = root): string[] {
  return readFileSync(join(repository, file), 'utf8')
    .split('\n')
    .flatMap((line, index) =>
      /:\/\/|tarball:/.test(line) ? [`${file}:${index + 1} names an address: ${line.trim()}`] : [],
    );
}

/** Finds binaries that the lockfile of an installed workspace lacks. */
export function findMissingBinaries(repository: string = root): string[] {
  const keys = new Set(Object.keys(parse(readFileSync(join(repository, 'pnpm-lock.yaml'), 'utf8')).packages));
  const names = new Set([...keys].map((key) => key.slice(0, key.indexOf('@', 1))));
  const installed = readInstalled(repository).filter(({ name, version }) => keys.has(`${name}@${version}`));
  if (installed.length === 0)
    return ['Nothing that the lockfile names is installed: run `./run install` first.'];
  const missing = installed.flatMap(({ name, version, optionalDependencies = {} }) =>
    Object.keys(optionalDependencies)
      .filter((dependency) => !names.has(dependency))
      .map(
        (dependency) => `${name} ${version} wants ${dependency} on some platform, and the lockfile lacks it.`,
      ),
  );
  return [...new Set(missing)];
}

/** The manifests of all packages that pnpm has put below node_modules/.pnpm. */
function readInstalled(repository: string): Manifest[] {
  const store = join(repository, 'node_modules/.pnpm');
  return listFolders(store)
    .flatMap((entry) => listPackages(join(store, entry, 'node_modules')))
    .map((folder) => readManifest(join(folder, 'package.json')));
}

function listPackages(modules: string): string[] {
  return listFolders(modules)
    .flatMap((name) =>
      name.startsWith('@') ? listFolders(join(modules, name)).map((each) => join(name, each)) : [name],
    )
    .map((name) => join(modules, name))
    .filter((folder) => existsSync(join(folder, 'package.json')));
}

/** Real folders only: the links beside a package lead to its dependencies, which have folders of their own. */
function listFolders(path: string): string[] {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

if (import.meta.main) {
  // Workspaces of their own are only installed by those who need them.
  const nested = globSync('tools/*/pnpm-lock.yaml', { cwd: root });
  const installed = nested
    .map((file) => join(root, dirname(file)))
    .filter((folder) => existsSync(join(folder, 'node_modules/.pnpm')));
  report(
    'Lockfiles',
    [
      ...['pnpm-lock.yaml', ...nested].flatMap((file) => findAddresses(file)),
      ...[root, ...installed].flatMap((workspace) => findMissingBinaries(workspace)),
    ],
    'Pin the newest version of the package whose binaries are all published, and install again.',
  );
}
