import { execFileSync } from 'node:child_process';
import { platform } from 'node:process';
import type { Manifest, WorkspacePackage } from './workspace.ts';

/** A package as it would be published. */
export interface Tarball {
  readonly path: string;
  /** What is in it, without the leading `package/`. */
  readonly files: readonly string[];
  /** As it is in there: with versions in place of `workspace:` and with `publishConfig` applied. */
  readonly manifest: Manifest;
}

/** Packs a package, which must be built, into a folder. */
export function pack(pkg: WorkspacePackage, folder: string): Tarball {
  const output = run('pnpm', ['pack', '--json', '--pack-destination', folder], pkg.path);
  const { filename, files } = JSON.parse(output);
  const manifest = run('tar', ['-xzOf', filename, 'package/package.json'], folder);
  return {
    path: filename,
    files: files.map((file: { path: string }) => file.path),
    manifest: JSON.parse(manifest),
  };
}

function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', shell: platform === 'win32' });
}
