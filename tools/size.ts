/**
 * Prints what a program pays in its bundle for what it imports from the built packages, and fails where that is more
 * than tools/size.limits.ts allows, or where an import alone leaves something behind.
 *
 *     node tools/size.ts
 *     node tools/size.ts --explain 'list my posts'    what each module adds to the programs that are called so
 */
import { bundle, type Bundle } from './bundle.ts';
import { report } from './report.ts';
import { sizeLimits, type SizeLimit } from './size.limits.ts';
import { weighModules } from './weigh-modules.ts';
import { readPackages } from './workspace.ts';

/** Says what is wrong with a program's bundle, with its modules where it is too large. */
export function findSizeFaults({ name, limit, absent = [] }: SizeLimit, result: Bundle): string[] {
  const faults = absent
    .filter((text) => result.code.includes(text))
    .map((text) => `${name}: '${text}' of another feature is in the bundle of ${result.bundler}.`);
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

/** Bundles a program; of one with `besides`, the sizes are those that it adds. */
export async function measureProgram(
  { source, besides = '' }: Pick<SizeLimit, 'source' | 'besides'>,
  folder: string,
): Promise<readonly Bundle[]> {
  const [results, others] = await Promise.all([bundle(source, folder), bundle(besides, folder)]);
  return results.map((result) => {
    const other = others.find(({ bundler }) => bundler === result.bundler);
    if (other === undefined) throw new Error(`${result.bundler} bundled only one of the two programs.`);
    const { minified, gzipped } = other;
    return { ...result, minified: result.minified - minified, gzipped: result.gzipped - gzipped };
  });
}

/** One program for each package that runs in an app: it imports the package and uses nothing. */
function bareImports(): SizeLimit[] {
  return readPackages()
    .filter(({ folder }) => folder !== 'openapi' && folder !== 'emulator')
    .map(({ manifest }) => ({
      name: `import '${manifest.name}'`,
      source: `import '${manifest.name}';`,
      limit: 0,
    }));
}

/** Prints the modules of programs, with what each adds to the bundle. */
async function explain(programs: readonly SizeLimit[]): Promise<void> {
  for (const { name, source } of programs) {
    console.log(`${name}, min / what the gzipped bundle of esbuild would weigh less without it`);
    for (const { path, minified, gzipped } of await weighModules(source, import.meta.dirname))
      console.log(String(minified).padStart(8), String(gzipped).padStart(6), ` ${path}`);
  }
}

async function check(): Promise<void> {
  console.log(
    'min / gzip -9 bytes'.padEnd(34),
    'esbuild'.padStart(15),
    'rolldown'.padStart(15),
    'limit'.padStart(8),
  );
  const faults: string[] = [];
  for (const program of [...sizeLimits, ...bareImports()]) {
    const results = await measureProgram(program, import.meta.dirname).catch((error: unknown) => {
      faults.push(`${program.name} cannot be bundled: ${String(error)}`);
      return [];
    });
    const sizes = results.map(({ minified, gzipped }) => `${minified} / ${gzipped}`.padStart(15));
    console.log(program.name.padEnd(34), ...sizes, String(program.limit).padStart(8));
    faults.push(...results.flatMap((result) => findSizeFaults(program, result)));
  }
  report(
    'Size',
    faults,
    'Keep every module free of side effects; a call at the top level needs /* @__PURE__ */. `./run size --explain` and a name say what each module adds.',
  );
}

if (import.meta.main) {
  const [option, name = ''] = process.argv.slice(2);
  const programs = sizeLimits.filter((program) => program.name.includes(name));
  if (option === undefined) await check();
  else if (option === '--explain' && programs.length > 0) await explain(programs);
  else
    report(
      'Size',
      [`'${process.argv.slice(2).join(' ')}' is not known.`],
      `Use --explain and one of: ${sizeLimits.map((program) => program.name).join('; ')}.`,
    );
}
