import { existsSync, globSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listFiles, type Manifest, readManifest } from '@threads-sdk/tools/workspace';
import type { NodeBundle } from './bundle-for-node.ts';
import { bundleClient, clients } from './clients.ts';

/** What a client's program weighs. */
export interface ClientSize {
  readonly name: string;
  /** The program that lists posts. */
  readonly reader: NodeBundle;
  /** The program that creates one. */
  readonly writer: NodeBundle;
  readonly footprint: Footprint;
}

/** What npm puts into node_modules. */
export interface Footprint {
  readonly packages: number;
  readonly bytes: number;
}

/** Bundles the programs, and weighs what they install. */
export async function measureSizes(): Promise<readonly ClientSize[]> {
  return Promise.all(
    clients.map(async (client) => ({
      name: client.name,
      reader: await bundleClient(client, ['reader']),
      writer: await bundleClient(client, ['writer']),
      footprint: weighInstalled(client.packages, dirname(client.file)),
    })),
  );
}

/** Adds up packages and all that they depend on, each version once, as they are published. */
export function weighInstalled(names: readonly string[], from: string): Footprint {
  const seen = new Map<string, number>();
  const visit = (name: string, folder: string): void => {
    const found = findPackage(name, folder);
    if (seen.has(found)) return;
    const manifest = readManifest(join(found, 'package.json'));
    seen.set(found, weighPackage(found, manifest));
    for (const dependency of Object.keys(manifest.dependencies ?? {})) visit(dependency, found);
  };
  for (const name of names) visit(name, from);
  return { packages: seen.size, bytes: [...seen.values()].reduce((sum, bytes) => sum + bytes, 0) };
}

/** The real folder of a package, looked up as Node does. */
function findPackage(name: string, from: string): string {
  const folder = join(from, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return realpathSync(folder);
  const above = dirname(from);
  if (above === from) throw new Error(`${name} is not installed.`);
  return findPackage(name, above);
}

/** Bytes of the files that are published; of an installed package these are all. */
function weighPackage(folder: string, { files }: Manifest): number {
  const isInstalled = folder.includes('node_modules');
  const kept = isInstalled
    ? listFiles(folder).filter((file) => !file.startsWith('node_modules/'))
    : published(folder, files ?? []);
  return kept.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
}

function published(folder: string, files: readonly string[]): string[] {
  const patterns = ['package.json', 'README.md', 'LICENSE', ...files];
  const exclude = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  const include = patterns
    .filter((pattern) => !pattern.startsWith('!'))
    .flatMap((pattern) => [pattern, `${pattern}/**`]);
  return globSync(include, { cwd: folder, exclude }).filter((file) => statSync(join(folder, file)).isFile());
}
