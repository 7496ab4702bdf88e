import { describe, expect, it } from 'vitest';
import { bundle } from './bundle.ts';
import { findSizeFaults, measureProgram } from './size.ts';
import { writeRepository } from './test/repository.ts';

const library = (files: Readonly<Record<string, string>>): string =>
  writeRepository({
    'node_modules/library/package.json': `{ "name": "library", "type": "module", "exports": "./index.js", "sideEffects": false }`,
    ...Object.fromEntries(
      Object.entries(files).map(([name, text]) => [`node_modules/library/${name}`, text]),
    ),
  });

async function faultsOf(
  source: string,
  folder: string,
  limit: number,
  absent: readonly string[] = [],
): Promise<string[]> {
  const bundles = await bundle(source, folder);
  return bundles.flatMap((each) => findSizeFaults({ name: 'program', source, limit, absent }, each));
}

describe('the size check', () => {
  it('measures nothing for an import without use, and something for a use', async () => {
    const folder = library({
      'index.js': `export { read } from './read.js';`,
      'read.js': `export const read = () => 'thread';`,
    });
    const unused = await bundle(`import 'library';`, folder);
    const used = await bundle(`export { read } from 'library';`, folder);
    expect(unused.map(({ minified, gzipped }) => [minified, gzipped])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    for (const each of used) expect(each.gzipped).toBeGreaterThan(20);
  });

  it('sees a call at the top level that is not marked pure', async () => {
    const folder = library({
      'index.js': `import { make } from './make.js'; export const read = () => 1; export const schema = make({ a: make() });`,
      'make.js': `export const make = (of) => ({ kind: 'schema', of });`,
    });
    const faults = await faultsOf(`export { read } from 'library';`, folder, 10_000, ['schema']);
    expect(faults).toContain(`program: 'schema' of another feature is in the bundle of esbuild.`);
  });

  it('names the modules of a bundle that is too large', async () => {
    const folder = library({
      'index.js': `export { read } from './read.js';`,
      'read.js': `export const read = () => 'thread';`,
    });
    const faults = await faultsOf(`export { read } from 'library';`, folder, 10);
    expect(faults).toHaveLength(2);
    for (const fault of faults)
      expect(fault).toMatch(/^program: \d+ bytes with \w+, 10 allowed\. In it:\n +\d+ {2}.*read\.js/);
  });

  it('is content with a bundle within its limit', async () => {
    const folder = library({ 'index.js': `export const read = () => 'thread';` });
    expect(await faultsOf(`export { read } from 'library';`, folder, 200, ['publish'])).toEqual([]);
  });

  it('counts only what a program adds to another one', async () => {
    const folder = library({
      'index.js': `export { read } from './read.js'; export { write } from './write.js';`,
      'read.js': `export const read = () => ['a thread', 'of many words', 'that an app has anyway'];`,
      'write.js': `export const write = () => 'thread';`,
    });
    const source = `export { read, write } from 'library';`;
    const whole = await measureProgram({ source }, folder);
    const added = await measureProgram({ source, besides: `export { read } from 'library';` }, folder);
    const nothing = await measureProgram({ source, besides: source }, folder);
    for (const [index, each] of added.entries()) {
      expect(each.gzipped).toBeGreaterThan(0);
      expect(each.gzipped).toBeLessThan((whole[index]?.gzipped ?? 0) / 2);
    }
    expect(nothing.map(({ minified, gzipped }) => [minified, gzipped])).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
});
