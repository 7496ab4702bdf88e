/**
 * Publishes the tarballs of a folder, which another job has built, tested and packed; what the registry has already is
 * left out. It needs node and npm, and nothing that is installed: where it runs, a token can be minted.
 *
 *     node tools/packages/publish.ts .artifacts/packages [options of npm publish]
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { report } from '../report.ts';
import { type Manifest, readPackages } from '../workspace.ts';
import { repositoryAddress } from '../repository-address.ts';
import { findAddressFaults, findCommonFaults, findOriginFaults, findPackedFaults } from './package-rules.ts';
import { readTarball, type TarballContents } from './tarballs.ts';

/** Says where tarballs are not those of the packages of this checkout, each once, from a repository that has an address. */
export function findTarballFaults(
  manifests: readonly Manifest[],
  tarballs: readonly TarballContents[],
  address: string,
): string[] {
  const found = tarballs.map(({ manifest: { name, version } }) => `${name}@${version}`);
  const expected = manifests.map(({ name, version }) => `${name}@${version}`);
  return [
    ...findAddressFaults(address),
    ...expected.filter((name) => !found.includes(name)).map((name) => `There is no tarball of ${name}.`),
    ...found
      .filter((name, index) => !expected.includes(name) || found.indexOf(name) !== index)
      .map((name) => `A tarball of ${name} has no place here.`),
    ...tarballs.flatMap(({ manifest, files }) =>
      [
        ...findPackedFaults(manifest, files),
        ...findCommonFaults(manifest),
        ...findOriginFaults(manifest, address),
      ].map((fault) => `${manifest.name} ${fault}`),
    ),
  ];
}

function isPublished({ name, version }: Manifest): boolean {
  const { status, stdout, stderr } = spawnSync('npm', ['view', `${name}@${version}`, 'version'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0 && !stderr.includes('E404'))
    throw new Error(`npm cannot tell whether ${name} is there:\n${stderr}`);
  return stdout.trim() === version;
}

if (import.meta.main) {
  const [folder = '', ...options] = process.argv.slice(2);
  const tarballs = readdirSync(folder).map((file) => readTarball(resolve(join(folder, file))));
  const manifests = readPackages().map(({ manifest }) => manifest);
  const faults = findTarballFaults(manifests, tarballs, repositoryAddress());
  report('Tarballs', faults, 'Nothing is published. Pack this commit: ./run pack');
  for (const { path, manifest } of faults.length > 0 ? [] : tarballs) {
    const isThere = isPublished(manifest);
    console.log(`${manifest.name} ${manifest.version} ${isThere ? 'is there already' : 'is published'}`);
    if (isThere) continue;
    execFileSync('npm', ['publish', path, ...options], {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
  }
}
