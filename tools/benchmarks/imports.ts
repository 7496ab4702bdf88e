import { execFileSync } from 'node:child_process';
import { median } from './median.ts';

const rounds = 20;

/** What an import costs a fresh process, beyond an empty one. */
export interface ImportCost {
  readonly name: string;
  readonly milliseconds: number;
  /** Compared with importing ky. */
  readonly ratio: number;
}

/** Imports each module in processes of its own, in turns with ky and with nothing. */
export function measureImports(modules: readonly string[]): ImportCost[] {
  const programs = new Map<string, string>([
    ['nothing', ''],
    ['ky', `import 'ky';`],
    ...modules.map((name): [string, string] => [name, importOf(name)]),
  ]);
  const times = new Map([...programs.keys()].map((name): [string, number[]] => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, program] of programs) {
      const start = performance.now();
      execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
        cwd: import.meta.dirname,
      });
      if (round >= 0) times.get(name)?.push(performance.now() - start); // the first round warms the file cache
    }
  }
  const beyondNothing = (name: string): number =>
    median(times.get(name) ?? []) - median(times.get('nothing') ?? []);
  return [...programs.keys()]
    .filter((name) => name !== 'nothing')
    .map((name) => ({
      name,
      milliseconds: beyondNothing(name),
      ratio: beyondNothing(name) / beyondNothing('ky'),
    }));
}

function importOf(name: string): string {
  return name.endsWith('/openapi') ? `import '${name}' with { type: 'json' };` : `import '${name}';`;
}
