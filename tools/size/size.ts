/**
 * Prints what a program pays in its bundle for what it imports from the built packages, and fails where that is more
 * than tools/size/limits.ts allows, or where an import alone leaves something behind.
 *
 *     node tools/size/size.ts                              compares with what was written down, too
 *     node tools/size/size.ts --write                      writes down what is measured now
 *     node tools/size/size.ts --explain 'list my posts'    what each module adds to the programs that are called so
 */
import { join } from 'node:path';
import { bundle, type Bundle, weighModules } from './bundle.ts';
import { report } from '../report.ts';
import { findChanges, type ProgramSize, readRecord, type Sizes, writeRecord } from './record.ts';
import { sizeLimits, type SizeLimit } from './limits.ts';
import { measureConsumer } from './instantiations.ts';
import { findPageFaults, writeSizesPage } from './write-page.ts';
import { forNodeAlone, readPackages, root } from '../workspace.ts';

/** Programs of ten lines, whose types are counted. */
const consumers = ['list-posts', 'log-in', 'publish-a-post', 'receive-webhooks'];

/** What the package of all may cost beyond the single ones, whose code it only hands on. */
const bytesBeyondTheSame = 30;

/**
 * Says what is wrong with a program's bundle, with its modules where it is too large.
 *
 * @param others the bundles of all programs, by name, for the one that this is compared with
 */
export function findSizeFaults(
  program: SizeLimit,
  result: Bundle,
  others: ReadonlyMap<string, readonly Bundle[]> = new Map(),
): string[] {
  const { name, absent = [], once = [] } = program;
  const limit = limitOf(program, result.bundler, others);
  const { bundler, code } = result;
  const faults = [
    ...absent
      .filter((text) => code.includes(text))
      .map((text) => `${name}: '${text}' of another feature is in the bundle of ${bundler}.`),
    ...once
      .filter((text) => code.split(text).length !== 2)
      .map((text) => `${name}: '${text}' is not once in the bundle of ${bundler}.`),
  ];
  if (result.gzipped > limit) {
    const modules = result.modules
      .slice(0, 25)
      .map(({ path, bytes }) => `\n      ${String(bytes).padStart(7)}  ${path}`);
    faults.push(
      `${name}: ${result.gzipped} bytes with ${result.bundler}, ${limit} allowed. In it:${modules.join('')}`,
    );
  }
  return faults;
}

function limitOf(
  { name, limit }: SizeLimit,
  bundler: Bundle['bundler'],
  others: ReadonlyMap<string, readonly Bundle[]>,
): number {
  if (typeof limit === 'number') return limit;
  const same = others.get(limit.sameAs)?.find((other) => other.bundler === bundler);
  if (same === undefined) throw new Error(`${name} is compared with ${limit.sameAs}, which nobody bundled.`);
  return same.gzipped + bytesBeyondTheSame;
}

/** Bundles programs; of one with `besides`, the sizes are those that it adds. */
export async function measurePrograms(
  programs: readonly Pick<SizeLimit, 'source' | 'besides'>[],
  folder: string,
): Promise<readonly (readonly Bundle[])[]> {
  const sources = [...new Set(programs.flatMap(({ source, besides = '' }) => [source, besides]))];
  const bundles = await Promise.all(sources.map((source) => bundle(source, folder)));
  const bundlesOf = (source: string): readonly Bundle[] => bundles[sources.indexOf(source)] ?? [];
  return programs.map(({ source, besides = '' }) =>
    bundlesOf(source).map((whole, index) => {
      const other = bundlesOf(besides)[index];
      if (other?.bundler !== whole.bundler)
        throw new Error(`${whole.bundler} bundled only one of the two programs.`);
      return {
        ...whole,
        minified: whole.minified - other.minified,
        gzipped: whole.gzipped - other.gzipped,
      };
    }),
  );
}

/** One program for each package that an app bundles: it imports the package and uses nothing. */
function bareImports(): SizeLimit[] {
  return readPackages()
    .filter(({ folder }) => folder !== 'openapi' && folder !== 'emulator' && !forNodeAlone.has(folder))
    .filter(({ manifest }) => manifest.exports?.['.'] !== undefined)
    .map(({ manifest }) => ({
      name: `import '${manifest.name}'`,
      source: `import '${manifest.name}';`,
      limit: 0,
    }));
}

/** Prints the modules of programs, with what each adds to the bundle. */
async function explain(programs: readonly SizeLimit[]): Promise<void> {
  for (const { name, source } of programs) {
    console.log(`${name}, minified bytes`);
    for (const [path, bytes] of Object.entries(await weighModules(source, import.meta.dirname)))
      console.log(String(bytes).padStart(8), ` ${path}`);
  }
}

async function check(write: boolean): Promise<void> {
  const programs = [...sizeLimits, ...bareImports()];
  const measured = await measurePrograms(programs, import.meta.dirname);
  const bundles = new Map(programs.map(({ name }, index) => [name, measured[index] ?? []]));
  const programSizes = await Promise.all(
    sizeLimits.map(async ({ name, source }, index): Promise<ProgramSize> => ({
      name,
      bundles: Object.fromEntries(
        (measured[index] ?? []).map(({ bundler, minified, gzipped }) => [bundler, { minified, gzipped }]),
      ),
      modules: await weighModules(source, import.meta.dirname),
    })),
  );
  const compiled = consumers.map((name) => ({
    name: name.replaceAll('-', ' '),
    ...measureConsumer(join(root, `tools/consumer/${name}.ts`)),
  }));
  const sizes: Sizes = {
    programs: programSizes,
    instantiations: Object.fromEntries(compiled.map(({ name, cost }) => [name, cost])),
  };
  printSizes(sizes);
  if (write) {
    writeRecord(sizes);
    writeSizesPage(sizes);
  }
  report(
    'Size',
    [
      ...programs.flatMap((program, index) =>
        (measured[index] ?? []).flatMap((result) => findSizeFaults(program, result, bundles)),
      ),
      ...compiled.flatMap(({ faults }) => faults),
    ],
    'Keep every module free of side effects; a call at the top level needs /* @__PURE__ */. `./run size --explain` and a name say what each module adds.',
  );
  report(
    'Recorded sizes',
    [...findChanges(readRecord(), sizes), ...findPageFaults(sizes)],
    '`./run size --write` writes them down, for everybody to see in the commit.',
  );
}

function printSizes({ programs, instantiations }: Sizes): void {
  const [first] = programs;
  const bundlers = Object.keys(first?.bundles ?? {});
  console.log('min / gzip -9 bytes'.padEnd(54), ...[...bundlers, 'limit'].map((name) => name.padStart(15)));
  for (const { name, bundles } of programs) {
    const columns = bundlers.map((bundler) => `${bundles[bundler]?.minified} / ${bundles[bundler]?.gzipped}`);
    const limit = sizeLimits.find((program) => program.name === name)?.limit;
    const said = typeof limit === 'object' ? `+ ${bytesBeyondTheSame}` : String(limit);
    console.log(name.padEnd(54), ...[...columns, said].map((text) => text.padStart(15)));
  }
  console.log(`\n${'type instantiations'.padEnd(54)}`);
  for (const [name, count] of Object.entries(instantiations))
    console.log(name.padEnd(54), String(count).padStart(15));
}

if (import.meta.main) {
  const [option, name = ''] = process.argv.slice(2);
  const programs = sizeLimits.filter((program) => program.name.includes(name));
  if (option === undefined) await check(false);
  else if (option === '--write') await check(true);
  else if (option === '--explain' && programs.length > 0) await explain(programs);
  else
    report(
      'Size',
      [`'${process.argv.slice(2).join(' ')}' is not known.`],
      `Use --write, or --explain and one of: ${sizeLimits.map((program) => program.name).join('; ')}.`,
    );
}
