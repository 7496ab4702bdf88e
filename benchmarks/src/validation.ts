import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '@threads-sdk/tools/workspace';
import { page } from './answers.ts';
import { bundleForNode, writeBundle } from './bundle-for-node.ts';
import { median } from './median.ts';

const rounds = 41;
const pagesPerRound = 300;

/** What it costs to check a page of 25 posts. */
export interface ValidationCost {
  readonly name: string;
  /** Microseconds for a page, beyond parsing its JSON. */
  readonly page: number;
  /** The same for a page with a fault in every post. */
  readonly faulty: number;
  /** Compared with valibot's `object`. */
  readonly ratio: number;
  /** Bytes of the schema and what checks it, minified and compressed with gzip -9. */
  readonly gzipped: number;
}

const ours = `import { pageOf } from '@threads-sdk/internal';
import { threadSchema } from './generated/schemas/thread.ts';
const schema = pageOf(threadSchema);
export const validate = (answer) => schema['~standard'].validate(answer);`;

const programs: readonly { readonly name: string; readonly source: string; readonly folder: string }[] = [
  {
    name: 'valibot object',
    source: `export { validate } from './clients/valibot-page.ts';`,
    folder: join(root, 'benchmarks'),
  },
  { name: '@threads-sdk', source: ours, folder: join(root, 'packages/endpoints/src') },
  {
    name: 'zod 4',
    source: `export { validate } from './zod-page.ts';`,
    folder: join(root, 'benchmarks/peers'),
  },
];

type Validate = (answer: unknown) => unknown;

/** Checks pages with each schema in turns. Every page is parsed anew, since ours changes what it checks. */
export async function measureValidation(): Promise<{ parsing: number; costs: readonly ValidationCost[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-bench-'));
  try {
    const contestants = await Promise.all(
      programs.map(async ({ name, source, folder: from }) => {
        const bundle = await bundleForNode(source, from);
        const { validate }: { validate: Validate } = await import(
          pathToFileURL(writeBundle(bundle, folder, name)).href
        );
        return { name, gzipped: bundle.gzipped, validate };
      }),
    );
    const faulty = page.replaceAll('"username":"mika.in.kyoto"', '"username":17');
    const checks = [(): void => undefined, ...contestants.map(({ validate }) => validate)];
    const [parsing = Number.NaN, ...good] = measure(checks, page);
    const [parsingFaulty = Number.NaN, ...bad] = measure(checks, faulty);
    const [base = Number.NaN] = good;
    const costs = contestants.map(({ name, gzipped }, index) => ({
      name,
      gzipped,
      page: (good[index] ?? Number.NaN) - parsing,
      faulty: (bad[index] ?? Number.NaN) - parsingFaulty,
      ratio: ((good[index] ?? Number.NaN) - parsing) / (base - parsing),
    }));
    return { parsing, costs };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Microseconds to parse and check a page, with each. */
function measure(checks: readonly Validate[], text: string): number[] {
  const times = checks.map((): number[] => []);
  for (let round = -5; round < rounds; round += 1) {
    for (const [index, check] of checks.entries()) {
      const start = process.cpuUsage();
      for (let count = 0; count < pagesPerRound; count += 1) attempt(check, JSON.parse(text));
      const { user, system } = process.cpuUsage(start);
      if (round >= 0) times[index]?.push((user + system) / pagesPerRound); // the first rounds warm up
    }
  }
  return times.map((own) => median(own));
}

/** Valibot and zod throw where ours answers; throwing belongs to what they cost. */
function attempt(check: Validate, answer: unknown): void {
  try {
    check(answer);
  } catch {
    // a faulty page is refused
  }
}
