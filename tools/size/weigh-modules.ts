import { SourceMap } from 'node:module';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { esbuildOptions, gzippedBytes } from './bundle.ts';

/** What one module costs a program. */
export interface ModuleWeight {
  /** The file as it was written, from `packages` or `node_modules` on. */
  readonly path: string;
  /** Bytes of the minified bundle that come from it. */
  readonly minified: number;
  /**
   * Bytes that the bundle, compressed with gzip -9, would weigh less without it. All modules together come to less than
   * the bundle, since of what two of them repeat neither costs much.
   */
  readonly gzipped: number;
}

/**
 * Says what each source module adds to a program's bundle, the dearest first. The packages are built to one file each:
 * their source maps tell which module a piece of it comes from.
 *
 * @param source the program, an ES module
 * @param folder where its imports are resolved from
 */
export async function weighModules(source: string, folder: string): Promise<readonly ModuleWeight[]> {
  const { outputFiles } = await build({
    ...esbuildOptions(source, folder),
    sourcemap: 'external',
    outfile: `${folder}/program.js`,
  });
  const [map = '', code = ''] = ['.js.map', '.js'].map(
    (ending) => outputFiles.find(({ path }) => path.endsWith(ending))?.text,
  );
  const pieces = piecesOf(code, new SourceMap(JSON.parse(map)), folder);
  const total = gzippedBytes(code);
  return [...new Set(pieces.map(({ path }) => path))]
    .map((path) => {
      const own = pieces.filter((piece) => piece.path === path).map(({ text }) => text);
      const others = pieces.filter((piece) => piece.path !== path).map(({ text }) => text);
      return {
        path,
        minified: Buffer.byteLength(own.join('')),
        gzipped: total - gzippedBytes(others.join('')),
      };
    })
    .toSorted((one, other) => other.gzipped - one.gzipped);
}

interface Piece {
  readonly path: string;
  readonly text: string;
}

/** The code, cut where another module begins. */
function piecesOf(code: string, map: SourceMap, folder: string): readonly Piece[] {
  const pieces: { path: string; text: string }[] = [];
  for (const [line, text] of code.split(/(?<=\n)/).entries()) {
    for (const [column, character] of text.split('').entries()) {
      const entry = map.findEntry(line, column);
      const path = 'originalSource' in entry ? shortPath(resolve(folder, entry.originalSource)) : glue;
      const last = pieces.at(-1);
      if (last?.path === path) last.text += character;
      else pieces.push({ path, text: character });
    }
  }
  return pieces;
}

/** What a bundler adds of its own. */
const glue = '(the bundler)';

/** From the last `node_modules`, or `packages`, on. */
function shortPath(path: string): string {
  return path.replace(/^.*\/(?=(?:packages|node_modules)\/(?!.*\/node_modules\/))/, '');
}
