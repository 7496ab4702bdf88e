import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../workspace.ts';

/** Type instantiations that a program of ten lines may cost, beyond an empty file. */
const instantiationBudget = 500;

const empty = join(root, 'tools/consumer/empty.ts');
const tsc = fileURLToPath(new URL('bin/tsc', import.meta.resolve('typescript/package.json')));
const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess'];

/** What the compiler says of a program. */
export interface Compilation {
  readonly passed: boolean;
  readonly instantiations: number;
  readonly output: string;
}

/** Compiles one file as an app would, without any tsconfig. */
export function compile(file: string, options: readonly string[]): Compilation {
  const { status, stdout, error } = spawnSync(
    process.execPath,
    [
      tsc,
      '--ignoreConfig',
      '--noEmit',
      '--target',
      'es2022',
      '--lib',
      'es2023,dom,dom.iterable,dom.asynciterable',
      ...strict,
      '--types',
      '',
      '--extendedDiagnostics',
      ...options,
      file,
    ],
    { encoding: 'utf8' },
  );
  if (error) throw error;
  const instantiations = /^Instantiations:\s+(\d+)/m.exec(stdout)?.[1];
  if (instantiations === undefined) throw new Error(`tsc printed no diagnostics: ${stdout}`);
  return { passed: status === 0, instantiations: Number(instantiations), output: stdout.trim() };
}

/** Measures a program against an empty one, and says what is wrong with it. */
export function measureConsumer(file: string): { cost: number; faults: string[] } {
  const options = ['--module', 'esnext', '--moduleResolution', 'bundler', '--skipLibCheck'];
  const consumer = compile(file, options);
  if (!consumer.passed) return { cost: NaN, faults: [`${file} does not compile:\n${consumer.output}`] };
  const cost = consumer.instantiations - compile(empty, options).instantiations;
  return {
    cost,
    faults:
      cost > instantiationBudget
        ? [
            `${file} costs ${cost} instantiations, ${instantiationBudget} allowed: export interfaces, not types inferred from schemas.`,
          ]
        : [],
  };
}
