import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Packages resolve to each other's sources, so that a test needs no build.
// No 'import': Node would take it for `require` as well, and hand ESM to packages that require CommonJS.
const conditions = ['@threads-sdk/source', 'node', 'module', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  // One project for all packages, so that they share processes, what was compiled, and one type check.
  test: {
    // More than there are cores, since many tests wait: for a browser, another program, a time-out. Of a percentage vitest would
    // make no more than the cores.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    // No test waits for real; a busy machine may still be slow.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000, interval: 20 } },
    // One process for many files: starting one for each would take a fifth of the time. What a test changes of the
    // process, it has to put back.
    isolate: false,
    restoreMocks: true,
    include: ['{benchmarks,contract,docs,packages,tools}/**/*.test.ts'],
    // The tests of the site need it built: `./run test:site`.
    exclude: ['**/node_modules/**', '**/dist/**', 'docs/test-site/**'],
    // A client that the emulator is tested with; its files name each other in a way that only bundlers understand.
    server: { deps: { inline: ['threads-graph-api'] } },
    typecheck: {
      enabled: true,
      include: ['packages/**/*.test-d.ts'],
      tsconfig: 'tsconfig.test.json',
    },
  },
});
