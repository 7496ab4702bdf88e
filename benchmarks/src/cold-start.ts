import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readPackages } from '@threads-sdk/tools/workspace';
import { clients, writeClient } from './clients.ts';
import { startServer } from './server.ts';

const rounds = 11;

/** What a client costs a fresh process, in milliseconds beyond an empty one. */
export interface ColdStart {
  readonly name: string;
  /** Importing it as it is installed; NaN if Node cannot. */
  readonly importing: number;
  /** From the start of the process to the first page of posts, with the program in one file. */
  readonly firstPage: number;
}

/** Measures the clients in turns, and the import of each package of this SDK. */
export async function measureColdStarts(): Promise<{
  readonly clients: readonly ColdStart[];
  readonly packages: readonly ImportCost[];
}> {
  const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-bench-'));
  const server = await startServer();
  try {
    const files = await Promise.all(clients.map((client) => writeClient(client, folder)));
    const imports = clients.map(({ name, file, packages }) => ({
      name: `import ${name}`,
      source: packages.map((each) => importing(each)).join(''),
      folder: dirname(file),
    }));
    const firstPages = clients.map(({ name }, index) => ({
      name: `first page with ${name}`,
      source: `const { reader } = await import('${pathToFileURL(files[index] ?? '').href}');
await reader('${server.url}')();
process.exit();`,
      folder,
    }));
    const packages = readPackages().map(({ manifest: { name } }) => ({
      name,
      source: importing(name),
      folder: import.meta.dirname,
    }));
    const costs = new Map(
      measureImports([...imports, ...firstPages, ...packages]).map((cost) => [cost.name, cost]),
    );
    const millisecondsOf = (name: string): number => costs.get(name)?.milliseconds ?? Number.NaN;
    return {
      clients: clients.map(({ name }) => ({
        name,
        importing: millisecondsOf(`import ${name}`),
        firstPage: millisecondsOf(`first page with ${name}`),
      })),
      packages: packages.flatMap(({ name }) => costs.get(name) ?? []),
    };
  } finally {
    server.stop();
    rmSync(folder, { recursive: true });
  }
}

/** A program that imports something. */
interface ImportProgram {
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
function measureImports(programs: readonly ImportProgram[]): readonly ImportCost[] {
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
function importing(name: string): string {
  return name.endsWith('/openapi') ? `import '${name}' with { type: 'json' };` : `import '${name}';`;
}
