import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { compile } from '../types.ts';
import { root } from '../workspace.ts';
import { type ClientProgram, clients } from './clients.ts';
import { percentile } from './median.ts';

const rounds = 5;

/** What the compiler does for a program, beyond an empty one. */
export interface CompilationCost {
  readonly name: string;
  readonly instantiations: number;
  readonly types: number;
  readonly milliseconds: number;
}

/** Compiles the programs that list and create posts, in turns, as an app does: strict, without checking libraries. */
export function measureCompilation(): readonly CompilationCost[] {
  const programs: readonly Pick<ClientProgram, 'name' | 'file'>[] = [
    { name: 'empty', file: join(root, 'tools/consumer/empty.ts') },
    ...clients,
    { name: 'zod 4 (schema only)', file: join(root, 'tools/peers/zod-page.ts') },
  ];
  const results = new Map(programs.map(({ name }): [string, Diagnostics[]] => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const { name, file } of programs) results.get(name)?.push(diagnose(file));
  // The counts are always the same, and what disturbs a process only ever makes it slower.
  const undisturbed = (name: string, pick: (each: Diagnostics) => number): number =>
    percentile(
      (results.get(name) ?? []).map((each) => pick(each)),
      0.25,
    );
  return programs
    .filter(({ name }) => name !== 'empty')
    .map(({ name }) => {
      const beyondEmpty = (pick: (each: Diagnostics) => number): number =>
        undisturbed(name, pick) - undisturbed('empty', pick);
      return {
        name,
        instantiations: beyondEmpty(({ instantiations }) => instantiations),
        types: beyondEmpty(({ types }) => types),
        milliseconds: beyondEmpty(({ milliseconds }) => milliseconds),
      };
    });
}

interface Diagnostics {
  readonly instantiations: number;
  readonly types: number;
  readonly milliseconds: number;
}

function diagnose(file: string): Diagnostics {
  const { passed, instantiations, output } = compile(file, [
    '--module',
    'esnext',
    '--moduleResolution',
    'bundler',
    '--skipLibCheck',
    '--allowImportingTsExtensions',
    '--types',
    'node',
  ]);
  if (!passed) throw new Error(`${file} does not compile:\n${output}`);
  const read = (pattern: RegExp): number => Number(pattern.exec(output)?.[1]);
  return {
    instantiations,
    types: read(/^Types:\s+(\d+)/m),
    milliseconds: read(/^Total time:\s+([\d.]+)s/m) * 1000,
  };
}

/** Milliseconds to generate all endpoints from the description and compare them with what is committed. */
export function measureGeneration(): number {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    execFileSync(process.execPath, [join(root, 'packages/endpoints/generate/main.ts'), '--check']);
    return performance.now() - start;
  });
  return percentile(times, 0.25);
}
