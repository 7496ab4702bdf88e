/**
 * Runs every static check to the end, as many at once as there are cores, and says of each that fails what to do.
 *
 *     node tools/check.ts
 */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { styleText } from 'node:util';
import { inParallel } from './in-parallel.ts';
import { root } from './workspace.ts';

interface Check {
  /** A script of package.json. */
  readonly script: string;
  readonly remedy: string;
}

const build: Check = { script: 'build', remedy: 'Make it compile.' };

/** What comes after the build, the longest first. */
const checks: readonly Check[] = [
  { script: 'docs', remedy: 'Write the missing doc comments.' },
  { script: 'check:packages', remedy: 'Correct the package.json or its `files`.' },
  { script: 'lint', remedy: '`./run format` takes care of the formatting.' },
  { script: 'typecheck', remedy: 'Make the tests and tools compile too.' },
  {
    script: 'size',
    remedy:
      'Keep what grew small, or write it down with `./run size --write`; limits are in tools/size/limits.ts.',
  },
  { script: 'generate:check', remedy: 'Run `./run generate` and commit what it writes.' },
  { script: 'check:openapi', remedy: 'Correct packages/openapi/threads.openapi.yaml.' },
  {
    script: 'check:dependencies',
    remedy: 'Declare what is imported, take out what is not; shipped sources import `dependencies` only.',
  },
  { script: 'check:texts', remedy: 'Take the address or path out.' },
  { script: 'check:lockfile', remedy: 'Pin a version whose binaries exist for every platform.' },
  { script: 'check:api', remedy: 'Run `./run api` and look at what changed: users see it too.' },
];

/** Runs a check and prints how it ended. */
async function passes({ script }: Check): Promise<boolean> {
  const start = performance.now();
  const child = spawn('pnpm', ['run', script], {
    cwd: root,
    env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const [status, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  const passed = status === 0;
  const seconds = `${((performance.now() - start) / 1000).toFixed(1)} s`;
  console.log(
    `${passed ? styleText('green', 'ok    ') : styleText('red', 'FAILED')} ${script.padEnd(18)} ${seconds}`,
  );
  if (!passed) console.log(`${stdout}${stderr}`);
  return passed;
}

const failed: Check[] = [];
const run = async (check: Check): Promise<void> => {
  if (!(await passes(check))) failed.push(check);
};
await run(build);
await inParallel(checks, run);

if (failed.length > 0) {
  console.log(`\n${failed.length} of ${checks.length + 1} checks failed:`);
  for (const { script, remedy } of failed) console.log(`  ./run ${script.padEnd(18)} ${remedy}`);
  process.exitCode = 1;
} else {
  console.log(`\nAll ${checks.length + 1} checks passed.`);
}
