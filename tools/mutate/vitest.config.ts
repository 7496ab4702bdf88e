import { env } from 'node:process';
import { defineConfig, mergeConfig, type ViteUserConfig } from 'vitest/config';
import { BaseSequencer, type Reporter, type TestSpecification, type Vitest } from 'vitest/node';

// One question to all tests: does any fail? The short files come first, and the first failure ends the run.

class ShortestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).reverse();
  }
}

/** What a file may take beyond ten times what it took the last time it passed, in milliseconds. */
const patience = Number(env['MUTATE_PATIENCE'] ?? 30_000);

/** Prints the first failure as its last line and ends. A loop without an end is one: no time-out of a test ends that. */
function firstFailure(): Reporter {
  let vitest: Vitest | undefined;
  const timers = new Map<string, NodeJS.Timeout>();
  const fail = (name: string): void => {
    console.log(name.replaceAll(/\s+/g, ' '));
    process.exit(1);
  };
  return {
    onInit: (started) => {
      vitest = started;
    },
    onTestModuleQueued: ({ moduleId, relativeModuleId, project }) => {
      const usual = vitest?.cache.getTestSpecificationResult(project.createSpecification(moduleId));
      const limit = patience + 10 * (usual?.duration ?? 60_000);
      timers.set(
        moduleId,
        setTimeout(() => fail(`${relativeModuleId} does not end`), limit),
      );
    },
    onTestCaseResult: (test) => {
      if (test.result().state === 'failed') fail(`${test.module.relativeModuleId} > ${test.fullName}`);
    },
    onTestModuleEnd: (file) => {
      clearTimeout(timers.get(file.moduleId));
      if (file.state() === 'failed') fail(file.relativeModuleId);
    },
    onTestRunEnd: (files, [error]) => {
      if (error) fail(error.message);
      if (files.length === 0) console.log('There are no tests.');
    },
  };
}

// Loaded and not imported: what a package imports lies in it.
const { default: everyTest }: { readonly default: ViteUserConfig } = await import(
  new URL('../../vitest.config.ts', import.meta.url).href
);

export default mergeConfig(
  everyTest,
  defineConfig({
    test: {
      reporters: [firstFailure()],
      sequence: { sequencer: ShortestFirst },
      typecheck: { enabled: false },
    },
  }),
);
