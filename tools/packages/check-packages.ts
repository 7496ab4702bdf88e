/**
 * Packs every package as it would be published and checks the tarballs: the exact list of files, the package.json, the
 * rules of publint and arethetypeswrong. Then it installs all of them into an empty folder and checks what an app gets:
 * code that loads, declarations that compile in every mode, source maps that lead to shipped sources, dependencies without
 * install scripts and with allowed licences, and the first posts that the README and the guide of the terminal promise.
 *
 *     node tools/packages/check-packages.ts
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { findDeclarationFaults } from './declarations.ts';
import { findInstalledFaults, findNoticeFaults } from './dependencies.ts';
import { inParallel } from '../in-parallel.ts';
import { findFirstCommandFaults } from '../rehearsal/first-command.ts';
import { findFirstPostFaults } from '../rehearsal/first-post.ts';
import { findInstallationFaults, installationTools } from './installation.ts';
import {
  compareFileLists,
  expectedFiles,
  findCommonFaults,
  findManifestFaults,
  findOriginFaults,
  findPackedFaults,
  reachableCode,
  sourceEntries,
} from './package-rules.ts';
import { endPrograms } from '../programs.ts';
import { report } from '../report.ts';
import { repositoryAddress } from '../repository-address.ts';
import { findSourceMapFaults } from './source-maps.ts';
import { installAll, packAll, type Tarball } from './tarballs.ts';
import { listFiles, root } from '../workspace.ts';

async function findPackageFaults(tarball: Tarball): Promise<string[]> {
  const { pkg, manifest } = tarball;
  const isCode = pkg.manifest.scripts?.['build'] !== undefined;
  const files = isCode
    ? expectedFiles(
        listFiles(join(pkg.path, 'src')),
        reachableCode(sourceEntries(pkg.manifest), (name) =>
          readFileSync(join(pkg.path, 'dist', name), 'utf8'),
        ),
      )
    : [...(pkg.manifest.files ?? []), 'package.json', 'README.md', 'LICENSE'];
  return [
    ...(isCode ? findManifestFaults(pkg.manifest) : findCommonFaults(pkg.manifest)),
    ...findOriginFaults(manifest, repositoryAddress()),
    ...compareFileLists(tarball.files, files),
    ...findPackedFaults(manifest, tarball.files),
    ...(await runPublint(tarball)),
    ...(isCode ? await runAttw(tarball) : []),
  ];
}

async function runPublint(tarball: Tarball): Promise<string[]> {
  const bytes = readFileSync(tarball.path);
  const { messages } = await publint({
    strict: true,
    pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) },
  });
  return messages.map((message) => `publint: ${formatMessage(message, tarball.manifest, { color: false })}`);
}

async function runAttw({ path }: Tarball): Promise<string[]> {
  const attw = fileURLToPath(
    new URL('dist/index.js', import.meta.resolve('@arethetypeswrong/cli/package.json')),
  );
  const options = ['--profile', 'esm-only', '--no-emoji', '--no-color', '--format', 'ascii'];
  return new Promise((resolve) => {
    execFile(process.execPath, [attw, path, ...options], (error, stdout, stderr) => {
      resolve(error === null ? [] : [`arethetypeswrong:\n${stdout}${stderr}`]);
    });
  });
}

/** Installs all tarballs into an empty folder and looks at what an app has then. */
async function findAppFaults(tarballs: readonly Tarball[], folder: string): Promise<string[]> {
  const lockfile = installAll(tarballs, folder, installationTools);
  const manifests = tarballs.map(({ manifest }) => manifest);
  const consumer = join(root, 'tools/consumer');
  const examples = listFiles(consumer).map((name) => readFileSync(join(consumer, name), 'utf8'));
  return [
    ...findInstallationFaults(folder, manifests),
    ...findInstalledFaults(lockfile),
    ...(await findDeclarationFaults(folder, manifests, examples)),
    ...(await findFirstPostFaults(folder)),
    ...(
      await inParallel(['threads', 'threads-sdk'], (name) =>
        findFirstCommandFaults(join(folder, 'node_modules/.bin', name), [], { cwd: folder }),
      )
    ).flat(),
  ];
}

if (import.meta.main) {
  const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-packages-'));
  try {
    const tarballs = packAll(folder);
    const app = await findAppFaults(tarballs, folder);
    const each = await inParallel(tarballs, async (tarball) => {
      const { name } = tarball.manifest;
      const faults = [
        ...(await findPackageFaults(tarball)),
        ...findSourceMapFaults(join(folder, 'node_modules', name)),
      ];
      return faults.map((fault) => `${name}: ${fault}`);
    });
    report(
      `Packages (${tarballs.map(({ pkg }) => pkg.folder).join(', ')})`,
      [...each.flat(), ...app, ...findNoticeFaults()],
      'Correct the package.json, its `files`, or the README; `./run build` makes dist.',
    );
  } finally {
    endPrograms(); // the emulators of the first posts
    rmSync(folder, { recursive: true, force: true });
  }
}
