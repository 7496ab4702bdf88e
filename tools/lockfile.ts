/**
 * Checks that each pnpm-lock.yaml of what is installed serves every platform: pnpm leaves a platform's binary out without
 * a word when the registry that wrote the lockfile lacks it, and an install on that platform then ends without one.
 *
 *     node tools/lockfile.ts
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { report } from './report.ts';
import { readManifest, root } from './workspace.ts';

/** Finds binaries that the lockfile of an installed workspace lacks. */
export function findMissingBinaries(repository: string): string[] {
  const keys = new Set(Object.keys(parse(readFileSync(join(repository, 'pnpm-lock.yaml'), 'utf8')).packages));
  const names = new Set([...keys].map((key) => key.slice(0, key.indexOf('@', 1))));
  const installed = globSync('node_modules/.pnpm/*/node_modules/{*,@*/*}/package.json', { cwd: repository })
    .map((file) => readManifest(join(repository, file)))
    .filter(({ name, version }) => keys.has(`${name}@${version}`));
  if (installed.length === 0)
    return ['Nothing that the lockfile names is installed: run `./run install` first.'];
  const missing = installed.flatMap(({ name, version, optionalDependencies = {} }) =>
    Object.keys(optionalDependencies)
      .filter((binary) => !names.has(binary))
      .map((binary) => `${name} ${version} wants ${binary} on some platform, and the lockfile lacks it.`),
  );
  return [...new Set(missing)];
}

if (import.meta.main) {
  // Workspaces of their own are only installed by those who need them.
  const nested = globSync('{benchmarks,tools}/*/pnpm-lock.yaml', { cwd: root })
    .map((file) => join(root, dirname(file)))
    .filter((folder) => existsSync(join(folder, 'node_modules/.pnpm')));
  report(
    'Lockfiles',
    [root, ...nested].flatMap((workspace) => findMissingBinaries(workspace)),
    'Pin the newest version of the package whose binaries are all published, and install again.',
  );
}
