import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { compile } from '@threads-sdk/tools/size/instantiations';
import { root } from '@threads-sdk/tools/workspace';
import { type ClientProgram, clients } from './clients.ts';

const rounds = 5;

/** What the compiler does for a program. */
export interface CompilationCost {
  readonly name: string;
  readonly instantiations: number;
  readonly types: number;
  readonly milliseconds: number;
}

/**
 * Compiles an empty program and those that list and create posts, in turns, as an app does: strict, without checking
 * libraries.
 */
export function measureCompilation(): readonly CompilationCost[] {
  const programs: readonly Pick<ClientProgram, 'name' | 'file'>[] = [
    { name: 'an empty file', file: join(root, 'tools/consumer/empty.ts') },
    ...clients.filter(({ file }, index) => clients.findIndex((each) => each.file === file) === index),
    { name: 'zod 4 (schema only)', file: join(root, 'benchmarks/peers/zod-page.ts') },
  ];
  const costs = new Map<string, CompilationCost>();
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, file } of programs) {
      const cost = { name, ...diagnose(file) };
      const fastest = costs.get(name);
      // The counts are always the same, and what disturbs a process only ever makes it slower.
      if (fastest === undefined || cost.milliseconds < fastest.milliseconds) costs.set(name, cost);
    }
  }
  return [...costs.values()];
}

function diagnose(file: string): Omit<CompilationCost, 'name'> {
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
  return Math.min(...times);
}
