import { readdirSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

// Packages resolve to each other's sources, so that a test needs no build.
// No 'import': Node would take it for `require` as well, and hand ESM to packages that require CommonJS.
const conditions = ['@threads-sdk/source', 'node', 'module', 'default'];

const packages = readdirSync(new URL('packages', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => `packages/${entry.name}`);

export default defineConfig({
  test: {
    // Vitest leaves a core unused; many tests wait for a browser or a socket, so that all can be.
    maxWorkers: '100%',
    projects: [...packages, 'tools', 'docs'].map((root) => ({
      resolve: { conditions },
      ssr: { resolve: { conditions } },
      test: {
        name: root,
        root,
        // No test waits for real; a busy machine may still be slow.
        testTimeout: 30_000,
        // One process for many files: starting one for each would take a fifth of the time. Modules are loaded anew.
        isolate: false,
        include: ['**/*.test.ts'],
        exclude: ['**/node_modules/**', '**/dist/**'],
        // A client that the emulator is tested with; its files name each other in a way that only bundlers understand.
        server: { deps: { inline: ['threads-graph-api'] } },
        typecheck: {
          enabled: true,
          include: ['**/*.test-d.ts'],
          tsconfig: 'tsconfig.test.json',
        },
      },
    })),
  },
});
