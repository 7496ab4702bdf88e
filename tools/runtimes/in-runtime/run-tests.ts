import { expect, type RunnerTask, type RunnerTestFile, vi } from 'vitest';
import { setSafeTimers, startTests } from 'vitest/internal/browser';
import type { VitestRunner } from 'vitest/runtime';
import { type Stage, takeStage } from './stage.ts';

/** What came of some test files in a runtime, as plain data. */
export interface Results {
  /** How many files were loaded. */
  readonly files: number;
  readonly passed: number;
  readonly skipped: number;
  readonly failures: readonly Failure[];
}

/** A test that failed, or a file or suite that could not be set up. */
export interface Failure {
  readonly name: string;
  readonly error: string;
}

/** How each test file is loaded, by its path in the repository. */
export type Files = Readonly<Record<string, () => Promise<unknown>>>;

/** As much of vitest's configuration as its runner looks at; the time-outs are those of `vitest.config.ts`. */
const config = {
  root: '',
  passWithNoTests: false,
  allowOnly: false,
  sequence: { seed: 1, hooks: 'stack', setupFiles: 'list' },
  setupFiles: [],
  maxConcurrency: 5,
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 20_000, interval: 20 } },
  retry: 0,
  tags: [],
} as Partial<VitestRunner['config']> as VitestRunner['config'];

/** Runs test files in this runtime, with vitest itself. A file that cannot be loaded is a failure. */
export async function runTests(files: Files, stage: Stage): Promise<Results> {
  takeStage(stage);
  const unhandled: unknown[] = [];
  // For Chromium and workerd: Node, Bun and Deno end the program by themselves.
  globalThis.addEventListener?.('unhandledrejection', (event) => unhandled.push(event.reason));
  // The state of one of vitest's own workers, as much of it as `expect` and `vi` look at.
  Object.defineProperty(globalThis, '__vitest_worker__', { value: { config, ctx: {} } });
  setSafeTimers(); // before a test takes the clock away
  const loaded = await startTests(Object.keys(files), {
    config,
    importFile: async (path) => {
      await files[path]?.();
    },
    onBeforeTryTask: (test) => {
      vi.restoreAllMocks();
      expect.setState({ currentTestName: test.fullTestName });
    },
  });
  await new Promise((resolve) => setTimeout(resolve, 10)); // rejections are reported a turn later
  const tasks = loaded.flatMap(withTasks);
  const tests = tasks.filter(({ type }) => type === 'test');
  return {
    files: loaded.length,
    passed: tests.filter(({ result }) => result?.state === 'pass').length,
    skipped: tests.filter(({ mode }) => mode === 'skip' || mode === 'todo').length,
    failures: [
      ...tasks.flatMap(failuresOf),
      ...unhandled.map((reason) => ({ name: 'unhandled rejection', error: describe(reason) })),
    ],
  };
}

function withTasks(task: RunnerTestFile | RunnerTask): RunnerTask[] {
  return 'tasks' in task ? [task, ...task.tasks.flatMap(withTasks)] : [task];
}

function failuresOf({ fullName, result }: RunnerTask): Failure[] {
  return (result?.errors ?? []).map((error) => ({ name: fullName, error: describe(error) }));
}

function describe(error: unknown): string {
  const { cause, diff = '', message = error, stack = '' } = Object(error);
  const text = [message, diff, stack].join('\n');
  return cause === undefined ? text : `${text}\nbecause ${describe(cause)}`;
}
