/**
 * Runs every static check, one after the other, to the end, and says of each that fails what to do.
 *
 *     node tools/check.ts
 */
import { spawnSync } from 'node:child_process';
import { styleText } from 'node:util';
import { root } from './workspace.ts';

/** Scripts of package.json, in order: a later one may need what `build` leaves. */
const checks: readonly { readonly script: string; readonly remedy: string }[] = [
  { script: 'build', remedy: 'Make it compile.' },
  { script: 'typecheck', remedy: 'Make the tests and tools compile too.' },
  { script: 'lint', remedy: '`./run format` takes care of the formatting.' },
  { script: 'check:layers', remedy: 'Imports go in one direction: see ARCHITECTURE.md.' },
  { script: 'check:texts', remedy: 'Take the address or path out.' },
  { script: 'check:lockfile', remedy: 'Pin a version whose binaries exist for every platform.' },
  { script: 'check:openapi', remedy: 'Correct packages/openapi/threads.openapi.yaml.' },
  { script: 'generate:check', remedy: 'Run `./run generate` and commit what it writes.' },
  {
    script: 'size',
    remedy: 'Find what grew with `./run size --explain`, or raise the limit in tools/size.limits.ts.',
  },
  { script: 'check:types', remedy: 'Write interfaces instead of inferred types into what is exported.' },
  { script: 'check:api', remedy: 'Run `./run api` and look at what changed: users see it too.' },
  { script: 'check:packages', remedy: 'Correct the package.json or its `files`.' },
  { script: 'docs', remedy: 'Write the missing doc comments.' },
];

const failed = checks.filter(({ script }) => {
  const start = performance.now();
  const { status, stdout, stderr, error } = spawnSync('pnpm', ['run', script], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
    maxBuffer: 256 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  if (error) throw error;
  const passed = status === 0;
  const seconds = `${((performance.now() - start) / 1000).toFixed(1)} s`;
  console.log(
    `${passed ? styleText('green', 'ok    ') : styleText('red', 'FAILED')} ${script.padEnd(16)} ${seconds}`,
  );
  if (!passed) console.log(`${stdout}${stderr}`);
  return !passed;
});

if (failed.length > 0) {
  console.log(`\n${failed.length} of ${checks.length} checks failed:`);
  for (const { script, remedy } of failed) console.log(`  ./run ${script.padEnd(16)} ${remedy}`);
  process.exitCode = 1;
} else {
  console.log(`\nAll ${checks.length} checks passed.`);
}
