/**
 * Checks that what is shipped of each package imports only what stands below it. `turbo boundaries` sees whole
 * packages, tests included; this sees the shipped sources and the published `dependencies`.
 *
 *     node tools/layers.ts
 */
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { parseSync } from 'rolldown/utils';
import { report } from './report.ts';
import { listFiles, readPackages, root, type WorkspacePackage } from './workspace.ts';

/** What each package may import, and nothing else. */
const layers: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  openapi: [],
  credentials: ['@threads-sdk/errors', 'jose', 'valibot'],
  'core-http': ['@threads-sdk/credentials', '@threads-sdk/errors', 'ky'],
  endpoints: ['@threads-sdk/core-http', '@threads-sdk/errors', 'valibot'],
  auth: ['@threads-sdk/core-http', '@threads-sdk/credentials', '@threads-sdk/errors', 'valibot'],
  publish: ['@threads-sdk/core-http', '@threads-sdk/endpoints', '@threads-sdk/errors', 'valibot'],
  media: ['@threads-sdk/errors', 'ipaddr.js'],
  webhooks: ['@threads-sdk/errors', 'valibot'],
  emulator: ['@threads-sdk/openapi', '@hono/node-server', 'hono', 'image-size', 'mediabunny'],
};

/** The only shipped sources that may import from Node. */
const nodeSources = /^packages\/emulator\/src\/(serve[\w-]*\.ts|bin\/)/;

/** Finds imports and published dependencies that the layers forbid, and dependencies that nothing imports. */
export function findLayerFaults(repository: string = root): string[] {
  return readPackages(repository).flatMap((pkg) => {
    const allowed = layers[pkg.folder];
    if (!allowed) return [`packages/${pkg.folder} has no layer: add it to the table in tools/layers.ts.`];

    const imports = readImports(pkg);
    const imported = new Set(imports.map(({ specifier }) => packageOf(specifier)));
    const declared = Object.keys(pkg.manifest.dependencies ?? {});
    return [
      ...imports.flatMap(({ file, specifier }) => {
        if (isBuiltin(specifier)) {
          return nodeSources.test(file)
            ? []
            : [`${file} imports '${specifier}', but has to run without Node.`];
        }
        const name = packageOf(specifier);
        if (!allowed.includes(name)) return [`${file} imports '${specifier}', which is not below it.`];
        if (!declared.includes(name)) {
          return [`${file} imports '${specifier}', which is not among the dependencies of its package.`];
        }
        return [];
      }),
      ...declared
        .filter((name) => !allowed.includes(name))
        .map((name) => `${pkg.manifest.name} depends on ${name}, which is not below it.`),
      ...declared
        .filter((name) => allowed.includes(name) && !imported.has(name))
        .map((name) => `${pkg.manifest.name} depends on ${name}, but imports nothing from it.`),
    ];
  });
}

function readImports(pkg: WorkspacePackage): { file: string; specifier: string }[] {
  return listFiles(join(pkg.path, 'src'))
    .filter((name) => /\.tsx?$/.test(name) && !/\.test(-d)?\.ts$/.test(name))
    .flatMap((name) => {
      const file = `packages/${pkg.folder}/src/${name}`;
      return readSpecifiers(file, readFileSync(join(pkg.path, 'src', name), 'utf8'))
        .filter((specifier) => !specifier.startsWith('.'))
        .map((specifier) => ({ file, specifier }));
    });
}

function readSpecifiers(file: string, text: string): string[] {
  const { module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  const jsx = /@jsxImportSource\s+(\S+)/.exec(text)?.[1];
  return [
    ...module.staticImports.map((each) => each.moduleRequest.value),
    ...module.staticExports.flatMap((each) => each.entries.map((entry) => entry.moduleRequest?.value ?? '.')),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => text.slice(start + 1, end - 1)),
    ...(jsx ? [jsx] : []),
  ];
}

/** The package of an import: `hono` of `hono/jsx`, `@hono/node-server` of `@hono/node-server/conninfo`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

if (import.meta.main) {
  report(
    'Layers',
    findLayerFaults(),
    'ARCHITECTURE.md shows the one direction. Move the code down, or take the dependency out of package.json.',
  );
}
