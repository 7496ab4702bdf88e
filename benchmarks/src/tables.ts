import { clients } from './clients.ts';
import type { ColdStart, ImportCost } from './cold-start.ts';
import type { CompilationCost } from './compiling.ts';
import type { Comparison } from './emulator.ts';
import type { measureRoundTrips, measureWaiting, measureWaitingMemory } from './publishing.ts';
import { cpuRatio, type RequestCost } from './requests.ts';
import type { ClientSize } from './sizes.ts';
import type { Table } from './table.ts';
import type { ValidationCost } from './validation.ts';

export function sizes(weights: readonly ClientSize[], starts: readonly ColdStart[]): Table {
  return {
    title: 'What is downloaded and loaded',
    columns: [
      'client',
      'list: min B',
      'gzip B',
      'create: gzip B',
      'packages',
      'installed kB',
      'import ms',
      'first page ms',
    ],
    rows: weights.map(({ name, reader, writer, footprint }) => {
      const start = starts.find((each) => each.name === name);
      return [
        name,
        String(reader.minified),
        String(reader.gzipped),
        String(writer.gzipped),
        String(footprint.packages),
        (footprint.bytes / 1000).toFixed(0),
        amount(start?.importing),
        amount(start?.firstPage),
      ];
    }),
    notes: [
      'A program that lists posts, and one that creates one, bundled by esbuild for Node. Milliseconds are those of the fastest of some fresh processes beyond an empty one: to import the packages as they are installed, and to import the bundle and get the first page. `-`: Node cannot import it.',
    ],
  };
}

export function imports(costs: readonly ImportCost[]): Table {
  return {
    title: 'Importing each package',
    columns: ['package', 'ms', 'x ky'],
    rows: costs.map(({ name, milliseconds, ratio }) => [name, amount(milliseconds), ratio.toFixed(2)]),
    notes: ['In a fresh process, beyond an empty one.'],
  };
}

export function requests(title: string, costs: readonly RequestCost[]): Table {
  const costOf = (name: string): RequestCost | undefined => costs.find((each) => each.name === name);
  const isReading = title.startsWith('Reading');
  const ratios = clients.flatMap(({ name, against }) => {
    if (against === undefined) return [];
    const ratio = cpuRatio(costOf(name), costOf(against.name));
    const bar = isReading && against.bar;
    const verdict = bar ? `; the bar is ${bar}: ${ratio <= bar ? 'met' : 'MISSED'}` : '';
    return [`Processor time of ${name}: ${ratio.toFixed(2)} x that of ${against.name}${verdict}.`];
  });
  return {
    title,
    columns: ['client', 'CPU us', 'x fetch', 'p50 us', 'x fetch', 'p99 us'],
    rows: costs.map((cost) => [
      cost.name,
      cost.cpu.toFixed(0),
      cost.cpuRatio.toFixed(2),
      cost.p50.toFixed(0),
      cost.p50Ratio.toFixed(2),
      cost.p99.toFixed(0),
    ]),
    notes: [
      'One request after another to a server on the same machine that answers with prepared bytes; one process per client, in turns; medians of the rounds. Clients that are not for Threads do the nearest job, with an answer of the same length.',
      ...ratios,
    ],
  };
}

export function validation(result: { parsing: number; costs: readonly ValidationCost[] }): Table {
  return {
    title: 'Checking a page of 25 posts',
    columns: ['schema', 'us', 'x valibot', 'every post wrong: us', 'gzip B'],
    rows: result.costs.map(({ name, page, ratio, faulty, gzipped }) => [
      name,
      page.toFixed(0),
      ratio.toFixed(2),
      faulty.toFixed(0),
      String(gzipped),
    ]),
    notes: [
      `Processor time beyond that of \`JSON.parse\`, which takes ${result.parsing.toFixed(0)} us for the page. Ours keeps members that it does not know, the two others drop them. zod compiles its schemas with \`new Function\`, which Workers and strict content security policies forbid.`,
    ],
  };
}

export function compilation(costs: readonly CompilationCost[], generation: number): Table {
  return {
    title: 'Compiling a program that uses it',
    columns: ['client', 'instantiations', 'types', 'tsc ms'],
    rows: costs.map(({ name, instantiations, types, milliseconds }) => [
      name,
      instantiations.toFixed(0),
      types.toFixed(0),
      amount(milliseconds),
    ]),
    notes: [
      'The programs of the tables above, strict, with `skipLibCheck`; the fastest of some runs.',
      `Generating all endpoints from the OpenAPI description and comparing them with those in the repository takes ${generation.toFixed(0)} ms.`,
    ],
  };
}

export function roundTrips(trips: Awaited<ReturnType<typeof measureRoundTrips>>): Table {
  return {
    title: 'Publishing: round trips in a row',
    columns: ['post', 'ours', 'one by one', 'ratio', 'bar'],
    rows: trips.map(({ name, ours, sequential, bar }) => [
      name,
      String(ours),
      String(sequential),
      (ours / sequential).toFixed(2),
      `<= ${bar}`,
    ]),
    notes: ['Requests that have to wait for one another; containers of a carousel are created side by side.'],
  };
}

export function waiting(
  waits: Awaited<ReturnType<typeof measureWaiting>>,
  { flows, bytesPerFlow, sockets }: Awaited<ReturnType<typeof measureWaitingMemory>>,
): Table {
  return {
    title: 'Publishing a video: seconds waited too long (calls)',
    columns: ['processing', ...(waits[0]?.strategies ?? []).map(({ name }) => name), 'bar of ours'],
    rows: waits.map(({ processing, bar, strategies }) => [
      `${processing / 1000} s`,
      ...strategies.map(({ extra, calls }) => `${(extra / 1000).toFixed(1)} (${calls})`),
      `${bar / 1000}`,
    ]),
    notes: [
      `${flows} posts that wait take ${bytesPerFlow.toFixed(0)} bytes of heap each (bar: 4096) and ${sockets} sockets (bar: 0).`,
    ],
  };
}

export function emulator(comparisons: readonly Comparison[]): Table {
  return {
    title: 'The emulator',
    columns: ['second : first', 'unit', 'first', 'second', 'ratio', 'bar'],
    rows: comparisons.map(({ name, unit, base, measured, ratio, bar }) => [
      name,
      unit,
      base.toFixed(0),
      measured.toFixed(0),
      ratio.toFixed(2),
      `${unit === 'requests/s' ? '>=' : '<='} ${bar}`,
    ]),
    notes: [
      'How it scales with the number of posts and the depth of a list, and what a page costs over HTTP.',
    ],
  };
}

function amount(milliseconds: number | undefined): string {
  return milliseconds === undefined || Number.isNaN(milliseconds)
    ? '-'
    : Math.max(0, milliseconds).toFixed(0);
}
