import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../workspace.ts';

/** What one program weighs: minified and compressed bytes by bundler, and minified bytes by module. */
export interface ProgramSize {
  readonly name: string;
  readonly bundles: Readonly<Record<string, { readonly minified: number; readonly gzipped: number }>>;
  /** Bytes of the minified bundle of esbuild that come from each source module. */
  readonly modules: Readonly<Record<string, number>>;
}

/** What is written down of a state of the repository. */
export interface Sizes {
  readonly programs: readonly ProgramSize[];
  /** Type instantiations of a program of ten lines, beyond an empty one, by what it does. */
  readonly instantiations: Readonly<Record<string, number>>;
}

const file = join(root, 'tools/size/record.json');

/** What was measured when the sizes were last written down. */
export function readRecord(): Sizes {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Writes the sizes down, as the repository's formatter would. */
export function writeRecord(sizes: Sizes): void {
  writeFileSync(file, `${JSON.stringify(sizes, undefined, 2)}\n`);
}

/** Says where the sizes differ from those that were written down, and in which modules. */
export function findChanges(recorded: Sizes, measured: Sizes): string[] {
  const gone = recorded.programs.filter(
    ({ name }) => !measured.programs.some((program) => program.name === name),
  );
  return [
    ...measured.programs.flatMap((program) => {
      const before = recorded.programs.find(({ name }) => name === program.name);
      if (before === undefined) return [`${program.name}: new.`];
      const bundles = findBundleChanges(before, program);
      if (bundles.length === 0) return [];
      return [`${program.name}: ${bundles.join(', ')}.${findModuleChanges(before, program).join('')}`];
    }),
    ...gone.map(({ name }) => `${name}: no longer measured.`),
    ...Object.entries(measured.instantiations)
      .filter(([name, count]) => recorded.instantiations[name] !== count)
      .map(
        ([name, count]) => `${name}: ${recorded.instantiations[name] ?? 0} to ${count} type instantiations.`,
      ),
  ];
}

function findBundleChanges(before: ProgramSize, { bundles }: ProgramSize): string[] {
  return Object.entries(bundles).flatMap(([bundler, { minified, gzipped }]) => {
    const old = before.bundles[bundler];
    if (old?.minified === minified && old.gzipped === gzipped) return [];
    return [
      `${old?.gzipped ?? 0} to ${gzipped} bytes with ${bundler} (${signed(gzipped - (old?.gzipped ?? 0))})`,
    ];
  });
}

function findModuleChanges(before: ProgramSize, { modules }: ProgramSize): string[] {
  return [...new Set([...Object.keys(before.modules), ...Object.keys(modules)])]
    .map((path) => ({ path, change: (modules[path] ?? 0) - (before.modules[path] ?? 0) }))
    .filter(({ change }) => change !== 0)
    .toSorted((one, other) => Math.abs(other.change) - Math.abs(one.change))
    .map(({ path, change }) => `\n      ${signed(change).padStart(7)}  ${path}`);
}

function signed(bytes: number): string {
  return bytes > 0 ? `+${bytes}` : String(bytes);
}
