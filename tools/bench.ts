/**
 * Prints what requests and imports cost, beside what they cost without this SDK, and how the emulator scales. Read the ratios: the absolute numbers
 * are those of this machine at this moment.
 *
 *     node tools/bench.ts
 */
import { measureEmulator } from './benchmarks/emulator.ts';
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

console.log(
  '\nEmulator                                          unit     second      first    x first      bar',
);
for (const { name, unit, base, measured, ratio, bar } of await measureEmulator()) {
  const bound = unit === 'requests/s' ? `>= ${bar}` : `<= ${bar}`;
  console.log(
    `  ${name.padEnd(40)} ${unit.padStart(11)} ${base.toFixed(0).padStart(10)} ${measured.toFixed(0).padStart(10)} ${ratio.toFixed(2).padStart(10)} ${bound.padStart(8)}`,
  );
}

function printRequests(title: string, costs: readonly RequestCost[]): void {
  console.log(`\n${title.padEnd(36)} CPU us per request   x fetch`);
  for (const { name, microseconds, ratio } of costs) {
    console.log(
      `  ${name.padEnd(26)} ${microseconds.toFixed(0).padStart(26)} ${ratio.toFixed(2).padStart(9)}`,
    );
  }
}
