import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commit } from '../copy-repository.ts';
import { run, runToFail } from '../programs.ts';
import { makeFolder } from '../temporary-folder.ts';
import { readPackages } from '../workspace.ts';
import type { Registry } from './registry.ts';

/** Versions by the name of their package. */
export type Versions = Readonly<Record<string, string>>;

/** How a package is raised. */
export type Raise = 'major' | 'minor' | 'patch';

/** The versions of the published packages, as their package.json have them. */
export function readVersions(path: string): Versions {
  return Object.fromEntries(readPackages(path).map(({ manifest }) => [manifest.name, manifest.version]));
}

/**
 * Raises versions and writes changelogs, as the version pull request does. Returns the packages it raised: none where
 * there are no changesets.
 *
 * @throws {Error} if a user could not read in the changelogs what the changesets say
 */
export async function raiseVersions(path: string): Promise<Versions> {
  const before = readVersions(path);
  const pending = readPending(path);
  if (Object.keys(pending).length === 0) return {};
  await run('pnpm', ['run', 'release:version'], { cwd: path });
  await commit(path, 'Version packages');
  const raised = Object.fromEntries(
    Object.entries(readVersions(path)).filter(([name, version]) => version !== before[name]),
  );
  assert.deepEqual(findChangelogFaults(path, pending, raised), []);
  return raised;
}

let checkouts = 0;

/** Packs, and publishes what the registry does not have: with the commands of two jobs, of which the second installs nothing. */
export async function publishPackages(path: string, { env, publishingEnv }: Registry): Promise<void> {
  await run('pnpm', ['run', 'pack'], { cwd: path, env: publishingEnv, timeout: 600_000 });
  checkouts += 1;
  const checkout = makeFolder(`checkouts/${checkouts}`);
  await run('git', ['clone', '--quiet', path, '.'], { cwd: checkout });
  const publish = ['tools/packages/publish.ts', join(path, '.artifacts/packages')];
  // The provenance is signed with the identity of a CI job, which is nowhere else.
  await run(process.execPath, [...publish, '--provenance=false'], { cwd: checkout, env });
}

/**
 * Makes a change as a contributor does, on a branch. The check of pull requests refuses it without a changeset and
 * takes it with one.
 *
 * @param edit changes sources of the package
 */
export async function contribute(
  path: string,
  change: { readonly package: string; readonly raise: Raise; readonly summary: string },
  edit: (folder: string) => void,
): Promise<void> {
  const check = ['run', 'check:changesets', 'main'];
  await run('git', ['switch', '--quiet', '--create', 'change'], { cwd: path });
  edit(join(path, 'packages', change.package));
  await commit(path, 'A change');
  const refusal = await runToFail('pnpm', check, { cwd: path });
  assert.match(refusal, new RegExp(`@threads-sdk/${change.package} has no changeset`), refusal);

  const text = `---\n'@threads-sdk/${change.package}': ${change.raise}\n---\n\n${change.summary}\n`;
  writeFileSync(join(path, '.changeset/rehearsed.md'), text);
  await commit(path, 'A changeset');
  await run('pnpm', check, { cwd: path });

  await run('git', ['switch', '--quiet', 'main'], { cwd: path });
  await run('git', ['merge', '--quiet', '--ff-only', 'change'], { cwd: path });
  await run('git', ['branch', '--quiet', '--delete', 'change'], { cwd: path });
}

/** Says which sentences of changesets a user does not find in the changelogs, and what is noise in them. */
function findChangelogFaults(
  path: string,
  pending: Readonly<Record<string, readonly string[]>>,
  raised: Versions,
): string[] {
  return Object.entries(raised).flatMap(([name, version]) => {
    const file = join(path, 'packages', name.replace('@threads-sdk/', ''), 'CHANGELOG.md');
    const [, entry = ''] = readFileSync(file, 'utf8').split(/^## /m); // the newest comes first
    const words = flatten(entry);
    return [
      ...(entry.startsWith(`${version}\n`) ? [] : [`${name}: its first entry is not ${version}.`]),
      ...(pending[name] ?? [])
        .filter((sentence) => !words.includes(flatten(sentence)))
        .map((sentence) => `${name}: lacks '${sentence}'.`),
      ...(/Updated dependencies|- [0-9a-f]{7}: /.exec(entry) ?? []).map(
        (noise) => `${name}: says '${noise}'.`,
      ),
      ...(/^- /m.test(entry) ? [] : [`${name}: ${version} says nothing.`]),
    ];
  });
}

function readPending(path: string): Record<string, string[]> {
  const folder = join(path, '.changeset');
  const pending: Record<string, string[]> = {};
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md')) {
    const [, head = '', summary = ''] =
      /^---\n(.*?)^---\n(.*)$/ms.exec(readFileSync(join(folder, file), 'utf8')) ?? [];
    for (const [, name = ''] of head.matchAll(/^['"](.+?)['"]:/gm))
      (pending[name] ??= []).push(summary.trim());
  }
  return pending;
}

const flatten = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
