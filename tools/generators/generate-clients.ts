import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { inParallel } from '../in-parallel.ts';
import { run } from '../programs.ts';
import { readManifest, root } from '../workspace.ts';
import type { Programs } from './tried.ts';

const here = import.meta.dirname;
const clients = join(here, 'clients');

/** How each generator is called, as its users do. */
const commands: Readonly<Record<string, (description: string) => readonly string[]>> = {
  'openapi-typescript': (description) => [description, '--output', 'clients/openapi-fetch/threads.ts'],
  '@hey-api/openapi-ts': (description) => [
    '--input',
    description,
    '--output',
    'clients/hey-api',
    '--no-log-file',
  ],
  oazapfts: (description) => [description, 'clients/oazapfts/threads.ts'],
  orval: () => ['--config', 'orval.config.ts'],
  'swagger-typescript-api': (description) => [
    'generate',
    '--path',
    description,
    '--output',
    'clients/swagger-typescript-api',
    '--name',
    'threads.ts',
    '--module-name-first-tag',
  ],
};

/**
 * Generates a client with each generator, compiles them strictly with the programs that use them, and loads those.
 *
 * @throws {Error} with what was printed, where a generator fails or a program does not compile
 */
export async function generateClients(description: string): Promise<Programs> {
  rmSync(clients, { recursive: true, force: true });
  mkdirSync(join(clients, 'oazapfts'), { recursive: true }); // it makes no folder
  await inParallel(Object.entries(commands), ([generator, parameters]) =>
    run(process.execPath, [binaryOf(generator), ...parameters(description)], {
      cwd: here,
      env: { ...process.env, DESCRIPTION: description },
    }),
  );
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  await run(process.execPath, [compiler, '-p', 'tsconfig.clients.json'], { cwd: here });
  const bundle = await rolldown({ input: join(here, 'programs/index.ts'), platform: 'node' });
  // A file for each description, since what was imported once is not read again.
  const file = join(clients, `${Date.now()}.mjs`);
  await bundle.write({ file });
  await bundle.close();
  const loaded: { readonly programs: Programs } = await import(pathToFileURL(file).href);
  return loaded.programs;
}

/** The version of what is installed here. */
export function versionOf(name: string): string {
  return readManifest(join(here, 'node_modules', name, 'package.json')).version;
}

/** The program of what is installed here. */
export function binaryOf(name: string): string {
  const folder = join(here, 'node_modules', name);
  const { bin } = readManifest(join(folder, 'package.json'));
  const [program] = typeof bin === 'string' ? [bin] : Object.values(Object(bin)).map(String);
  if (program === undefined) throw new Error(`${name} has no program.`);
  return join(folder, program);
}
