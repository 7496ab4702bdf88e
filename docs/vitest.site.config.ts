import { defineConfig } from 'vitest/config';

// The tests of the built site, which `./run test:site` builds first; `./run test` needs none.
export default defineConfig({
  test: { include: ['docs/test-site/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
});
