import { globSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';
import { forNodeAlone, root } from '../workspace.ts';
import { nodeModules, standIns, universal } from './bundle.ts';

/** The test files of the packages, by where they can run. Absolute paths. */
export interface TestFiles {
  /** Need web standards only, and run in every runtime. */
  readonly universal: readonly string[];
  /**
   * Go through all that can go wrong while a post goes out, thousands of runs of what other tests run too. No runtime changes the
   * order in which requests are sent, so one is enough.
   */
  readonly searches: readonly string[];
  /** Need modules of Node, such as a server of HTTP, and run in each version of Node. */
  readonly node: readonly string[];
  /** Are about programs, files of the machine or V8, and stay with `./run test`. */
  readonly left: readonly string[];
}

/** Who imports one of these is about other programs, files by their paths, or V8. */
const left = ['child_process', 'module', 'path', 'sqlite', 'v8', 'vm', 'worker_threads'];

/** Sorts the test files of the packages of code that run everywhere by what they import, directly and through others. */
export async function findTests(folder: string = root): Promise<TestFiles> {
  const packages = globSync('packages/*/src', { cwd: folder })
    .map((path) => dirname(path))
    .filter((path) => !forNodeAlone.has(basename(path)));
  const files = globSync(
    packages.map((path) => `${path}/{src,test}/**/*.test.ts`),
    { cwd: folder },
  )
    .map((path) => join(folder, path))
    .sort();
  const imports = await readImports(files, folder);
  const found: Record<keyof TestFiles, string[]> = { universal: [], searches: [], node: [], left: [] };
  for (const file of files) found[placeOf(file, modulesOf(file, imports))].push(file);
  return found;
}

function placeOf(file: string, modules: ReadonlySet<string>): keyof TestFiles {
  if (left.some((name) => modules.has(name))) return 'left';
  if (/[\\/]src[\\/]bin[\\/]/.test(file)) return 'node'; // a part of a program for Node, whatever it imports
  if (![...modules].every((name) => name in standIns)) return 'node';
  return /[\\/]test[\\/]never-twice[\\/]/.test(file) ? 'searches' : 'universal';
}

/** The modules of Node that a file needs, without `node:`. */
function modulesOf(file: string, imports: ReadonlyMap<string, readonly string[]>): Set<string> {
  const seen = new Set([file]);
  for (const path of seen) for (const next of imports.get(path) ?? []) seen.add(next);
  return new Set([...seen].filter((path) => isBuiltin(path)).map((path) => path.replace(/^node:/, '')));
}

/** What each file imports, third-party packages included. */
async function readImports(
  files: readonly string[],
  folder: string,
): Promise<Map<string, readonly string[]>> {
  const imports = new Map<string, readonly string[]>();
  const recorder: Plugin = {
    name: 'record-imports',
    moduleParsed: ({ id, importedIds, dynamicallyImportedIds }) => {
      imports.set(id, [...importedIds, ...dynamicallyImportedIds]);
    },
  };
  const bundle = await rolldown({
    ...universal,
    cwd: folder,
    input: [...files],
    external: /^vitest(\/|$)/,
    treeshake: false,
    plugins: [nodeModules({ without: false }), recorder],
  });
  await bundle.generate();
  await bundle.close();
  return imports;
}
