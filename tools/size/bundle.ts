import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type BuildOptions } from 'esbuild';
import { rolldown } from 'rolldown';
import { runWebpack, type WebpackBundle } from './run-webpack.ts';

/** What a bundler makes of a program: minified, with all dependencies in it. */
export interface Bundle {
  readonly bundler: 'esbuild' | 'rolldown' | 'webpack';
  readonly code: string;
  readonly minified: number;
  readonly gzipped: number;
  /** What is in it, largest first, with the bytes that each module contributes. */
  readonly modules: readonly { readonly path: string; readonly bytes: number }[];
}

/**
 * Bundles programs with esbuild, rolldown and webpack, as apps for the browser would.
 *
 * All three, because each drops other things: esbuild and webpack keep top-level calls that are not marked pure, rolldown
 * does not, and one alone hides a loss.
 *
 * @param sources the programs, ES modules
 * @param folder where their imports are resolved from
 * @returns the three bundles of each program
 */
export async function bundle(
  sources: readonly string[],
  folder: string,
): Promise<readonly (readonly Bundle[])[]> {
  const webpack = await runWebpack(sources, folder);
  return Promise.all(
    sources.map(async (source, index) => {
      const [esbuild, rolldown] = await Promise.all([
        bundleWithEsbuild(source, folder),
        bundleWithRolldown(source, folder),
      ]);
      return [
        esbuild,
        rolldown,
        ...webpack.slice(index, index + 1).map((whole) => measureWebpack(whole, esbuild)),
      ];
    }),
  );
}

/** Both what webpack loads at once and, as the other two have it in one file, what the program may load later. */
function measureWebpack({ code, later }: WebpackBundle, esbuild: Bundle): Bundle {
  const used = new Set(esbuild.modules.map(({ path }) => resolve(path)));
  const reached = later.filter(({ files }) => files.some((file) => used.has(file)));
  return measure('webpack', [code, ...reached.map((chunk) => chunk.code)].join('\n'), []);
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
  const modules = Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .map(([path, { bytesInOutput }]) => ({ path, bytes: bytesInOutput }));
  return measure('esbuild', outputFiles[0]?.text ?? '', modules);
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
