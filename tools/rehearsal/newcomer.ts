import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pressAllow } from '../../docs/examples/press-allow.ts';
import { root } from '../workspace.ts';
import { run, serve } from '../programs.ts';
import { type Page, readPage } from './readme.ts';
import type { Registry } from './registry.ts';
import { makeFolder } from '../temporary-folder.ts';

/** Somebody's project that was made from the README alone. */
export interface Project {
  readonly path: string;
  readonly page: Page;
  /** Files of the programs of the README, in its order. */
  readonly programs: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Follows the README in an empty folder: types its commands and saves its programs as they stand.
 */
export async function followReadme(registry: Registry): Promise<Project> {
  const path = makeFolder('newcomer');
  const page = readPage(readFileSync(join(root, 'README.md'), 'utf8'));
  const first = page.command.split(' ').at(-1) ?? '';
  const programs: string[] = [];
  for (const step of page.steps) {
    if (step.kind === 'command') {
      const [command, ...args] = step.line.split(' ');
      assert.equal(command, 'npm', `The README has a newcomer type '${step.line}'.`);
      await run('npm', args, { cwd: path, env: registry.env });
      continue;
    }
    const name = programs.length === 0 ? first : first.replace('.mts', `-${programs.length + 1}.mts`);
    writeFileSync(join(path, name), step.code);
    programs.push(name);
  }
  await startEmulator(path, registry);
  return { path, page, programs, env: registry.env };
}

/** What `npx @threads-sdk/emulator --write-env .env` does, which the README tells; here nothing takes its time. */
async function startEmulator(path: string, registry: Registry): Promise<void> {
  const program = 'node_modules/@threads-sdk/emulator/dist/bin/threads-emulator.js';
  const fast = ['text=0', 'image=0', 'video=0', 'carousel=0'].flatMap((kind) => ['--processing', kind]);
  // Once it prints something, the file is written.
  await serve(
    process.execPath,
    [program, '--write-env', '.env', '--port', '0', ...fast],
    /^(Threads emulator on .*)$/m,
    {
      cwd: path,
      env: registry.env,
    },
  );
}

/** Compiles the programs as strictly as TypeScript can, declarations of the packages included. */
export async function compilePrograms(
  { path, programs }: Project,
  more: readonly string[] = [],
): Promise<void> {
  const compilerOptions = {
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    skipLibCheck: false,
    module: 'nodenext',
    target: 'es2023',
    types: ['node'],
  };
  const files = [...programs, ...more];
  writeFileSync(join(path, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
  await run(process.execPath, [tsc, '--project', path], { cwd: path });
}

/** Runs the programs, with the command of the README, and answers what they ask. Returns what each printed. */
export async function runPrograms(project: Project): Promise<string[]> {
  const outputs: string[] = [];
  for (const program of project.programs) outputs.push(await runProgram(project, program));
  return outputs;
}

/** Opens the address that a program prints, presses "Allow" and pastes where the browser was sent to. */
function runProgram({ path, page, programs, env }: Project, program: string): Promise<string> {
  const [command, ...args] = page.command.replace(programs[0] ?? '', program).split(' ');
  assert.equal(command, 'node');
  let answered = false;
  return run(process.execPath, args, {
    cwd: path,
    env,
    onOutput: (output, type) => {
      const url = /^Open (http:\S+)\n/m.exec(output)?.[1];
      if (!url || answered) return;
      answered = true;
      pressAllow(url).then(type, (error: unknown) => type(String(error)));
    },
  });
}
