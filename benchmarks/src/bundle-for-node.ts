import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { esbuildOptions, gzippedBytes } from '@threads-sdk/tools/size/bundle';

/** A program in one file, minified, with all that it needs but Node. */
export interface NodeBundle {
  readonly code: string;
  readonly minified: number;
  /** Bytes after gzip -9. */
  readonly gzipped: number;
}

/**
 * Bundles a program with esbuild for Node, which some clients need.
 *
 * @param source the program, an ES module
 * @param folder where its imports are resolved from
 */
export async function bundleForNode(source: string, folder: string): Promise<NodeBundle> {
  const { outputFiles } = await build({ ...esbuildOptions(source, folder), platform: 'node' });
  const code = outputFiles[0]?.text ?? '';
  return { code, minified: Buffer.byteLength(code), gzipped: gzippedBytes(code) };
}

/**
 * Writes a bundle that a process can import.
 *
 * @returns the file
 */
export function writeBundle({ code }: NodeBundle, folder: string, name: string): string {
  const file = join(folder, `${name.replaceAll(/\W+/g, '-')}.mjs`);
  // CommonJS inside of it asks for Node's modules in its own way.
  const prelude = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;
  writeFileSync(file, `${prelude}\n${code}`);
  return file;
}
