import { describe, expect, it } from 'vitest';
import { findLayerFaults } from './layers.ts';
import { writeRepository } from './test/repository.ts';

const credentials = (dependencies: readonly string[]): string =>
  JSON.stringify({
    name: '@threads-sdk/credentials',
    dependencies: Object.fromEntries(dependencies.map((name) => [name, '^1.0.0'])),
  });

describe('the layers', () => {
  it('finds nothing in a package that imports what it declares', () => {
    const repository = writeRepository({
      'packages/credentials/package.json': credentials(['valibot']),
      'packages/credentials/src/json.ts': `import * as v from 'valibot';`,
    });
    expect(findLayerFaults(repository)).toEqual([]);
  });

  it.each([
    ['an import', `import { request } from '@threads-sdk/core-http';`, '@threads-sdk/core-http'],
    [
      'an import of a type',
      `import type { Client } from '@threads-sdk/core-http';`,
      '@threads-sdk/core-http',
    ],
    ['a re-export', `export * from 'ky';`, 'ky'],
    ['a dynamic import', `export const load = () => import('ky/distribution');`, 'ky/distribution'],
  ])('refuses %s of what is not below', (_, source, specifier) => {
    const repository = writeRepository({
      'packages/credentials/package.json': credentials([]),
      'packages/credentials/src/store.ts': source,
    });
    expect(findLayerFaults(repository)).toEqual([
      `packages/credentials/src/store.ts imports '${specifier}', which is not below it.`,
    ]);
  });

  it('refuses Node in a universal package, and allows it in a test', () => {
    const repository = writeRepository({
      'packages/credentials/package.json': credentials([]),
      'packages/credentials/src/store.ts': `import { readFileSync } from 'node:fs';`,
      'packages/credentials/src/store.test.ts': `import { readFileSync } from 'node:fs';`,
    });
    expect(findLayerFaults(repository)).toEqual([
      `packages/credentials/src/store.ts imports 'node:fs', but has to run without Node.`,
    ]);
  });

  it('refuses a shipped import that is only a development dependency', () => {
    const repository = writeRepository({
      'packages/credentials/package.json': credentials([]),
      'packages/credentials/src/json.ts': `import * as v from 'valibot';`,
    });
    expect(findLayerFaults(repository)).toEqual([
      `packages/credentials/src/json.ts imports 'valibot', which is not among the dependencies of its package.`,
    ]);
  });

  it('refuses a dependency that is not below, and one that nothing imports', () => {
    const repository = writeRepository({
      'packages/credentials/package.json': credentials(['ky', 'valibot']),
      'packages/credentials/src/json.ts': `export const a = 1;`,
    });
    expect(findLayerFaults(repository)).toEqual([
      '@threads-sdk/credentials depends on ky, which is not below it.',
      '@threads-sdk/credentials depends on valibot, but imports nothing from it.',
    ]);
  });
});
