import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readPackages, root, type Manifest, type WorkspacePackage } from '../workspace.ts';

/** What is in a tarball. */
export interface TarballContents {
  readonly path: string;
  readonly files: readonly string[];
  /** The package.json in it, which differs from that of the repository. */
  readonly manifest: Manifest;
}

/** A package as it would be published. */
export interface Tarball extends TarballContents {
  readonly pkg: WorkspacePackage;
}

/** Packs every published package into a folder. */
export function packAll(folder: string): Tarball[] {
  const packages = readPackages();
  const filters = packages.map(({ manifest: { name } }) => `--filter=${name}`);
  const output = run('pnpm', [...filters, 'pack', '--json', '--pack-destination', folder], root);
  const packed: readonly { readonly name: string; readonly filename: string }[] = JSON.parse(output);
  const paths = new Map(packed.map(({ name, filename }) => [name, filename]));
  return packages.map((pkg) => {
    const path = paths.get(pkg.manifest.name);
    if (path === undefined) throw new Error(`pnpm packed no ${pkg.manifest.name}.`);
    return { pkg, ...readTarball(path) };
  });
}

/** Looks into a tarball. */
export function readTarball(path: string): TarballContents {
  const folder = dirname(path);
  const files = run('tar', ['-tzf', path], folder).split('\n');
  return {
    path,
    files: files.filter((file) => file !== '').map((file) => file.replace(/^package\//, '')),
    manifest: JSON.parse(run('tar', ['-xzOf', path, 'package/package.json'], folder)),
  };
}

/**
 * Installs tarballs into a folder as an app would, without running scripts.
 *
 * @param tools what the checks need beside them, as devDependencies
 * @returns npm's lockfile
 */
export function installAll(
  tarballs: readonly Tarball[],
  folder: string,
  tools: Readonly<Record<string, string>>,
): Lockfile {
  const app = {
    name: 'app',
    private: true,
    type: 'module',
    dependencies: Object.fromEntries(tarballs.map(({ manifest, path }) => [manifest.name, `file:${path}`])),
    devDependencies: tools,
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(app));
  const options = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  run('npm', ['install', ...options], folder);
  return JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
}

/** The part of npm's lockfile that the checks look at. */
export interface Lockfile {
  /** By folder: '' is the app, `node_modules/ky` a package of its own. */
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** A package in npm's lockfile. */
export interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** What the code of a package can be imported by. */
export function codeEntries(manifest: Manifest): string[] {
  return Object.entries(manifest.exports ?? {})
    .filter(([, target]) => typeof target === 'object' && JSON.stringify(target).includes('.js"'))
    .map(([path]) => `${manifest.name}${path.slice(1)}`);
}

/** Runs a program to its end and returns what it printed. */
export function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
}
