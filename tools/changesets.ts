/**
 * Checks that a branch adds a changeset, with a sentence for users, for every package of which it changes something that
 * users get. `changeset status` is content with one changeset for any package.
 *
 *     node tools/changesets.ts origin/main
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { report } from './report.ts';
import { type Manifest, readPackages, root, type WorkspacePackage } from './workspace.ts';

/** What a branch changes. */
export interface Change {
  /** Files of the repository. */
  readonly files: readonly string[];
  /** Names of the catalog that stand for another range of versions now. */
  readonly catalog: readonly string[];
  /** The texts of the changesets that it adds, by their files. */
  readonly changesets: Readonly<Record<string, string>>;
}

const catalogFile = 'pnpm-workspace.yaml';
const shippedFiles = ['package.json', 'README.md', 'LICENSE'];
const isTest = /\.test(-d)?\.ts$/;

/**
 * Names the packages that are changed and have no changeset, and the changesets that tell users nothing.
 *
 * @param together groups of packages that always have one version
 */
export function findChangesetFaults(
  packages: readonly WorkspacePackage[],
  change: Change,
  together: readonly (readonly string[])[] = [],
): string[] {
  const changesets = Object.entries(change.changesets).map(([file, text]) => {
    const [, head = '', summary = ''] = /^---\n(.*?)^---$(.*)/ms.exec(text) ?? [];
    const raises = [...head.matchAll(/^(['"]?)(@?[\w./-]+)\1\s*:\s*(\w+)/gm)];
    return {
      file,
      summary: summary.trim(),
      names: raises.map(([, , name = '']) => name),
      raises: raises.some(([, , , raise]) => raise !== 'none'),
    };
  });
  const named = new Set(changesets.flatMap(({ names }) => names));
  return [
    ...packages
      .filter(({ manifest }) => !named.has(manifest.name))
      .flatMap((pkg) => {
        const file = change.files.find((name) => isShipped(pkg, name, change.catalog));
        return file ? [`${pkg.manifest.name} has no changeset, and ${file} is changed.`] : [];
      }),
    ...changesets
      .filter(({ summary, raises }) => raises && summary === '')
      .map(({ file }) => `${file} has no text, and it becomes the changelog.`),
    ...together
      .filter((group) => group.some((name) => named.has(name)))
      .flatMap((group) => group.filter((name) => !named.has(name)))
      .map((name) => `${name} is raised with another, and no changeset tells its users why.`),
  ];
}

/** Whether a user of the package gets something else when this file is changed. */
function isShipped(
  { folder, manifest }: WorkspacePackage,
  file: string,
  catalog: readonly string[],
): boolean {
  if (file === catalogFile) return catalog.some((name) => dependsOn(manifest, name));
  if (isTest.test(file)) return false;
  if (file.startsWith('packages/internal/src/')) return dependsOn(manifest, '@threads-sdk/internal');
  const prefix = `packages/${folder}/`;
  const name = file.slice(prefix.length);
  const howItIsBuilt = ['tsconfig.base.json', 'tools/build.ts', `${prefix}tsconfig.json`];
  if (howItIsBuilt.includes(file)) return manifest.scripts?.['build'] !== undefined;
  return (
    file.startsWith(prefix) &&
    [...shippedFiles, ...(manifest.files ?? [])].some(
      (entry) => name === entry || name.startsWith(`${entry}/`),
    )
  );
}

/** Whether a package installs another, or has it built in. */
function dependsOn({ dependencies, devDependencies }: Manifest, name: string): boolean {
  return (
    dependencies?.[name] === 'catalog:' ||
    (name === '@threads-sdk/internal' && name in (devDependencies ?? {}))
  );
}

function changedRanges(before: string, after: string): string[] {
  const [old, now]: Record<string, string>[] = [before, after].map((text) => parse(text).catalog ?? {});
  return Object.keys({ ...old, ...now }).filter((name) => old?.[name] !== now?.[name]);
}

if (import.meta.main) {
  const base = process.argv[2] ?? 'main';
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8' });
  const files = git('diff', '--name-only', '--no-renames', '-z', '--merge-base', base)
    .split('\0')
    .filter((file) => file !== '');
  const read = (file: string): string => readFileSync(join(root, file), 'utf8');
  const changesets = files.filter(
    (file) => /^\.changeset\/.*\.md$/.test(file) && existsSync(join(root, file)),
  );
  report(
    `Changesets since ${base}`,
    findChangesetFaults(
      readPackages(),
      {
        files,
        catalog: changedRanges(
          git('show', `${git('merge-base', base, 'HEAD').trim()}:${catalogFile}`),
          read(catalogFile),
        ),
        changesets: Object.fromEntries(changesets.map((file) => [file, read(file)])),
      },
      JSON.parse(read('.changeset/config.json')).fixed,
    ),
    'Run `./run changeset`; what no user can notice is named in one, too, with `none` in place of `patch`.',
  );
}
