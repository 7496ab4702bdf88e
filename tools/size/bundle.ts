import { gzipSync } from 'node:zlib';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { rolldown } from 'rolldown';
import { sourceCondition } from '../packages/package-rules.ts';

/** What a bundler makes of a program: minified, with all dependencies in it. */
export interface Bundle {
  readonly bundler: 'esbuild' | 'rolldown';
  readonly code: string;
  readonly minified: number;
  readonly gzipped: number;
  /** What is in it, largest first, with the bytes that each module contributes. */
  readonly modules: readonly { readonly path: string; readonly bytes: number }[];
}

/**
 * Bundles a program with esbuild and rolldown, as apps for the browser would.
 *
 * Both, because each drops other things: esbuild keeps top-level calls that are not marked pure, as webpack does, and
 * rolldown does not.
 *
 * @param source the program, an ES module
 * @param folder where its imports are resolved from
 */
export function bundle(source: string, folder: string): Promise<readonly Bundle[]> {
  return Promise.all([bundleWithEsbuild(source, folder), bundleWithRolldown(source, folder)]);
}

/**
 * Minified bytes that each module adds to a program, the most first. The packages are built to one file each: this
 * bundles their sources.
 */
export async function weighModules(
  source: string,
  folder: string,
): Promise<Readonly<Record<string, number>>> {
  const { metafile } = await build({ ...esbuildOptions(source, folder), conditions: [sourceCondition] });
  const weights = modulesOf(metafile).map(({ path, bytes }): [string, number] => [shortPath(path), bytes]);
  return Object.fromEntries(weights.filter(([, bytes]) => bytes > 0).toSorted(([, a], [, b]) => b - a));
}

/** From the last `node_modules`, or `packages`, on. */
function shortPath(path: string): string {
  return path.replace(/^(?:.*\/)?(?=(?:packages|node_modules)\/(?!.*\/node_modules\/))/, '');
}

function modulesOf({ outputs }: Metafile): { path: string; bytes: number }[] {
  return Object.values(outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .map(([path, { bytesInOutput }]) => ({ path, bytes: bytesInOutput }));
}

/** How an app that uses esbuild would bundle a program; `write: false` hands over the files. */
export function esbuildOptions(
  source: string,
  folder: string,
): BuildOptions & { readonly metafile: true; readonly write: false } {
  return {
    stdin: { contents: source, resolveDir: folder },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    mainFields: ['module', 'main'],
    metafile: true,
    write: false,
    logLevel: 'silent',
  };
}

/** Bytes after gzip -9; nothing is nothing. */
export function gzippedBytes(code: string): number {
  return code === '' ? 0 : gzipSync(code, { level: 9 }).length;
}

async function bundleWithEsbuild(source: string, folder: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build(esbuildOptions(source, folder));
  return measure('esbuild', outputFiles[0]?.text ?? '', modulesOf(metafile));
}

async function bundleWithRolldown(source: string, folder: string): Promise<Bundle> {
  const entry = `${folder}/__program.js`;
  const build = await rolldown({
    input: entry,
    platform: 'neutral',
    resolve: { mainFields: ['module', 'main'] },
    onLog: (_level, log) => {
      if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
    },
    plugins: [
      {
        name: 'program',
        resolveId: (id) => (id === entry ? entry : null),
        load: (id) => (id === entry ? source : null),
      },
    ],
  });
  const { output } = await build.generate({ format: 'esm', minify: true, codeSplitting: false });
  await build.close();
  const chunk = output[0];
  const modules = Object.entries(chunk.modules).map(([path, { renderedLength }]) => ({
    path,
    bytes: renderedLength,
  }));
  return measure('rolldown', chunk.code, modules);
}

function measure(bundler: Bundle['bundler'], text: string, modules: Bundle['modules']): Bundle {
  const code = text.trim();
  return {
    bundler,
    code,
    minified: Buffer.byteLength(code),
    gzipped: gzippedBytes(code),
    modules: modules.filter(({ bytes }) => bytes > 0).toSorted((a, b) => b.bytes - a.bytes),
  };
}
