import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readPackages } from '../workspace.ts';
import { clients, writeClient } from './clients.ts';
import { type ImportCost, importing, measureImports } from './imports.ts';
import { startServer } from './start-server.ts';

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
