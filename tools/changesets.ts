/**
 * Checks that a branch adds a changeset for every package of which it changes something that users get. `changeset
 * status` is content with one changeset for any package.
 *
 *     node tools/changesets.ts origin/main
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { report } from './report.ts';
import { readPackages, root, type WorkspacePackage } from './workspace.ts';

const alwaysShipped = ['package.json', 'README.md', 'LICENSE'];

/**
 * Names the packages that are changed and have no changeset.
 *
 * @param changed files of the repository
 * @param changesets the texts of the changesets that the branch adds
 */
export function findPackagesWithoutChangeset(
  packages: readonly WorkspacePackage[],
  changed: readonly string[],
  changesets: readonly string[],
): string[] {
  const named = new Set(
    changesets.flatMap((text) => {
      const [, head = ''] = /^---\n(.*?)^---$/ms.exec(text) ?? [];
      return [...head.matchAll(/^(['"]?)(@?[\w./-]+)\1\s*:/gm)].map(([, , name = '']) => name);
    }),
  );
  return packages
    .filter(({ manifest }) => !named.has(manifest.name))
    .flatMap((pkg) => {
      const file = changed.find((name) => isShipped(pkg, name));
      return file ? [`${pkg.manifest.name} has no changeset, and ${file} is changed.`] : [];
    });
}

function isShipped({ folder, manifest }: WorkspacePackage, file: string): boolean {
  const prefix = `packages/${folder}/`;
  const name = file.slice(prefix.length);
  return (
    file.startsWith(prefix) &&
    !/\.test(-d)?\.ts$/.test(name) &&
    [...alwaysShipped, ...(manifest.files ?? [])].some(
      (entry) => name === entry || name.startsWith(`${entry}/`),
    )
  );
}

if (import.meta.main) {
  const base = process.argv[2] ?? 'main';
  const output = execFileSync('git', ['diff', '--name-only', '--no-renames', '-z', '--merge-base', base], {
    cwd: root,
    encoding: 'utf8',
  });
  const changed = output.split('\0').filter((file) => file !== '');
  const changesets = changed
    .filter((file) => /^\.changeset\/.*\.md$/.test(file) && existsSync(join(root, file)))
    .map((file) => readFileSync(join(root, file), 'utf8'));
  report(
    `Changesets since ${base}`,
    findPackagesWithoutChangeset(readPackages(), changed, changesets),
    'Run `./run changeset`; what no user can notice is named in one, too, with `none` in place of `patch`.',
  );
}
