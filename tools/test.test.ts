import { describe, expect, it } from 'vitest';
import { formatSummary, summarize, type TestReport } from './test.ts';

const file = (status: string, ...statuses: string[]): TestReport['testResults'][number] => ({
  name: 'a.test.ts',
  status,
  assertionResults: statuses.map((each) => ({ status: each, fullName: `it is ${each}` })),
});

function reportOf(...files: TestReport['testResults']): TestReport {
  const count = (wanted: string): number =>
    files.flatMap((each) => each.assertionResults).filter(({ status }) => status === wanted).length;
  return {
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    testResults: files,
  };
}

describe('the closing line', () => {
  it.each([
    ['counts passed tests', reportOf(file('passed', 'passed', 'passed')), 0, '2 passed, 0 failed'],
    ['counts failed tests', reportOf(file('failed', 'passed', 'failed')), 1, '1 passed, 1 failed'],
    [
      'counts skipped tests',
      reportOf(file('passed', 'passed', 'skipped', 'todo')),
      0,
      '1 passed, 0 failed, 2 skipped',
    ],
    [
      'counts a file that cannot be loaded',
      reportOf(file('passed', 'passed'), file('failed')),
      1,
      '1 passed, 1 failed',
    ],
    ['counts a type error outside the tests', reportOf(file('failed', 'passed')), 1, '1 passed, 1 failed'],
    [
      'counts a failure that only the exit code tells',
      reportOf(file('passed', 'passed')),
      1,
      '1 passed, 1 failed',
    ],
    ['takes a run without tests for a failure', reportOf(), 0, '0 passed, 1 failed'],
    [
      'takes a run that skips everything for a failure',
      reportOf(file('passed', 'skipped')),
      0,
      '0 passed, 1 failed, 1 skipped',
    ],
    ['takes a missing report for a failure', undefined, 0, '0 passed, 1 failed'],
  ])('%s', (_, report, exitCode, line) => {
    expect(formatSummary(summarize(report, exitCode))).toBe(line);
  });
});
