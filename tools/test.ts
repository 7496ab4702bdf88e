/**
 * Runs all tests and ends with the line `N passed, N failed`.
 *
 *     node tools/test.ts [what vitest takes: a folder, -t 'a name']
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './workspace.ts';

/** What vitest's JSON reporter writes, as far as it is read here. */
export interface TestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** How a run ended. */
export interface TestSummary {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly string[];
}

/**
 * Counts a run. Not everything that fails is a test: a file that cannot be loaded, a type error outside a type test,
 * a missing tsconfig and a run without tests each count as a failure.
 *
 * @param report vitest's report, or `undefined` if it wrote none
 * @param exitCode vitest's exit code, which knows of failures that the report leaves out
 */
export function summarize(report: TestReport | undefined, exitCode: number | null): TestSummary {
  if (!report) return { passed: 0, failed: 1, skipped: [] };
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  );
  const failed = report.numFailedTests + brokenFiles.length;
  const nothingRan = report.numPassedTests + failed === 0;
  const unaccounted = failed === 0 && (exitCode !== 0 || nothingRan);
  return {
    passed: report.numPassedTests,
    failed: unaccounted ? 1 : failed,
    skipped: report.testResults.flatMap((file) =>
      file.assertionResults
        .filter(({ status }) => status !== 'passed' && status !== 'failed')
        .map(({ fullName }) => fullName),
    ),
  };
}

/** The closing line of a run. */
export function formatSummary({ passed, failed, skipped }: TestSummary): string {
  const line = `${passed} passed, ${failed} failed`;
  return skipped.length > 0 ? `${line}, ${skipped.length} skipped` : line;
}

function runTests(args: readonly string[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-test-'));
  const file = join(folder, 'report.json');
  const vitest = fileURLToPath(new URL('vitest.mjs', import.meta.resolve('vitest/package.json')));
  const { status } = spawnSync(
    process.execPath,
    [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const summary = summarize(readReport(file), status);
  rmSync(folder, { recursive: true });

  for (const name of summary.skipped) console.log(`skipped: ${name}`);
  console.log(formatSummary(summary));
  process.exitCode = summary.failed > 0 ? 1 : 0;
}

function readReport(file: string): TestReport | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    console.error(`vitest ended without a report: ${String(error)}`);
    return undefined;
  }
}

if (import.meta.main) runTests(process.argv.slice(2));
