import { copyFileSync, cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packAll, run as runNow, type Tarball } from '../packages/tarballs.ts';
import { run } from '../programs.ts';
import { makeFolder } from '../temporary-folder.ts';
import { type Manifest, readManifest, root } from '../workspace.ts';

const examples = join(root, 'docs/frameworks');
const lockfile = 'pnpm-lock.yaml';
const isOurs = (name: string): boolean => /^(?:threads-sdk$|@threads-sdk\/)/.test(name);

/** The examples, each a folder of its own as a user would have it. */
export const exampleNames: readonly string[] = readdirSync(examples).sort();

/**
 * Copies the examples out of the repository, and installs what they need: from the lockfile what others publish, and the
 * packages of the repository from tarballs, so that nothing is found that is not published.
 *
 * @param names the examples to copy
 * @param lock makes the lockfile anew instead
 * @returns the folder above the examples, which are in `apps`
 */
export async function installExamples(names: readonly string[], lock: boolean): Promise<string> {
  const folder = makeFolder('examples');
  const tarballs = neededBy(names, packAll(makeFolder('tarballs')));
  for (const name of names) copyExample(name, join(folder, 'apps', name));
  writeJson(join(folder, 'package.json'), { private: true, dependencies: dependenciesOf(tarballs) });
  for (const name of ['pnpm-workspace.yaml', ...(lock ? [] : [lockfile])])
    copyFileSync(join(import.meta.dirname, name), join(folder, name));

  const how = lock ? ['--no-frozen-lockfile'] : ['--frozen-lockfile', '--prefer-offline'];
  await run('pnpm', ['install', ...how], { cwd: folder, timeout: 300_000 }).catch((error: Error) => {
    const remedy = `If an example or a package has other dependencies now: node tools/frameworks/try-frameworks.ts --lock`;
    throw new Error(`${error.message}\n${remedy}`);
  });
  if (lock) copyFileSync(join(folder, lockfile), join(import.meta.dirname, lockfile));
  for (const { path, manifest } of tarballs) {
    const place = join(folder, 'node_modules', manifest.name);
    mkdirSync(place, { recursive: true });
    runNow('tar', ['-xzf', path, '-C', place, '--strip-components=1'], folder);
  }
  return folder;
}

/** Nothing but what git holds or would take in: no folder that somebody's build has left there. */
function copyExample(name: string, place: string): void {
  const files = runNow(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard'],
    join(examples, name),
  );
  for (const file of files.split('\n').filter((line) => line !== ''))
    cpSync(join(examples, name, file), join(place, file));
  const manifest = readManifest(join(examples, name, 'package.json'));
  writeJson(join(place, 'package.json'), {
    ...manifest,
    dependencies: withoutOurs(manifest.dependencies),
    devDependencies: withoutOurs(manifest.devDependencies),
  });
}

/** The tarballs of the packages that the examples name, and of those that these need. */
function neededBy(names: readonly string[], tarballs: readonly Tarball[]): readonly Tarball[] {
  const byName = new Map(tarballs.map((tarball) => [tarball.manifest.name, tarball]));
  const needed = new Set(
    names.flatMap((name) => {
      const { dependencies, devDependencies } = readManifest(join(examples, name, 'package.json'));
      return Object.keys({ ...dependencies, ...devDependencies }).filter(isOurs);
    }),
  );
  // A set that grows is walked through to its end.
  for (const name of needed)
    for (const next of Object.keys(byName.get(name)?.manifest.dependencies ?? {}))
      if (isOurs(next)) needed.add(next);
  return [...needed].map((name) => {
    const tarball = byName.get(name);
    if (tarball === undefined) throw new Error(`An example needs ${name}, which is not published.`);
    return tarball;
  });
}

/** What others publish and our packages need. */
function dependenciesOf(tarballs: readonly Tarball[]): Manifest['dependencies'] {
  return Object.assign({}, ...tarballs.map(({ manifest }) => withoutOurs(manifest.dependencies)));
}

function withoutOurs(dependencies: Manifest['dependencies'] = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(dependencies).filter(([name]) => !isOurs(name)));
}

function writeJson(path: string, value: unknown): void {
  writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`);
}
