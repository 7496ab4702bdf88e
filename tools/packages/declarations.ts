import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inParallel } from '../in-parallel.ts';
import { codeEntries } from './tarballs.ts';
import type { Manifest } from '../workspace.ts';

/**
 * What an app needs for a package's declarations besides the ES2022 library: nothing, or the DOM library, for `fetch`,
 * `AbortSignal` and the like. None needs Node's types.
 */
const needs: Readonly<Record<string, 'none' | 'dom'>> = {
  '@threads-sdk/auth': 'dom',
  '@threads-sdk/auth-providers': 'dom',
  '@threads-sdk/check-setup': 'dom',
  '@threads-sdk/core-http': 'dom',
  '@threads-sdk/credentials': 'none',
  '@threads-sdk/emulator': 'dom',
  '@threads-sdk/endpoints': 'dom',
  '@threads-sdk/errors': 'none',
  '@threads-sdk/inbox': 'dom',
  '@threads-sdk/mcp': 'dom',
  '@threads-sdk/media': 'dom',
  '@threads-sdk/openapi': 'none',
  '@threads-sdk/opentelemetry': 'dom',
  '@threads-sdk/publish': 'dom',
  '@threads-sdk/scheduler': 'dom',
  '@threads-sdk/storage': 'dom',
  '@threads-sdk/webhooks': 'dom',
  'threads-sdk': 'dom',
};

/** Every way in which an app can have its modules, with the kinds of files in which it can import ES modules then. */
const modes: readonly Mode[] = [
  { compiler: 'typescript', module: 'nodenext', files: ['mts', 'cts'] },
  { compiler: 'typescript', module: 'node20', files: ['mts', 'cts'] },
  { compiler: 'typescript', module: 'node18', files: ['mts'] },
  { compiler: 'typescript', module: 'node16', files: ['mts'] },
  { compiler: 'typescript', module: 'preserve', moduleResolution: 'bundler', files: ['mts', 'cts'] },
  { compiler: 'typescript', module: 'esnext', moduleResolution: 'bundler', files: ['mts'] },
  { compiler: 'typescript', module: 'commonjs', moduleResolution: 'bundler', files: ['cts'] },
  { compiler: 'typescript-6', module: 'nodenext', files: ['mts', 'cts'] },
  // The oldest one, which the README of core-http names. It knows no `require` of ES modules.
  { compiler: 'typescript-5', module: 'nodenext', files: ['mts'] },
  { compiler: 'typescript-5', module: 'esnext', moduleResolution: 'bundler', files: ['mts'] },
];

interface Mode {
  readonly compiler: 'typescript' | 'typescript-5' | 'typescript-6';
  readonly module: string;
  readonly moduleResolution?: string;
  readonly files: readonly ('mts' | 'cts')[];
}

interface Program {
  readonly mode: Mode;
  readonly lib: readonly string[];
  readonly specifiers: readonly string[];
  readonly examples?: readonly string[];
}

const libraries = { none: ['es2022'], dom: ['es2022', 'dom'] };

/**
 * Compiles apps against installed packages with all declarations checked but TypeScript's own: one of all packages in
 * every mode, with the DOM library, and one without it.
 *
 * @param folder where the packages are installed
 * @param examples sources of ES modules that use the packages
 */
export async function findDeclarationFaults(
  folder: string,
  manifests: readonly Manifest[],
  examples: readonly string[],
): Promise<string[]> {
  const specifiers = manifests.flatMap(entriesOf);
  const faults = await inParallel(modes, async (mode) => {
    const { passed, output } = await compile(folder, { mode, lib: libraries.dom, specifiers, examples });
    return passed ? [] : [`${nameOf(mode)} does not compile an app of all packages:\n${output}`];
  });
  return [...faults.flat(), ...(await findNeedFaults(folder, manifests, needs))];
}

/** Says of which packages the table has another need than they have, when all compile with the DOM library. */
export async function findNeedFaults(
  folder: string,
  manifests: readonly Manifest[],
  table: Readonly<Record<string, 'none' | 'dom'>>,
): Promise<string[]> {
  const inNode: Mode = { compiler: 'typescript', module: 'nodenext', files: ['mts'] };
  const program = { mode: inNode, lib: libraries.none };
  const specifiers = manifests.flatMap(entriesOf);
  const { passed, output } = await compile(folder, { ...program, specifiers });
  const lacking = new Set(
    [...output.matchAll(/(node_modules\/.+?)\(\d+,\d+\): error/g)].map(([, file]) => file),
  );
  if (!passed && lacking.size === 0) return [`tsc says nothing of a file:\n${output}`];
  // Which files a package leads to is known without checking them.
  const importable = manifests.filter((manifest) => entriesOf(manifest).length > 0);
  const faults = await inParallel(importable, async (manifest) => {
    const list = await compile(folder, { ...program, specifiers: entriesOf(manifest) }, ['--listFilesOnly']);
    const culprit = list.output
      .split('\n')
      .map((file) => file.slice(file.indexOf('node_modules/')).trim())
      .find((file) => lacking.has(file));
    const need = culprit === undefined ? 'none' : 'dom';
    const because = culprit === undefined ? '' : `, because of ${culprit}`;
    return table[manifest.name] === need
      ? []
      : [
          `${manifest.name} needs '${need}'${because}; tools/packages/declarations.ts says '${table[manifest.name]}'.`,
        ];
  });
  return faults.flat();
}

/** Runs a compiler on a program of imports. */
async function compile(
  folder: string,
  { mode, lib, specifiers, examples = [] }: Program,
  options: readonly string[] = [],
): Promise<{ passed: boolean; output: string }> {
  const program = mkdtempSync(join(folder, 'program-'));
  const imports = specifiers.map((specifier, index) => `export * as entry${index} from '${specifier}';\n`);
  const modules = mode.files.includes('mts') ? examples : [];
  const sources = [
    ...mode.files.map((ending) => [`app.${ending}`, imports.join('')] as const),
    ...modules.map((source, index) => [`example-${index}.mts`, source] as const),
  ];
  for (const [file, source] of sources) writeFileSync(join(program, file), source);
  const files = sources.map(([file]) => file);
  const compilerOptions = {
    module: mode.module,
    moduleResolution: mode.moduleResolution,
    lib,
    types: [],
    target: 'es2022',
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    skipDefaultLibCheck: true,
  };
  writeFileSync(join(program, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  const compiler = fileURLToPath(new URL('bin/tsc', import.meta.resolve(`${mode.compiler}/package.json`)));
  return new Promise((resolve, reject) => {
    const args = [compiler, '-p', program, '--pretty', 'false', ...options];
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      if (stderr !== '') reject(new Error(`${mode.compiler} does not run: ${stderr}`));
      else resolve({ passed: error === null, output: stdout.trim() });
    });
  });
}

function entriesOf(manifest: Manifest): string[] {
  const code = codeEntries(manifest);
  // Data has its types alone; a program has nothing to import.
  return code.length > 0 || !manifest.exports?.['.'] ? code : [manifest.name];
}

function nameOf({ compiler, module, moduleResolution = module, files }: Mode): string {
  return `${compiler} with module ${module}, moduleResolution ${moduleResolution} (${files.join(', ')})`;
}
