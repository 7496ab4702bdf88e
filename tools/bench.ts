/**
 * Prints what requests and imports cost, beside what they cost without this SDK. Read the ratios: the absolute numbers
 * are those of this machine at this moment.
 *
 *     node tools/bench.ts
 */
import { measureImports } from './benchmarks/imports.ts';
import { measureRequests, type RequestCost } from './benchmarks/requests.ts';
import { readPackages } from './workspace.ts';

const { reading, writing } = await measureRequests();
printRequests('GET a page of 25 posts', reading);
printRequests('POST a container', writing);

console.log('\nImport in a fresh process            ms beyond an empty one   x ky');
for (const { name, milliseconds, ratio } of measureImports(
  readPackages().map(({ manifest }) => manifest.name),
)) {
  console.log(`  ${name.padEnd(26)} ${milliseconds.toFixed(1).padStart(30)} ${ratio.toFixed(2).padStart(6)}`);
}

function printRequests(title: string, costs: readonly RequestCost[]): void {
  console.log(`\n${title.padEnd(36)} CPU us per request   x fetch`);
  for (const { name, microseconds, ratio } of costs) {
    console.log(
      `  ${name.padEnd(26)} ${microseconds.toFixed(0).padStart(26)} ${ratio.toFixed(2).padStart(9)}`,
    );
  }
}
