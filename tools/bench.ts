/**
 * Prints what requests and imports cost, beside what they cost without this SDK, and how the emulator scales. Read the ratios: the absolute numbers
 * are those of this machine at this moment.
 *
 *     node tools/bench.ts
 */
import { measureEmulator } from './benchmarks/emulator.ts';
import { measureImports } from './benchmarks/imports.ts';
import { measureRoundTrips, measureWaiting, measureWaitingMemory } from './benchmarks/publishing.ts';
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

console.log('\nPublish, round trips in a row               ours   one by one       ratio      bar');
for (const { name, ours, sequential, bar } of await measureRoundTrips()) {
  const ratio = (ours / sequential).toFixed(2);
  console.log(
    `  ${name.padEnd(36)} ${String(ours).padStart(9)} ${String(sequential).padStart(12)} ${ratio.padStart(11)} ${`<= ${bar}`.padStart(8)}`,
  );
}

console.log('\nPublish a video: seconds waited too long, and calls in all');
for (const { processing, bar, strategies } of await measureWaiting()) {
  const columns = strategies.map(({ name, extra, calls }) =>
    `${name} ${(extra / 1000).toFixed(1)} (${calls})`.padEnd(26),
  );
  console.log(
    `  ${`${processing / 1000} s of processing, bar ${bar / 1000}`.padEnd(34)} ${columns.join(' ')}`.trimEnd(),
  );
}

const { flows, bytesPerFlow, sockets } = await measureWaitingMemory();
console.log(
  `\nPublish, ${flows} posts that wait: ${bytesPerFlow.toFixed(0)} bytes of heap each (bar <= 4096), ${sockets} sockets (bar 0)`,
);

function printRequests(title: string, costs: readonly RequestCost[]): void {
  console.log(`\n${title.padEnd(36)} CPU us per request   x fetch`);
  for (const { name, microseconds, ratio } of costs) {
    console.log(
      `  ${name.padEnd(26)} ${microseconds.toFixed(0).padStart(26)} ${ratio.toFixed(2).padStart(9)}`,
    );
  }
}
