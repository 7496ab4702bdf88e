/**
 * Builds the package that it is run in: its declarations with tsc, a file for each source, and its code with rolldown, a
 * file for each entry. Node takes half a millisecond for each file that an import loads; in one file, importing
 * `@threads-sdk/endpoints` takes a fifth of the time. Bundlers of apps drop what is not used all the same, since each
 * call at a top level is marked as pure (`tools/size` measures it).
 *
 *     node ../../tools/build.ts
 */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { sourceEntries } from './packages/package-rules.ts';
import { readManifest, root } from './workspace.ts';

// tsc leaves what it made of sources that are gone, turbo would keep it in its cache, and it would be published.
rmSync('dist', { recursive: true, force: true });
execFileSync(
  process.execPath,
  [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json', '--emitDeclarationOnly'],
  { stdio: 'inherit' },
);

const bundle = await rolldown({
  input: Object.fromEntries(
    sourceEntries(readManifest('package.json')).map((entry) => [entry, `./src/${entry}.ts`]),
  ),
  // Packages and Node's modules stay outside. What nobody installs is taken in.
  external: (specifier, _importer, isResolved) =>
    !isResolved && !specifier.startsWith('.') && specifier !== '@threads-sdk/internal',
  resolve: { conditionNames: ['@threads-sdk/source'] },
  platform: 'neutral',
  tsconfig: 'tsconfig.json',
  onLog: (_level, log) => {
    throw new Error(log.message);
  },
});
await bundle.write({
  dir: 'dist',
  format: 'esm',
  sourcemap: true,
  chunkFileNames: '[name].js',
  // Comments and names stay as they are written: what is shipped can be read.
  minify: false,
});
await bundle.close();
