/**
 * Makes what JSR takes of the packages, in a folder: their sources, and a jsr.json that is made of package.json, its one home.
 *
 *     node tools/packages/jsr.ts .artifacts/jsr
 *
 * In that folder `deno publish --dry-run --allow-dirty` says whether JSR takes them, and without `--dry-run` it publishes them.
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Manifest, readManifest, readPackages, root, type WorkspacePackage } from '../workspace.ts';
import { sourceCondition } from './package-rules.ts';

const reasons: Readonly<Record<string, string>> = {
  cli: 'It is a program for Node, which npm installs.',
  emulator: 'Its pages are JSX, and its description is a package of data.',
  mcp: 'It is a server for Node.',
  scheduler: 'It is for Node alone.',
};

/** Why a package is not for JSR; `undefined`: it is. */
export function whyNotOnJsr({ folder, manifest }: WorkspacePackage): string | undefined {
  if (!manifest.name.startsWith('@')) return 'On JSR every name has a scope.';
  if (manifest.scripts?.['build'] === undefined) return 'It is data, and JSR takes modules.';
  return reasons[folder];
}

/**
 * What stands in the jsr.json of a package.
 *
 * @param internal the package.json of what is built into each package: here its sources come along
 * @param catalog the ranges of versions that `catalog:` stands for
 */
export function jsrManifest(
  manifest: Manifest,
  internal: Manifest,
  catalog: Readonly<Record<string, string>>,
): object {
  const entries = Object.entries(manifest.exports ?? {}).flatMap(([entry, target]) => {
    const source: unknown = Object(target)[sourceCondition];
    return source === undefined ? [] : [[entry, source]];
  });
  const dependencies: Readonly<Record<string, string>> = {
    ...Object(manifest['peerDependencies']),
    ...internal.dependencies,
    ...manifest.dependencies,
  };
  const others = Object.entries(dependencies).flatMap(([name, range]) => {
    if (name.startsWith('@threads-sdk/')) return [];
    const found = range === 'catalog:' ? catalog[name] : range;
    if (found === undefined) throw new Error(`The catalog has no ${name}.`);
    return [[name, `npm:${name}@${found}`]];
  });
  return {
    name: manifest.name,
    version: manifest.version,
    license: manifest['license'],
    exports: Object.fromEntries(entries),
    imports: { [internal.name]: './internal/index.ts', ...Object.fromEntries(others) },
  };
}

/** Puts the packages that JSR takes into a folder, each in one of its own, and gives their names. */
export function stageForJsr(folder: string): readonly string[] {
  const internal = join(root, 'packages/internal');
  const { catalog }: { readonly catalog: Readonly<Record<string, string>> } = parse(
    readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8'),
  );
  const isShipped = (path: string): boolean => !/\.test(-d)?\.ts$/.test(path);
  const staged = readPackages().filter((pkg) => whyNotOnJsr(pkg) === undefined);
  rmSync(folder, { recursive: true, force: true });
  for (const { folder: name, path, manifest } of staged) {
    const place = join(folder, name);
    mkdirSync(place, { recursive: true });
    cpSync(join(path, 'src'), join(place, 'src'), { recursive: true, filter: isShipped });
    cpSync(join(internal, 'src'), join(place, 'internal'), { recursive: true, filter: isShipped });
    cpSync(join(path, 'README.md'), join(place, 'README.md'));
    cpSync(join(root, 'LICENSE'), join(place, 'LICENSE'));
    const jsr = jsrManifest(manifest, readManifest(join(internal, 'package.json')), catalog);
    writeFileSync(join(place, 'jsr.json'), `${JSON.stringify(jsr, undefined, 2)}\n`);
  }
  const workspace = {
    workspace: staged.map(({ folder: name }) => `./${name}`),
    compilerOptions: { lib: ['esnext', 'dom', 'dom.iterable', 'dom.asynciterable'] },
  };
  writeFileSync(join(folder, 'deno.json'), `${JSON.stringify(workspace, undefined, 2)}\n`);
  return staged.map(({ manifest }) => manifest.name);
}

if (import.meta.main) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error('Into which folder? node tools/packages/jsr.ts .artifacts/jsr');
  console.log(`${folder} has ${stageForJsr(folder).join(', ')}`);
  for (const pkg of readPackages()) {
    const reason = whyNotOnJsr(pkg);
    if (reason !== undefined) console.log(`without ${pkg.manifest.name}: ${reason}`);
  }
}
