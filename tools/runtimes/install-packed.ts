import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions } from 'esbuild';
import { installAll, packAll } from '../packages/tarballs.ts';

/** The packages as they are published, installed, with the cases beside them. */
export interface Installation {
  readonly folder: string;
  /** The names of the packages that are code and run everywhere. */
  readonly packages: readonly string[];
  /** The cases as a program's module, which imports the packages by name. */
  readonly cases: string;
  /** The same with everything in it. */
  readonly bundle: string;
}

/** Packs every package, installs the tarballs into an empty folder, and puts the cases there. */
export async function installPacked(): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-runtimes-'));
  const tarballs = packAll(folder);
  installAll(tarballs, folder, {});
  const names = tarballs.map(({ manifest }) => manifest.name);
  const cases = await bundleProgram({
    entryPoints: [fileURLToPath(new URL('in-runtime/run-cases.ts', import.meta.url))],
    external: names,
  });
  writeFileSync(join(folder, 'cases.js'), cases);
  const bundle = await bundleProgram({ entryPoints: [join(folder, 'cases.js')] });
  return { folder, packages: names.filter((name) => !/openapi|emulator/.test(name)), cases, bundle };
}

/** Bundles a program for every runtime. */
export async function bundleProgram(options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({
    bundle: true,
    format: 'esm',
    target: 'es2022',
    // The packages are universal, so one bundle without any runtime's own modules serves all.
    platform: 'neutral',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
    ...options,
    write: false,
  });
  const [output] = outputFiles ?? [];
  if (output === undefined) throw new Error('esbuild wrote no bundle.');
  return output.text;
}
