import { spawnSync } from 'node:child_process';

const rounds = 11;

/** A program that imports something. */
export interface ImportProgram {
  readonly name: string;
  readonly source: string;
  /** Where its imports are resolved from. */
  readonly folder: string;
}

/** What an import costs a fresh process, beyond an empty one. */
export interface ImportCost {
  readonly name: string;
  /** NaN if Node cannot import it. */
  readonly milliseconds: number;
  /** Compared with importing ky. */
  readonly ratio: number;
}

/** Runs each program in processes of its own, in turns with ky and with nothing. */
export function measureImports(programs: readonly ImportProgram[]): readonly ImportCost[] {
  const here = import.meta.dirname;
  const all: readonly ImportProgram[] = [
    { name: 'nothing', source: '', folder: here },
    { name: 'import ky', source: `import 'ky';`, folder: here },
    ...programs,
  ];
  const times = new Map(all.map(({ name }): [string, number[]] => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const { name, source, folder } of all) {
      const start = performance.now();
      const { status } = spawnSync(process.execPath, ['--input-type=module', '--eval', source], {
        cwd: folder,
        stdio: 'ignore',
      });
      const time = status === 0 ? performance.now() - start : Number.NaN;
      if (round >= 0) times.get(name)?.push(time); // the first round warms the file cache
    }
  }
  const beyondNothing = (name: string): number =>
    undisturbed(times.get(name)) - undisturbed(times.get('nothing'));
  return programs.map(({ name }) => ({
    name,
    milliseconds: beyondNothing(name),
    ratio: beyondNothing(name) / beyondNothing('import ky'),
  }));
}

/** What disturbs a process only ever makes it slower. */
function undisturbed(times: readonly number[] = []): number {
  return Math.min(...times);
}

/** A program that only imports a module. */
export function importing(name: string): string {
  return name.endsWith('/openapi') ? `import '${name}' with { type: 'json' };` : `import '${name}';`;
}
