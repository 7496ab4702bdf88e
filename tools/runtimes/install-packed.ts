import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { installAll, packAll, type Tarball } from '../packages/tarballs.ts';
import { root } from '../workspace.ts';
import { bundleTests, bundleWhole } from './bundle.ts';
import { findTests } from './find-tests.ts';

/** The packages as they are published, installed, with their tests beside them. */
export interface Installation {
  readonly folder: string;
  readonly tarballs: readonly Tarball[];
  /** The tests for every runtime as one module, with the packages in it. */
  readonly whole: string;
}

/**
 * Packs every package, installs the tarballs into an empty folder, and puts the tests there: `universal.js`, `searches.js`
 * and `node.js`, which import the packages by name.
 */
export async function installPacked(): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-runtimes-'));
  const tarballs = packAll(folder);
  installAll(tarballs, folder, {});
  const found = await findTests();
  const universal = [...found.universal, join(import.meta.dirname, 'network/network.ts')];
  const path = join(folder, 'universal.js');
  writeFileSync(path, await bundleTests(byName(universal), { without: true }));
  writeFileSync(join(folder, 'searches.js'), await bundleTests(byName(found.searches), { without: true }));
  writeFileSync(join(folder, 'node.js'), await bundleTests(byName(found.node), { without: false }));
  return {
    folder,
    tarballs,
    whole: await bundleWhole(path),
  };
}

function byName(paths: readonly string[]): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [relative(root, path).replaceAll('\\', '/'), path]));
}
