import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundle, weighModules } from './bundle.ts';
import { findSizeFaults, measurePrograms } from './size.ts';
import { findChanges, type Sizes } from './record.ts';
import { writeRepository } from '../test/repository.ts';

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
    expect(unused.map(({ minified, gzipped }) => [minified, gzipped])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    const used = await bundle(`export { read } from 'library';`, folder);
    expect(used.map(({ bundler }) => bundler)).toEqual(['esbuild', 'rolldown']);
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

  it('compares with a program that does the same: 30 bytes more are allowed, with each bundler', async () => {
    const folder = library({
      'index.js': `export const read = () => 'thread'; export const write = () => 'a longer word';`,
    });
    const source = `export { read } from 'library';`;
    const [same = [], other = []] = await measurePrograms(
      [
        { source },
        {
          source: `${source} export { write } from 'library'; export const more = ${JSON.stringify(JSON.stringify(process.versions))};`,
        },
      ],
      folder,
    );
    const bundles = new Map([['the same', same]]);
    const program = { name: 'program', source, limit: { sameAs: 'the same' } };
    expect(same.flatMap((each) => findSizeFaults(program, each, bundles))).toEqual([]);
    for (const each of other)
      expect(findSizeFaults(program, each, bundles)[0]).toMatch(
        new RegExp(`^program: ${each.gzipped} bytes with ${each.bundler}, \\d+ allowed`),
      );
    expect(() => same.flatMap((each) => findSizeFaults(program, each))).toThrow('which nobody bundled');
  });

  it('counts only what a program adds to another one', async () => {
    const folder = library({
      'index.js': `export { read } from './read.js'; export { write } from './write.js';`,
      'read.js': `export const read = () => ['a thread', 'of many words', 'that an app has anyway'];`,
      'write.js': `export const write = () => 'thread';`,
    });
    const source = `export { read, write } from 'library';`;
    const [whole = [], added = [], nothing = []] = await measurePrograms(
      [{ source }, { source, besides: `export { read } from 'library';` }, { source, besides: source }],
      folder,
    );
    expect(added).toHaveLength(2);
    for (const [index, each] of added.entries()) {
      expect(each.gzipped).toBeGreaterThan(0);
      expect(each.gzipped).toBeLessThan((whole[index]?.gzipped ?? 0) / 2);
    }
    expect(nothing.map(({ minified, gzipped }) => [minified, gzipped])).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it('weighs the sources of a built package, the dearest first', async () => {
    const folder = writeRepository({
      'packages/library/package.json': `{ "name": "library", "type": "module", "sideEffects": false, "exports": { "@threads-sdk/source": "./src/index.ts", "default": "./dist/index.js" } }`,
      'packages/library/src/index.ts': `export { read } from './read.ts'; export { write } from './write.ts'; export { list } from './list.ts';`,
      'packages/library/src/read.ts': `export const read = (id: string): string => 'three quiet days of gardens and trains ' + id;`,
      'packages/library/src/write.ts': `export const write = (): string => 'ok';`,
      'packages/library/src/list.ts': `export const list = ['what', 'nobody', 'imports'];`,
    });
    const source = `export { read, write } from 'library';`;
    const weights = Object.entries(await weighModules(source, join(folder, 'packages/library')));
    expect(weights.map(([path]) => path)).toEqual([
      'packages/library/src/read.ts',
      'packages/library/src/write.ts',
    ]);
    expect(weights[0]?.[1]).toBeGreaterThan(40);
    expect(weights[1]?.[1]).toBeLessThan(40);
  });
});

describe('what was written down', () => {
  const sizes = (gzipped: number, modules: Record<string, number>, instantiations = 3): Sizes => ({
    programs: [{ name: 'read', bundles: { esbuild: { minified: 2 * gzipped, gzipped } }, modules }],
    instantiations: { 'one endpoint': instantiations },
  });

  it('is held against what is measured, the modules that changed most first', () => {
    const before = sizes(100, { 'a.ts': 150, 'b.ts': 40, 'c.ts': 10 });
    expect(findChanges(before, sizes(130, { 'a.ts': 160, 'b.ts': 40, 'd.ts': 60 }))).toEqual([
      'read: 100 to 130 bytes with esbuild (+30).\n          +60  d.ts\n          +10  a.ts\n          -10  c.ts',
    ]);
    expect(findChanges(before, sizes(100, { 'a.ts': 150, 'b.ts': 40, 'c.ts': 10 }, 4))).toEqual([
      'one endpoint: 3 to 4 type instantiations.',
    ]);
    expect(findChanges(before, before)).toEqual([]);
  });

  it('knows of programs that came and went', () => {
    const before = sizes(100, {});
    const after = { ...before, programs: before.programs.map((program) => ({ ...program, name: 'write' })) };
    expect(findChanges(before, after)).toEqual(['write: new.', 'read: no longer measured.']);
  });
});
