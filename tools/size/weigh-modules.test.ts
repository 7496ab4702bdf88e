import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { bundle } from './bundle.ts';
import { writeRepository } from '../test/repository.ts';
import { weighModules } from './weigh-modules.ts';

/** A package that was built to one file of code with a source map, as ours are. */
async function builtLibrary(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = writeRepository({
    'packages/library/package.json': `{ "name": "library", "type": "module", "exports": "./dist/index.js", "sideEffects": false }`,
    ...Object.fromEntries(
      Object.entries(files).map(([name, text]) => [`packages/library/src/${name}`, text]),
    ),
  });
  await build({
    entryPoints: [join(folder, 'packages/library/src/index.js')],
    outfile: join(folder, 'packages/library/dist/index.js'),
    bundle: true,
    format: 'esm',
    sourcemap: true,
  });
  return join(folder, 'packages/library');
}

describe('the weights of modules', () => {
  it('name what was written, the dearest first, and add up to the bundle', async () => {
    const folder = await builtLibrary({
      'index.js': `export { read } from './read.js'; export { write } from './write.js'; export { list } from './list.js';`,
      'read.js': `export const read = (id) => 'three quiet days of gardens, trains, temples, markets, rain and very good noodles ' + id;`,
      'write.js': `export const write = () => 'ok';`,
      'list.js': `export const list = () => ['what', 'nobody', 'imports'];`,
    });
    const source = `export { read, write } from './dist/index.js';`;
    const weights = await weighModules(source, folder);
    const written = weights.filter(({ path }) => path.startsWith('packages/'));
    expect(written.map(({ path }) => path)).toEqual([
      'packages/library/src/read.js',
      'packages/library/src/write.js',
    ]);
    const [[whole] = []] = await bundle([source], folder);
    if (whole === undefined) throw new Error('nothing was bundled');
    expect(written[0]?.gzipped).toBeGreaterThan(whole.gzipped / 3);
    expect(written[1]?.gzipped).toBeLessThan(whole.gzipped / 3);
    const sum = weights.reduce((bytes, { minified }) => bytes + minified, 0);
    expect(Math.abs(sum - whole.minified)).toBeLessThanOrEqual(1); // a new line at the end
  });

  it('count little for what another module says as well', async () => {
    const text = `'a post about gardens, trains and temples, read slowly in the evening'`;
    const folder = await builtLibrary({
      'index.js': `export { one } from './one.js'; export { other } from './other.js';`,
      'one.js': `export const one = () => ${text};`,
      'other.js': `export const other = () => ${text};`,
    });
    const weights = await weighModules(`export { one, other } from './dist/index.js';`, folder);
    const [one, other] = ['one', 'other'].map(
      (name) => weights.find(({ path }) => path.endsWith(`${name}.js`))?.gzipped ?? 0,
    );
    expect(one).toBeLessThan(30);
    expect(other).toBeLessThan(30);
  });
});
