/**
 * Checks what the built declarations cost: an app that calls one endpoint stays within a budget of type instantiations.
 *
 *     node tools/types.ts
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { report } from './report.ts';

/** Instantiations that a call of one endpoint may cost, beyond an empty file. */
export const instantiationBudget = 500;

const consumers = join(import.meta.dirname, 'consumer');
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
  const cost = consumer.instantiations - compile(join(consumers, 'empty.ts'), options).instantiations;
  return {
    cost,
    faults:
      cost > instantiationBudget
        ? [`${file} costs ${cost} instantiations, ${instantiationBudget} allowed.`]
        : [],
  };
}

if (import.meta.main) {
  const { cost, faults } = measureConsumer(join(consumers, 'one-endpoint.ts'));
  console.log(`A call of one endpoint costs ${cost} instantiations, ${instantiationBudget} allowed.`);
  report('Types', faults, 'Export interfaces, not types inferred from schemas.');
}
