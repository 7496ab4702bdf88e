import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The repository's root folder. */
export const root: string = resolve(import.meta.dirname, '..');

/** The part of a package.json that the checks look at. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly files?: readonly string[];
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/** A published package of the workspace. */
export interface WorkspacePackage {
  /** The folder's name, which is the name without the scope: `auth` of `@threads-sdk/auth`, `threads-sdk` of `threads-sdk`. */
  readonly folder: string;
  readonly path: string;
  readonly manifest: Manifest;
}

/** The folders of packages that are for servers with Node: no page loads them, and they are tried in no other runtime. */
export const forNodeAlone: ReadonlySet<string> = new Set(['cli', 'mcp', 'scheduler']);

/** The package that exports what others export, and nothing of its own but a command. */
export const umbrella = 'threads-sdk';

/** Reads a JSON file whose shape is known. */
export function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Lists the published packages below `packages/`. */
export function readPackages(repository: string = root): WorkspacePackage[] {
  const folder = join(repository, 'packages');
  return readdirSync(folder)
    .sort()
    .filter((name) => existsSync(join(folder, name, 'package.json')))
    .map((name) => ({
      folder: name,
      path: join(folder, name),
      manifest: readManifest(join(folder, name, 'package.json')),
    }))
    .filter(({ manifest }) => manifest.private !== true);
}

/** Lists the files below a folder, as paths relative to it with forward slashes. */
export function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}
